import { isDeepStrictEqual } from 'node:util';
import type { ContenutoVersamento, RapportoTenuto, Versamento } from '../../schemas/versamento.model.js';
import type {
  Causa,
  EsitoTentativo,
  NomeForzatura,
  StatoVersamento,
  Tentativo,
  Voce,
} from '../../schemas/versamento.api.js';
import { canonicalText, linkAtti, sha256Hex } from '../protocollo/canonico.js';
import type { PacchettoPreparato, Ritocchi, Seguito } from './tipi.js';
import { ammette, type PassoVersamento } from './stati.js';

/* What a package is, told again from its birth and its acts. Pure: the writing of an act and its verification are this same code. */

type FileTenuto = NonNullable<Tentativo['risposta']>;

/** What each kind of act says in its `dettagli`; written once, never changed. */
export interface DettagliVersamento {
  /** a call begins */
  tentativo: { n: number; azione: 'invio' | 'interrogazione'; stato: StatoVersamento };
  /** it has ended, or nobody was there to hear the end */
  esito: {
    n: number;
    esito: EsitoTentativo;
    stato: StatoVersamento;
    prossimoPasso?: string;
    codice?: string;
    messaggio?: string;
    voci: Voce[];
    statoHttp?: number;
    durataMs?: number;
    inviati?: number;
    risposta?: FileTenuto;
    ticket?: string;
    rapporto?: RapportoTenuto;
    avvisi?: Voce[];
    causa?: Causa;
  };
  /** an answer that came when the call had been given up */
  nota: { n: number; messaggio: string; statoHttp?: number; risposta?: FileTenuto };
  /** a person lets it go on, as it is or mended */
  ripresa: {
    stato: StatoVersamento;
    prossimoPasso: string;
    motivo?: string;
    forza?: NomeForzatura[];
    ritocchi?: Ritocchi;
    pacchetto?: PacchettoPreparato;
    sha256?: string;
    dimensione?: number;
    versioneOrigine?: number;
  };
  priorita: { priorita: boolean; prossimoPasso?: string };
  /** a receipt that came by another way */
  rapporto: { stato: StatoVersamento; rapporto: RapportoTenuto; avvisi: Voce[] };
  decisione: {
    decisione: 'accettato' | 'rifiutato' | 'annullato';
    stato: StatoVersamento;
    motivo: string;
    /** of what is refused: why, so that it stands in its pile with what can be done */
    causa?: Causa;
  };
  /** the receiver was asked to annul it, and what it said at once */
  annullamento: {
    motivo: string;
    stato: StatoVersamento;
    prossimoPasso?: string;
    esito: EsitoTentativo;
    messaggio?: string;
    risposta?: FileTenuto;
  };
  /** a person had the exemplar of the receiver fetched, and what came of the comparison; the package stays as it is */
  esibizione: {
    motivo: string;
    esito: 'conforme' | 'difforme' | 'non-ottenuto';
    messaggio: string;
    /** the package of distribution as it came; it is not kept */
    pacchetto?: { sha256: string; dimensione: number };
  };
}

export interface AttoVersamento<T extends keyof DettagliVersamento = keyof DettagliVersamento> {
  tipo: T;
  /** instant in UTC with milliseconds, by the clock of the register */
  data: string;
  /** a person; absent: the worker */
  utente?: string;
  dettagli: DettagliVersamento[T];
}

/** What the birth says. */
export interface NascitaVersamento extends Pick<
  Versamento,
  | 'aoo'
  | 'conservatore'
  | 'tipo'
  | 'riferimento'
  | 'registro'
  | 'operazione'
  | 'n'
  | 'chiave'
  | 'versioneOrigine'
  | 'dataDocumento'
  | 'termine'
  | 'pacchetto'
  | 'sha256'
  | 'dimensione'
  | 'ritocchi'
  | 'priorita'
> {
  id: string;
  /** instant in UTC */
  creato: string;
  /** who asked for it; absent: it was due */
  utente?: string;
  /** why it was due, in words */
  perche: string;
  /** of an addition or an update: what it tells */
  seguito?: Seguito;
}

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** The content at birth. */
export const contenutoAllaNascita = ({
  pacchetto,
  sha256,
  dimensione,
  versioneOrigine,
  ritocchi,
  priorita,
  creato,
}: NascitaVersamento): ContenutoVersamento => ({
  stato: 'preparato',
  pacchetto,
  sha256,
  dimensione,
  versioneOrigine,
  ritocchi,
  tentativi: [],
  avvisi: [],
  priorita,
  dal: creato,
  aggiornato: creato,
});

/** What may be written to the record beside the content. */
type ConPasso = ContenutoVersamento & { prossimoPasso?: string };

const without = <T extends object, K extends keyof T>(value: T, ...names: K[]): Omit<T, K> => {
  const copy: Partial<T> = { ...value };
  for (const name of names) Reflect.deleteProperty(copy, name);
  return copy as Omit<T, K>;
};

function withTentativo(contenuto: ConPasso, { n, azione }: DettagliVersamento['tentativo'], data: string): Tentativo[] {
  return [...contenuto.tentativi, { n, azione, inizio: data, esito: 'in-corso', voci: [] }];
}

function withEsito(tentativi: Tentativo[], d: DettagliVersamento['esito'], data: string): Tentativo[] {
  const { n, esito, codice, messaggio, voci, statoHttp, durataMs, inviati, risposta } = d;
  return tentativi.map((one) =>
    one.n === n
      ? {
          ...one,
          fine: data,
          esito,
          voci,
          ...(codice !== undefined && { codice }),
          ...(messaggio !== undefined && { messaggio }),
          ...(statoHttp !== undefined && { statoHttp }),
          ...(durataMs !== undefined && { durataMs }),
          ...(inviati !== undefined && { inviati }),
          ...(risposta !== undefined && { risposta }),
        }
      : one,
  );
}

/** The answer of a late call is kept with its try, if that has none. */
const withNota = (tentativi: Tentativo[], { n, risposta }: DettagliVersamento['nota']): Tentativo[] =>
  risposta === undefined
    ? tentativi
    : tentativi.map((one) => (one.n === n && one.risposta === undefined ? { ...one, risposta } : one));

const step = (prossimoPasso: string | undefined) => (prossimoPasso === undefined ? {} : { prossimoPasso });

/** How one act changes a package. */
export function applyAttoVersamento(before: ConPasso, atto: AttoVersamento): ConPasso {
  const contenuto = { ...before, aggiornato: atto.data };
  const { data } = atto;
  const said = atto.dettagli as unknown;
  switch (atto.tipo) {
    case 'tentativo': {
      const d = said as DettagliVersamento['tentativo'];
      return { ...without(contenuto, 'prossimoPasso'), stato: d.stato, tentativi: withTentativo(contenuto, d, data) };
    }
    case 'esito': {
      const d = said as DettagliVersamento['esito'];
      const next: ConPasso = {
        ...without(contenuto, 'prossimoPasso', 'causa'),
        stato: d.stato,
        tentativi: withEsito(contenuto.tentativi, d, data),
        ...step(d.prossimoPasso),
        ...(d.ticket !== undefined && { ticket: d.ticket }),
        ...(d.rapporto !== undefined && { rapporto: d.rapporto }),
        ...(d.avvisi !== undefined && { avvisi: d.avvisi }),
        ...(d.causa !== undefined && { causa: d.causa }),
      };
      const first = (d.stato === 'accettato' || d.stato === 'accettato-con-avvisi') && next.accettatoIl === undefined;
      return first ? { ...next, accettatoIl: data } : next;
    }
    case 'nota':
      return {
        ...contenuto,
        tentativi: withNota(contenuto.tentativi, said as DettagliVersamento['nota']),
      };
    case 'ripresa': {
      const d = said as DettagliVersamento['ripresa'];
      return {
        ...without(contenuto, 'causa', 'prossimoPasso'),
        stato: d.stato,
        prossimoPasso: d.prossimoPasso,
        dal: data,
        ...(d.ritocchi !== undefined && { ritocchi: d.ritocchi }),
        ...(d.pacchetto !== undefined && { pacchetto: d.pacchetto }),
        ...(d.sha256 !== undefined && { sha256: d.sha256 }),
        ...(d.dimensione !== undefined && { dimensione: d.dimensione }),
        ...(d.versioneOrigine !== undefined && { versioneOrigine: d.versioneOrigine }),
      };
    }
    case 'esibizione':
      return contenuto;
    case 'priorita': {
      const d = said as DettagliVersamento['priorita'];
      return { ...contenuto, priorita: d.priorita, ...step(d.prossimoPasso) };
    }
    case 'rapporto': {
      const d = said as DettagliVersamento['rapporto'];
      return {
        ...without(contenuto, 'causa', 'prossimoPasso'),
        stato: d.stato,
        rapporto: d.rapporto,
        avvisi: d.avvisi,
        ...(d.stato !== 'da-verificare' && d.stato !== 'conflitto' && { accettatoIl: data }),
      };
    }
    case 'decisione': {
      const d = said as DettagliVersamento['decisione'];
      return {
        ...without(contenuto, 'causa', 'prossimoPasso'),
        stato: d.stato,
        ...(d.causa !== undefined && { causa: d.causa }),
        ...(d.decisione === 'accettato' && { accettatoIl: data }),
      };
    }
    case 'annullamento': {
      const d = said as DettagliVersamento['annullamento'];
      return {
        ...without(contenuto, 'prossimoPasso'),
        stato: d.stato,
        annullamentoChiesto: { quando: data, utente: atto.utente ?? '', motivo: d.motivo },
        ...step(d.prossimoPasso),
      };
    }
  }
}

/** The birth as the exact text that is hashed. */
export function nascitaOf(nascita: NascitaVersamento): { canonico: string; hash: string } {
  const canonico = canonicalText({ formato: 1, ...plain(nascita) });
  return { canonico, hash: sha256Hex(canonico) };
}

export const readNascita = ({ canonico }: Pick<Versamento, 'canonico'>): NascitaVersamento =>
  JSON.parse(canonico) as NascitaVersamento;

export const readAtti = ({ eventi }: Pick<Versamento, 'eventi'>): (AttoVersamento & { precedente: string })[] =>
  eventi.map(({ canonico }) => JSON.parse(canonico) as AttoVersamento & { precedente: string });

/** The acts as they are written: each chained to the one before, the first of all to the birth. */
export const collega = ({ hash, eventi }: Pick<Versamento, 'hash' | 'eventi'>, atti: readonly AttoVersamento[]) =>
  linkAtti({ catena: { hash }, eventi }, atti.map(plain));

/** Names of the content, so that what is stored can be compared with what the acts say. */
export const CAMPI_VERSAMENTO = [
  'stato',
  'pacchetto',
  'sha256',
  'dimensione',
  'versioneOrigine',
  'ritocchi',
  'tentativi',
  'rapporto',
  'avvisi',
  'causa',
  'ticket',
  'priorita',
  'annullamentoChiesto',
  'dal',
  'accettatoIl',
  'aggiornato',
] as const satisfies readonly (keyof ContenutoVersamento)[];

/** The content as it is stored. */
export function contenutoOf(versamento: Versamento): ConPasso {
  const found = Object.fromEntries(
    CAMPI_VERSAMENTO.filter((campo) => versamento[campo] !== undefined).map((campo) => [campo, versamento[campo]]),
  ) as unknown as ContenutoVersamento;
  return {
    ...found,
    ...(versamento.prossimoPasso !== undefined && { prossimoPasso: versamento.prossimoPasso.toISOString() }),
  };
}

/** Fields in which the content after the acts differs; undefined for what goes. */
export const cambiBetween = (before: ConPasso, after: ConPasso) => ({
  ...Object.fromEntries(
    CAMPI_VERSAMENTO.filter((campo) => !isDeepStrictEqual(before[campo], after[campo])).map((campo) => [
      campo,
      after[campo],
    ]),
  ),
  prossimoPasso: after.prossimoPasso === undefined ? undefined : new Date(after.prossimoPasso),
});

/** Which step of the machine an act is. */
export function passoOf({ tipo, dettagli }: Pick<AttoVersamento, 'tipo' | 'dettagli'>): PassoVersamento | undefined {
  switch (tipo) {
    case 'tentativo':
      return (dettagli as DettagliVersamento['tentativo']).azione === 'invio' ? 'invia' : 'interroga';
    case 'esito':
      return 'esito';
    case 'ripresa':
    case 'rapporto':
    case 'decisione':
    case 'annullamento':
      return tipo;
    case 'nota':
    case 'priorita':
    case 'esibizione':
      return undefined;
  }
}

const IMMUTABILI = [
  'aoo',
  'conservatore',
  'tipo',
  'riferimento',
  'registro',
  'operazione',
  'n',
  'chiave',
  'dataDocumento',
  'termine',
] as const;

/** What is wrong with a stored package, first fault first, in words; null if it is whole. */
export function faultOfVersamento(versamento: Versamento): string | null {
  try {
    if (sha256Hex(versamento.canonico) !== versamento.hash) return 'l’impronta non è quella del testo canonico';
    const nascita = readNascita(versamento);
    if (nascita.id !== versamento._id || Date.parse(nascita.creato) !== versamento.creato.getTime())
      return 'non è quello del testo canonico';
    const different = IMMUTABILI.find(
      (campo) => !isDeepStrictEqual(plain(versamento[campo] ?? null), nascita[campo] ?? null),
    );
    if (different !== undefined) return `il campo ${different} non è quello del testo canonico`;
    let before = versamento.hash;
    let contenuto: ConPasso = contenutoAllaNascita(nascita);
    for (const [i, one] of versamento.eventi.entries()) {
      const nth = `l’evento ${i + 1}`;
      if (sha256Hex(one.canonico) !== one.hash) return `${nth} non ha l’impronta del suo testo`;
      const atto = JSON.parse(one.canonico) as AttoVersamento & { precedente: string };
      if (atto.precedente !== before) return `${nth} non segue quello che viene prima`;
      const passo = passoOf(atto);
      if (passo !== undefined && !ammette(contenuto.stato, passo)) return `${nth} non è ammesso in quello stato`;
      contenuto = applyAttoVersamento(contenuto, atto);
      before = one.hash;
    }
    const stored = plain(contenutoOf(versamento));
    const told = plain(contenuto);
    const stale = CAMPI_VERSAMENTO.find((campo) => !isDeepStrictEqual(stored[campo], told[campo]));
    if (stale !== undefined) return `il campo ${stale} non è quello che dicono nascita ed eventi`;
    return versamento.versione === 1 + versamento.eventi.length ? null : 'la versione non corrisponde agli eventi';
  } catch {
    return 'non si può leggere';
  }
}

export type { ConPasso };
