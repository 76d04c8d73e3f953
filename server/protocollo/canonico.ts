import { hash } from 'node:crypto';
import type { EventoRegistrato, Registrazione } from '../../schemas/registrazione.model.js';

/** What the first record of a register names as the one before it. */
export const HASH_INIZIALE = '0'.repeat(64);

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex');

/** A text with half of a surrogate pair has no UTF-8 form. */
const NON_UTF8 = /\p{Surrogate}/u;

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Names in the order of their UTF-16 code units, no blanks, strings and numbers as JSON.stringify writes them (RFC 8785 §3.2). */
function canonicalOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(',')}]`;
  if (isPlain(value)) {
    const names = Object.keys(value).filter((name) => value[name] !== undefined);
    const members = names.sort().map((name) => `${canonicalOf(name)}:${canonicalOf(value[name])}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'string' && !NON_UTF8.test(value)) return JSON.stringify(value);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return JSON.stringify(value);
  throw new TypeError('no canonical form');
}

/**
 * The exact text that is hashed: RFC 8785 JSON (docs/catena.md). Absent things are left out, never null.
 * @throws TypeError for what JSON in UTF-8 does not say: numbers that are none, half a surrogate pair, whatever is not plain
 */
export const canonicalText = (content: object): string => canonicalOf(content);

type Nata = Pick<
  Registrazione,
  | 'aoo'
  | 'registro'
  | 'anno'
  | 'numero'
  | 'dataRegistrazione'
  | 'flusso'
  | 'oggetto'
  | 'mittenti'
  | 'destinatari'
  | 'operatore'
  | 'segnatura'
  | 'allegati'
> &
  Partial<
    Pick<Registrazione, 'protocolloMittente' | 'dataArrivo' | 'differimento' | 'documento' | 'apertura' | 'emergenza'>
  >;

const fileContent = ({ nome, dimensione, sha256 }: { nome: string; dimensione: number; sha256: string }) => ({
  nome,
  dimensione,
  sha256,
});

/** The birth of a registration as the chain keeps it (contract §3): the data of DPR 445/2000 art. 53 c. 1, with what makes its place in the register sure. */
export function birthContent(nata: Nata, precedente: string) {
  const {
    aoo,
    registro,
    anno,
    numero,
    dataRegistrazione,
    flusso,
    oggetto,
    mittenti,
    destinatari,
    operatore,
    segnatura,
  } = nata;
  return {
    formato: 1,
    aoo,
    registro,
    anno,
    numero,
    dataRegistrazione: dataRegistrazione.toISOString(),
    flusso,
    oggetto,
    mittenti,
    destinatari,
    ...(nata.protocolloMittente !== undefined && { protocolloMittente: nata.protocolloMittente }),
    ...(nata.dataArrivo !== undefined && { dataArrivo: nata.dataArrivo }),
    ...(nata.differimento !== undefined && { differimento: nata.differimento }),
    ...(nata.documento !== undefined && { documento: fileContent(nata.documento) }),
    allegati: nata.allegati.map(fileContent),
    operatore,
    segnatura,
    ...(nata.apertura !== undefined && { apertura: nata.apertura }),
    ...(nata.emergenza !== undefined && { emergenza: nata.emergenza }),
    precedente,
  };
}
export type BirthContent = ReturnType<typeof birthContent>;

/** A later act, before its text is made. `data` is an instant in UTC with milliseconds. */
export interface Evento {
  tipo: TipoEvento;
  data: string;
  utente: string;
  perContoDi?: string;
  dettagli: Record<string, unknown>;
}

export const TIPI_EVENTO = [
  'nascita',
  'annullamento-richiesto',
  'annullamento',
  'annullamento-negato',
  'rinnovo',
  'rettifica-richiesta',
  'rettifica-negata',
  'modifica',
  'integrazione',
  'assegnazione',
  'presa-in-carico',
  'rifiuto',
  'presa-visione',
  'classificazione',
  'ritardo',
  'fascicolazione',
  'attestazione',
  'distruzione-originale',
] as const;
export type TipoEvento = (typeof TIPI_EVENTO)[number];

/** The acts as they are written: each chained to the one before, the first of all to the registration's own hash. */
export const linkEventi = (
  registrazione: Pick<Registrazione, 'catena' | 'eventi'>,
  eventi: readonly Evento[],
): EventoRegistrato[] => linkAtti(registrazione, eventi);

/** The same for whatever has a birth and later acts. */
export function linkAtti(
  nato: { catena: { hash: string }; eventi: readonly EventoRegistrato[] },
  atti: readonly object[],
): EventoRegistrato[] {
  let precedente = nato.eventi.at(-1)?.hash ?? nato.catena.hash;
  return atti.map((evento) => {
    const canonico = canonicalText({ ...evento, precedente });
    precedente = sha256Hex(canonico);
    return { canonico, hash: precedente };
  });
}

export const readEvento = ({ canonico }: EventoRegistrato): Evento & { precedente: string } =>
  JSON.parse(canonico) as Evento & { precedente: string };
