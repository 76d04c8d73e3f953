import type { Raccordo, Versione, Voce } from '../../schemas/titolario.model.js';
import type { Rilievo } from '../tabella.js';

/** A row of a mapping with the line of the file that states it. */
export interface RaccordoLetto extends Raccordo {
  riga: number;
}

/** Codes as a sentence: the first ten, and how many more. */
function listed(codici: readonly string[]): string {
  const rest = codici.length - 10;
  return codici.slice(0, 10).join(', ') + (rest > 0 ? ` e altre ${rest}` : '');
}

/** What a row says wrong by itself. */
function faultOfRiga({ da, a, tipo }: RaccordoLetto, closed: ReadonlySet<string>): string | undefined {
  if (tipo === 'nuova')
    return da === undefined && a !== undefined ? undefined : 'Una voce nuova ha soltanto la colonna a.';
  if (tipo === 'cessata') {
    const fits = da !== undefined && (a === undefined || closed.has(a));
    return fits
      ? undefined
      : 'Una voce cessata ha soltanto la colonna da, o anche a se nella nuova versione è chiusa dal primo giorno.';
  }
  if (da === undefined || a === undefined) return 'Mancano le colonne da oppure a.';
  if (tipo === 'spostata') return da === a ? 'Una voce spostata cambia codice.' : undefined;
  if (tipo === 'uguale' || tipo === 'rinominata')
    return da === a ? undefined : 'Una voce che cambia codice è spostata.';
  return undefined;
}

type Lato = 'da' | 'a';
type PerCodice = ReadonlyMap<string, readonly RaccordoLetto[]>;

function groupBy(righe: readonly RaccordoLetto[], lato: Lato): PerCodice {
  const groups = new Map<string, RaccordoLetto[]>();
  for (const one of righe) {
    const codice = one[lato];
    const group = codice === undefined ? undefined : groups.get(codice);
    if (group !== undefined) group.push(one);
    else if (codice !== undefined) groups.set(codice, [one]);
  }
  return groups;
}

/** What a row says wrong beside the others: one to one, one to many, many to one. */
function faultAmong({ da = '', a = '', tipo }: RaccordoLetto, byDa: PerCodice, byA: PerCodice): string | undefined {
  const ofDa = byDa.get(da) ?? [];
  const ofA = byA.get(a) ?? [];
  if (ofDa.some((one) => one.tipo !== tipo)) return `La voce ${da} ha righe di tipo diverso.`;
  if (new Set(ofDa.map((one) => one.a)).size < ofDa.length) return `La riga per ${da} è ripetuta.`;
  if (tipo === 'divisa')
    return ofDa.length > 1 ? undefined : `La voce ${da} è divisa in una sola: indicarne almeno due.`;
  if (ofDa.length > 1) return `La voce ${da} ha più righe: se è divisa, scriverlo in ognuna.`;
  if (tipo === 'unita') return ofA.length > 1 ? undefined : `In ${a} è unita una voce sola: indicarne almeno due.`;
  return ofA.length > 1 && ofA.some((one) => one.tipo !== 'unita' && one.tipo !== 'divisa')
    ? `La voce ${a} ha più righe: se è unita, scriverlo in ognuna.`
    : undefined;
}

/**
 * Why a mapping cannot go from one version to the next, in Italian, with the lines; empty if it can. Every voce of both versions
 * appears (titolario.md 5.3); what has no line of its own is told on line 1.
 */
export function faultsOfRaccordo(
  righe: readonly RaccordoLetto[],
  prima: readonly Voce[],
  { dal, voci }: Pick<Versione, 'dal' | 'voci'>,
): Rilievo[] {
  const before = new Set(prima.map(({ codice }) => codice));
  const after = new Set(voci.map(({ codice }) => codice));
  const closed = new Set(
    voci.filter(({ chiusaDal }) => chiusaDal !== undefined && chiusaDal <= dal).map(({ codice }) => codice),
  );
  const byDa = groupBy(righe, 'da');
  const byA = groupBy(righe, 'a');
  const faults = righe.flatMap((one): Rilievo[] => {
    const unknown = [
      ...(one.da === undefined || before.has(one.da) ? [] : [`La voce ${one.da} non è nella versione di prima.`]),
      ...(one.a === undefined || after.has(one.a) ? [] : [`La voce ${one.a} non è nella nuova versione.`]),
    ];
    const other = faultOfRiga(one, closed) ?? faultAmong(one, byDa, byA);
    return [...unknown, ...(other === undefined ? [] : [other])].map((messaggio) => ({ riga: one.riga, messaggio }));
  });
  const lost = [...before].filter((codice) => !byDa.has(codice));
  const unborn = [...after].filter((codice) => !byA.has(codice));
  return [
    ...(lost.length === 0 ? [] : [{ riga: 1, messaggio: `Mancano voci della versione di prima: ${listed(lost)}.` }]),
    ...(unborn.length === 0 ? [] : [{ riga: 1, messaggio: `Mancano voci della nuova versione: ${listed(unborn)}.` }]),
    ...faults,
  ];
}
