import type { ArchivioFascicolo } from '../../schemas/archivio.types.js';

/*
 * How long a fascicolo is kept and what stands in the way of its discard, pure. Days are legal days, `YYYY-MM-DD`. Nothing here, or
 * anywhere, discards by itself: a list is proposed, approved, authorised (D.Lgs. 42/2004 art. 21 c. 1 lett. d) and carried out by two
 * people.
 */

/** The rule of the massimario that counts for it. */
export interface RegolaApplicata {
  tempo: number | 'illimitato';
  tipologia: string;
  note?: string;
  fonte: string;
  /** false where the voce has rules of different length and nobody has said which one it is: the longest counts */
  univoca: boolean;
}

/** A legal day, or `illimitato`. */
export type Fine = string;

export interface FattiConservazione {
  stato: 'aperto' | 'chiuso';
  annullato: boolean;
  dataChiusura?: string | undefined;
  regola?: RegolaApplicata | undefined;
  archivio: ArchivioFascicolo;
  /** the conservation system has accepted it */
  conservato: boolean;
  /** other fascicoli that hold some of its documents; without `fine` their end is not known yet */
  altrove: readonly { codice?: string | undefined; fine?: Fine | undefined }[];
}

export const IMPEDIMENTI = [
  'annullato',
  'aperto',
  'senza-regola',
  'illimitato',
  'decorrenza-mancante',
  'non-scaduto',
  'documento-altrove',
  'bloccato',
  'storico',
  'scartato',
  'non-conservato',
] as const;
export type CodiceImpedimento = (typeof IMPEDIMENTI)[number];

export interface Impedimento {
  codice: CodiceImpedimento;
  messaggio: string;
}

export interface Conservazione {
  regola?: RegolaApplicata;
  /** the event of the rule, where the years do not run from the closing */
  evento?: string;
  /** the day from which the years run */
  inizio?: string;
  /** the day on which they are over: the latest of all fascicoli in which its documents stand */
  fine?: Fine;
  /** what keeps it out of a list */
  impedimenti: Impedimento[];
  /** what does not keep it out of a list, but keeps the list from being carried out on it */
  sospesi: Impedimento[];
}

const DECORRENZA = /\bdecorrenza(?::|\s+(?=da))\s*([^.;]+)/i;

/** The event from which the years of a rule run, if its note names one (titolario.md 12.3). */
export const eventoOf = (note: string | undefined): string | undefined => DECORRENZA.exec(note ?? '')?.[1]?.trim();

/** The same day so many years later; 29 February becomes 1 March, so that nothing ends a day early. */
export function addAnni(giorno: string, anni: number): string {
  const anno = String(Number(giorno.slice(0, 4)) + anni).padStart(4, '0');
  const day = `${anno}${giorno.slice(4)}`;
  const isThere = new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isThere ? day : `${anno}-03-01`;
}

const latest = (giorni: readonly string[]): string | undefined => [...giorni].sort().at(-1);

/**
 * From which day its years run: the last closing, or the event of the rule; of the two the later, since what was destroyed too early
 * cannot be had again. Undefined while it is open, or while nobody has said the day of the event.
 */
export function inizioOf({
  stato,
  dataChiusura,
  regola,
  archivio,
}: Pick<FattiConservazione, 'stato' | 'dataChiusura' | 'regola' | 'archivio'>): string | undefined {
  if (stato === 'aperto' || dataChiusura === undefined) return undefined;
  if (eventoOf(regola?.note) === undefined) return dataChiusura;
  return archivio.decorrenza === undefined ? undefined : latest([dataChiusura, archivio.decorrenza]);
}

/** When its own years are over, whatever else its documents stand in; undefined while it cannot be known. */
export function fineOf(
  fatti: Pick<FattiConservazione, 'stato' | 'dataChiusura' | 'regola' | 'archivio'>,
): Fine | undefined {
  const { regola, archivio } = fatti;
  if (archivio.storico !== undefined) return 'illimitato';
  if (regola === undefined) return undefined;
  if (regola.tempo === 'illimitato') return 'illimitato';
  const inizio = inizioOf(fatti);
  return inizio === undefined ? undefined : addAnni(inizio, regola.tempo);
}

/** The longest of several ends: for ever beats all, what is not known beats what is. */
export function longestOf(fini: readonly (Fine | undefined)[]): Fine | undefined {
  if (fini.includes('illimitato')) return 'illimitato';
  if (fini.includes(undefined)) return undefined;
  return latest(fini.filter((one) => one !== undefined));
}

const inGiorno = (giorno: string): string => giorno.split('-').reverse().join('/');

/** What is the retention of a fascicolo on a day, and what stands in the way of its discard, in words. */
export function conservazioneOf(fatti: FattiConservazione, oggi: string): Conservazione {
  const { stato, annullato, regola, archivio, conservato, altrove } = fatti;
  const evento = eventoOf(regola?.note);
  const inizio = inizioOf(fatti);
  const own = fineOf(fatti);
  const fine = longestOf([own, ...altrove.map((one) => one.fine)]);
  const impedimenti: Impedimento[] = [];
  const stop = (codice: CodiceImpedimento, messaggio: string): void => void impedimenti.push({ codice, messaggio });

  if (annullato) stop('annullato', 'Il fascicolo è annullato: il numero e i dati restano, non ha documenti.');
  if (archivio.scarto !== undefined)
    stop('scartato', `I documenti sono già stati scartati il ${inGiorno(archivio.scarto.data)}.`);
  if (stato === 'aperto')
    stop('aperto', 'Il fascicolo è aperto: gli anni decorrono dalla chiusura, e di nuovo da ogni riapertura.');
  if (regola === undefined)
    stop('senza-regola', 'Il massimario non ha una regola per questa voce: caricarla, poi ripetere.');
  else if (regola.tempo === 'illimitato') stop('illimitato', `Si conserva senza limite: ${regola.tipologia}.`);
  if (archivio.storico !== undefined) stop('storico', `Valore storico o di campione: ${archivio.storico}.`);
  if (stato === 'chiuso' && evento !== undefined && archivio.decorrenza === undefined && own !== 'illimitato')
    stop('decorrenza-mancante', `Gli anni decorrono da «${evento}»: l’ufficio deve indicarne il giorno.`);
  if (own !== undefined && own !== 'illimitato' && oggi < own)
    stop('non-scaduto', `Si conserva fino al ${inGiorno(own)}.`);
  const longer = altrove.filter((one) => one.fine === undefined || one.fine === 'illimitato' || oggi < one.fine);
  if (longer.length > 0) {
    const codici = longer.flatMap((one) => one.codice ?? []);
    const dove = codici.length === 0 ? 'un altro fascicolo' : codici.slice(0, 5).join(', ');
    stop('documento-altrove', `Alcuni documenti stanno anche in ${dove}, che si conserva più a lungo.`);
  }
  for (const { motivo, dal } of archivio.blocchi ?? [])
    stop('bloccato', `Scarto sospeso dal ${inGiorno(dal)}: ${motivo}.`);

  return {
    ...(regola !== undefined && { regola }),
    ...(evento !== undefined && { evento }),
    ...(inizio !== undefined && { inizio }),
    ...(fine !== undefined && { fine }),
    impedimenti,
    sospesi: conservato
      ? []
      : [
          {
            codice: 'non-conservato',
            messaggio: 'Non è ancora nel sistema di conservazione: fino ad allora nulla si distrugge.',
          },
        ],
  };
}
