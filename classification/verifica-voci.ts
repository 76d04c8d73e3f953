import { compareCodici, livelliOf, padre } from './codice.js';
import type { Rilievo } from './tabella.js';
import type { Voce } from '../schemas/titolario.model.js';

/** A code with the line of the file that states it, and its voce unless the line has errors of its own. */
export interface VoceLetta {
  riga: number;
  codice: string;
  voce?: Voce;
}

function faultsOfDoppi(lette: readonly VoceLetta[], sopra: readonly Voce[]): Rilievo[] {
  const seen = new Map<string, number | null>(sopra.map(({ codice }) => [codice, null]));
  return lette.flatMap(({ riga, codice }): Rilievo[] => {
    const first = seen.get(codice);
    if (first === undefined) seen.set(codice, riga);
    if (first === undefined) return [];
    return [
      {
        riga,
        messaggio: first === null ? `Il codice ${codice} esiste già.` : `Il codice ${codice} è già alla riga ${first}.`,
      },
    ];
  });
}

function faultsOfPadri(lette: readonly VoceLetta[], sopra: readonly Voce[]): Rilievo[] {
  const known = new Set([...sopra.map(({ codice }) => codice), ...lette.map(({ codice }) => codice)]);
  return lette.flatMap(({ riga, codice }): Rilievo[] => {
    const above = padre(codice);
    return above === undefined || known.has(above)
      ? []
      : [{ riga, messaggio: `Manca la voce ${above}, sotto la quale sta ${codice}.` }];
  });
}

/** Voci whose number does not follow that of the one before, among those of one parent. */
function findHoles(lette: readonly VoceLetta[], sopra: readonly Voce[]): Rilievo[] {
  const last = new Map<string, number>();
  const all = [...sopra.map(({ codice }) => ({ riga: 0, codice })), ...lette].sort((a, b) =>
    compareCodici(a.codice, b.codice),
  );
  return all.flatMap(({ riga, codice }): Rilievo[] => {
    const above = padre(codice) ?? '';
    const number = livelliOf(codice).at(-1) ?? 0;
    const previous = last.get(above) ?? 0;
    last.set(above, number);
    return riga === 0 || number <= previous + 1
      ? []
      : [{ riga, messaggio: `La numerazione salta prima di ${codice}.` }];
  });
}

/** What can be seen only by looking at all voci together: codes twice, parents that are not there; as a warning, holes. */
export const reviewVoci = (
  lette: readonly VoceLetta[],
  sopra: readonly Voce[],
): { errori: Rilievo[]; avvisi: Rilievo[] } => ({
  errori: [...faultsOfDoppi(lette, sopra), ...faultsOfPadri(lette, sopra)],
  avvisi: findHoles(lette, sopra),
});
