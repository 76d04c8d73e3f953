import type { EsitoTentativo, StatoVersamento, TipoVersamento } from '../../schemas/versamento.api.js';
import type { Capacita } from './tipi.js';

/* The states of a package (contract §4; conservazione-altri.md §5, conservazione-parer.md §8). Pure. */

/** What may happen to a package. */
export const PASSI = [
  'invia',
  'interroga',
  'esito',
  'presa-persa',
  'ripresa',
  'rapporto',
  'decisione',
  'annullamento',
] as const;
export type PassoVersamento = (typeof PASSI)[number];

/** What may happen to it in each state; whatever is not here is refused. */
export const AMMESSI: Readonly<Record<StatoVersamento, readonly PassoVersamento[]>> = {
  preparato: ['invia'],
  'in-invio': ['esito', 'presa-persa'],
  incerto: ['invia', 'interroga', 'esito', 'presa-persa', 'ripresa', 'rapporto'],
  'in-carico': ['interroga', 'esito', 'presa-persa', 'ripresa', 'rapporto'],
  'attesa-riprova': ['invia', 'ripresa'],
  accettato: ['interroga', 'esito', 'presa-persa', 'annullamento'],
  'accettato-con-avvisi': ['interroga', 'esito', 'presa-persa', 'annullamento'],
  rifiutato: ['ripresa'],
  conflitto: ['ripresa', 'decisione', 'rapporto'],
  'da-verificare': ['ripresa', 'decisione', 'rapporto'],
  sospeso: ['ripresa'],
  annullato: [],
};

export const ammette = (stato: StatoVersamento, passo: PassoVersamento): boolean => AMMESSI[stato].includes(passo);

/** Kept by the receiver, with a receipt that says so. */
export const isAccettato = (stato: StatoVersamento): boolean =>
  stato === 'accettato' || stato === 'accettato-con-avvisi';

const IN_CORSO: readonly StatoVersamento[] = ['preparato', 'in-invio', 'incerto', 'in-carico', 'attesa-riprova'];
/** It goes on by itself. */
export const isInCorso = (stato: StatoVersamento): boolean => IN_CORSO.includes(stato);

/** Neither accepted nor given up: it goes on by itself, or waits for a person. */
export const NON_ACCETTATI: readonly StatoVersamento[] = [
  ...IN_CORSO,
  'sospeso',
  'rifiutato',
  'conflitto',
  'da-verificare',
];

/** How a call ended, after what came was compared with what was sent. */
export type EsitoChiamata =
  | { tipo: 'conservato'; avvisi: boolean }
  /** a receipt that says something else than what was sent */
  | { tipo: 'discordante'; giaPresente: boolean }
  /** the receiver itself says that it keeps something else under that key */
  | { tipo: 'conflitto' }
  | { tipo: 'senza-rapporto' }
  | { tipo: 'in-carico'; verificaDopo: Date }
  | { tipo: 'rifiutato' }
  | { tipo: 'sospeso' }
  | { tipo: 'tecnico'; riprovaDopo?: Date | undefined }
  | { tipo: 'incerto' }
  | { tipo: 'assente' }
  | { tipo: 'annullato' }
  /** a stored file is not any more what was registered: it is never shipped */
  | { tipo: 'alterato' };

export interface Contesto {
  /** state in which the call was made: `in-invio` for a shipping, else that of who was asked about */
  stato: StatoVersamento;
  tipo: TipoVersamento;
  adesso: Date;
  /** since when tries are counted */
  dal: Date;
  /** calls since then that ended technical or uncertain, this one not counted */
  falliti: number;
  /** a random number from 0 to 1: not all again at the same moment */
  caso: number;
  capacita: Pick<Capacita, 'ricevuta' | 'interrogaPerChiave' | 'duplicato'>;
}

export interface Passaggio {
  stato: StatoVersamento;
  /** when it goes on by itself; absent: a person must act, or it is over */
  prossimoPasso?: Date;
  /** how the try is called */
  esito: EsitoTentativo;
}

const MINUTO = 60_000;
const ORA = 60 * MINUTO;
/** 1 min, 5, 30, 2 h, then every 6 h (conservazione-parer.md §8). */
const ATTESE = [MINUTO, 5 * MINUTO, 30 * MINUTO, 2 * ORA, 6 * ORA] as const;
/** After so long without an answer that counts a person looks: the daily register has its term on the next working day. */
const PAZIENZA: Readonly<Record<TipoVersamento, number>> = {
  'registro-giornaliero': 24 * ORA,
  'unita-documentaria': 7 * 24 * ORA,
  fascicolo: 7 * 24 * ORA,
};
/** Whatever the time that has passed (a line that was stopped, a worker that was off), so many tries are made. */
const TENTATIVI_MINIMI = 3;
/** What was accepted and is to be annulled there: asked about so often. */
const ATTESA_ANNULLAMENTO = 6 * ORA;

/** How long to wait after so many failed tries, with a fifth of chance more or less. */
export const attesaOf = (falliti: number, caso: number): number =>
  (ATTESE[Math.min(falliti, ATTESE.length - 1)] ?? MINUTO) * (0.8 + 0.4 * caso);

const isOver = ({ tipo, adesso, dal, falliti }: Contesto): boolean =>
  falliti + 1 >= TENTATIVI_MINIMI && adesso.getTime() - dal.getTime() >= PAZIENZA[tipo];

/** After a call that did not settle it: again later in that state, until patience ends. */
function later(stato: 'incerto' | 'attesa-riprova', esito: EsitoTentativo, c: Contesto, nonPrima?: Date): Passaggio {
  if (isOver(c)) return { stato: 'da-verificare', esito };
  const next = c.adesso.getTime() + attesaOf(c.falliti, c.caso);
  return { stato, prossimoPasso: new Date(Math.max(next, nonPrima?.getTime() ?? 0)), esito };
}

/** Nobody can say whether it is there: asked, or sent again, only where the receiver can settle it. */
function uncertain(c: Contesto, esito: EsitoTentativo = 'incerto'): Passaggio {
  const { interrogaPerChiave, duplicato } = c.capacita;
  return interrogaPerChiave || duplicato === 'restituisce-ricevuta'
    ? later('incerto', esito, c)
    : { stato: 'da-verificare', esito };
}

/** Of what the receiver has taken in charge: asked again, or, where its receipt comes by hand, waited for. */
const charged = ({ capacita, adesso }: Contesto, verificaDopo: Date): Passaggio => ({
  stato: 'in-carico',
  ...(capacita.ricevuta !== 'a-mano' && {
    prossimoPasso: new Date(Math.max(verificaDopo.getTime(), adesso.getTime() + 1_000)),
  }),
  esito: 'in-carico',
});

/** What was accepted stays so until the receiver says that it is annulled. */
const stillAccepted = ({ stato, adesso }: Contesto, esito: EsitoTentativo): Passaggio => ({
  stato,
  prossimoPasso: new Date(adesso.getTime() + ATTESA_ANNULLAMENTO),
  esito,
});

/** The state that follows a call, when the next step is due, and how the try is called. */
export function afterEsito(esito: EsitoChiamata, c: Contesto): Passaggio {
  if (isAccettato(c.stato))
    return esito.tipo === 'annullato' ? { stato: 'annullato', esito: 'annullato' } : stillAccepted(c, esitoOf(esito));
  const asked = c.stato === 'incerto' || c.stato === 'in-carico';
  switch (esito.tipo) {
    case 'conservato': {
      const stato = esito.avvisi ? 'accettato-con-avvisi' : 'accettato';
      return { stato, esito: stato };
    }
    case 'discordante':
      return esito.giaPresente
        ? { stato: 'conflitto', esito: 'conflitto' }
        : { stato: 'da-verificare', esito: 'anomalia' };
    case 'conflitto':
      return { stato: 'conflitto', esito: 'conflitto' };
    case 'senza-rapporto':
      return isOver(c) ? { stato: 'da-verificare', esito: 'anomalia' } : uncertain(c, 'anomalia');
    case 'in-carico':
      return c.stato === 'in-carico' && isOver({ ...c, falliti: TENTATIVI_MINIMI }) && c.capacita.ricevuta !== 'a-mano'
        ? { stato: 'da-verificare', esito: 'in-carico' }
        : charged(c, esito.verificaDopo);
    case 'rifiutato':
      return { stato: 'rifiutato', esito: 'rifiutato' };
    case 'sospeso':
      return { stato: 'sospeso', esito: 'sospeso' };
    case 'tecnico':
      if (c.stato === 'in-carico') return stillCharged(c, 'tecnico', esito.riprovaDopo);
      return later(asked ? 'incerto' : 'attesa-riprova', 'tecnico', c, esito.riprovaDopo);
    case 'incerto':
      return c.stato === 'in-carico' ? stillCharged(c, 'incerto') : uncertain(c);
    case 'assente':
      // taken in charge once, and now unknown: nobody sends it again by itself
      return c.stato === 'in-carico'
        ? { stato: 'da-verificare', esito: 'assente' }
        : { stato: 'attesa-riprova', prossimoPasso: c.adesso, esito: 'assente' };
    case 'annullato':
      return { stato: 'da-verificare', esito: 'annullato' };
    case 'alterato':
      return { stato: 'da-verificare', esito: 'anomalia' };
  }
}

function stillCharged(c: Contesto, esito: EsitoTentativo, nonPrima?: Date): Passaggio {
  const next = later('incerto', esito, c, nonPrima);
  return next.stato === 'incerto' ? { ...next, stato: 'in-carico' } : next;
}

function esitoOf(esito: EsitoChiamata): EsitoTentativo {
  if (esito.tipo === 'conservato') return esito.avvisi ? 'accettato-con-avvisi' : 'accettato';
  return esito.tipo === 'discordante' || esito.tipo === 'senza-rapporto' || esito.tipo === 'alterato'
    ? 'anomalia'
    : esito.tipo;
}

/** Who worked on it is no more. A call that was being made may have arrived. */
export const afterPresaPersa = (c: Contesto): Passaggio =>
  isAccettato(c.stato) || c.stato === 'in-carico' ? stillThere(c) : uncertain(c);

const stillThere = ({ stato, adesso, caso }: Contesto): Passaggio => ({
  stato,
  prossimoPasso: new Date(adesso.getTime() + attesaOf(0, caso)),
  esito: 'incerto',
});

/**
 * Which call an uncertain package is due: the receiver is asked first, which is cheap; where it could not be asked, the package is
 * sent again and the receiver's answer to a repeated key decides.
 * @param ultima - what the last call was and whether it failed
 */
export function azioneOf(
  stato: StatoVersamento,
  { interrogaPerChiave, duplicato }: Pick<Capacita, 'interrogaPerChiave' | 'duplicato'>,
  ultima?: { azione: 'invio' | 'interrogazione'; esito: EsitoTentativo },
): 'invio' | 'interrogazione' {
  if (stato === 'in-carico' || isAccettato(stato)) return 'interrogazione';
  if (stato !== 'incerto') return 'invio';
  const failed = ultima?.azione === 'interrogazione' && ['tecnico', 'incerto'].includes(ultima.esito);
  if (failed && duplicato === 'restituisce-ricevuta') return 'invio';
  return interrogaPerChiave ? 'interrogazione' : 'invio';
}

/**
 * Where a package goes when a person lets it go on.
 * @param forse - a call may have arrived without its answer
 * @param cambiato - it is not any more the package that was sent
 */
export function afterRipresa(
  stato: StatoVersamento,
  { forse, cambiato, interrogaPerChiave }: { forse: boolean; cambiato: boolean; interrogaPerChiave: boolean },
): 'preparato' | 'incerto' | 'in-carico' {
  if (stato === 'in-carico') return 'in-carico';
  return forse && !cambiato && interrogaPerChiave ? 'incerto' : 'preparato';
}
