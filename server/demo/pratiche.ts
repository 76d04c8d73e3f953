import { addDays, legalDay, legalYear } from '../lib/clock.js';
import { capoOf, type UfficioDemo } from './ente.js';
import { type FascicoloDemo, readFascicoli } from './fascicoli.js';
import type { Passato } from './passato.js';
import { readProcedimenti } from './procedimenti.js';
import { isRegistra, type Passo, type PassoAtto, type PassoRegistra } from './tipi.js';

/** How far back the pratiche go whose procedimento may still run, and how many there are at most. */
const GIORNI = 60;
const MASSIMO = 8;
const DOPO_L_ULTIMO_ATTO_MS = 5 * 60_000;

/** A procedimento of the last weeks: its fascicolo, the istanza that opens it, and the answer if there is one. */
export interface Pratica {
  fascicolo: FascicoloDemo & { procedimento: string };
  istanza: PassoRegistra;
  risposta?: PassoRegistra;
  /** the heads put the documents into the fascicolo, which is opened with the first */
  atti: PassoAtto[];
}

/** The day on which an istanza came: from it the term runs. */
export const inizioOf = ({ richiesta, quando }: PassoRegistra): string =>
  richiesta.dataArrivo?.slice(0, 10) ?? legalDay(quando);

/** A little after the last act of the plan on a registration: all that is known of it is known then. Pure. */
export const lastActOf = (piano: readonly Passo[], passo: PassoRegistra): Date => {
  const acts = piano.filter((one) => !isRegistra(one) && one.di === passo.chiave);
  return new Date(Math.max(...[passo, ...acts].map(({ quando }) => quando.getTime())) + DOPO_L_ULTIMO_ATTO_MS);
};

/** `2026-VI/3.` of the sottoclasse VI.3.2. */
export function serieOf(classifica: string, anno: number): string {
  const [titolo = '', classe = ''] = classifica.split('.');
  return `${anno}-${titolo}/${classe}.`;
}

/**
 * The pratiche of the last weeks, in the order in which their fascicoli are opened: istanze that have got the sottoclasse for which the
 * catalogue has a procedimento. Pure.
 * @param prima - fascicoli that are opened before: their numbers come first
 */
export function buildPratiche(
  { anno, ieri }: Passato,
  piano: readonly Passo[],
  uffici: readonly UfficioDemo[],
  prima: readonly FascicoloDemo[] = readFascicoli(anno),
): Pratica[] {
  const dal = addDays(ieri, -GIORNI);
  const procedimenti = readProcedimenti().filter(({ tipoFascicolo }) => tipoFascicolo === 'procedimento');
  const registrazioni = piano.filter(isRegistra);
  const acts = piano.filter((passo): passo is PassoAtto => !isRegistra(passo));
  const last = (passo: PassoRegistra): Date => lastActOf(piano, passo);
  const found = registrazioni.flatMap((istanza) => {
    const { richiesta, chiave, quando, fascicolo } = istanza;
    if (richiesta.flusso !== 'E' || fascicolo !== undefined || legalDay(quando) < dal) return [];
    if (richiesta.riservatezza?.livello === 'riservata') return [];
    const given = acts.find((passo) => passo.azione === 'classifica' && passo.di === chiave);
    const codice = given?.azione === 'classifica' ? given.codice : undefined;
    const procedimento = procedimenti.find(({ voce }) => voce !== undefined && voce === codice);
    const uo = richiesta.assegnazioni?.[0]?.uo ?? procedimento?.uo;
    if (procedimento === undefined || codice === undefined || uo === undefined) return [];
    return [{ istanza, procedimento: procedimento.codice, codice, uo, aperto: last(istanza) }];
  });
  const next = new Map<string, number>();
  for (const { codice } of prima) {
    const serie = codice.slice(0, codice.lastIndexOf('.') + 1);
    next.set(serie, (next.get(serie) ?? 0) + 1);
  }
  return found
    .sort((a, b) => a.aperto.getTime() - b.aperto.getTime())
    .slice(-MASSIMO)
    .map(({ istanza, procedimento, codice: classifica, uo, aperto }): Pratica => {
      const serie = serieOf(classifica, legalYear(aperto));
      const n = (next.get(serie) ?? 0) + 1;
      next.set(serie, n);
      const codice = `${serie}${n}`;
      const risposta = registrazioni.find(({ rispondeA }) => rispondeA === istanza.chiave);
      const file = (passo: PassoRegistra): PassoAtto => ({
        azione: 'fascicola',
        fascicolo: codice,
        di: passo.chiave,
        quando: last(passo),
        utente: capoOf(uffici, uo),
      });
      return {
        fascicolo: { codice, oggetto: istanza.richiesta.oggetto, tipo: 'procedimento', classifica, uo, procedimento },
        istanza,
        ...(risposta !== undefined && { risposta }),
        atti: [file(istanza), ...(risposta === undefined ? [] : [file(risposta)])],
      };
    });
}
