import { type Contenuto, giorniOf, type Registrazione } from '../../schemas/registrazione.model.js';
import { legalYear } from '../lib/clock.js';
import { atteseOf } from './attese.js';
import { type BirthContent, HASH_INIZIALE, type readEvento, sha256Hex } from './canonico.js';
import { applyEvento, CAMPI_CONTENUTO, contentAtBirth, improntaOf, ufficiOf } from './eventi.js';
import { paroleAttese } from '../ricerca/gettoni.js';

export interface Fault {
  anno: number;
  numero: number;
  motivo: string;
}
/** Where the chain stands before a record: hash and date of the one before; `numero` of the last one in the same year. */
export interface Anello {
  hash: string;
  data: number;
  anno: number;
  numero: number;
}

const seven = (numero: number): string => String(numero).padStart(7, '0');

/** What does not fit between a record and the one before it; null if all does. */
function faultOfPlace(record: Registrazione, before: Anello | null, continua: boolean): string | null {
  const { anno, numero, catena, dataRegistrazione, apertura } = record;
  const first = apertura === undefined ? 1 : apertura.ultimoNumero + 1;
  const follows = before !== null && (continua || before.anno === anno);
  const expected = before === null ? first : follows ? before.numero + 1 : 1;
  if (numero !== expected) return `buco nella numerazione: qui è atteso il numero ${seven(expected)}`;
  if (catena.precedente !== (before?.hash ?? HASH_INIZIALE))
    return 'il precedente non è l’impronta della registrazione che viene prima';
  if (before !== null && dataRegistrazione.getTime() < before.data)
    return 'la data viene prima di quella della registrazione precedente';
  if (legalYear(dataRegistrazione) !== anno) return 'l’anno non è quello della data di registrazione';
  return null;
}

/** Of the text of the birth: fields that never change, and how the record keeps them. */
const IMMUTABILI: Readonly<Record<string, (record: Registrazione) => unknown>> = {
  aoo: ({ aoo }) => aoo,
  registro: ({ registro }) => registro,
  anno: ({ anno }) => anno,
  numero: ({ numero }) => numero,
  dataRegistrazione: ({ dataRegistrazione }) => dataRegistrazione.toISOString(),
  operatore: ({ operatore }) => operatore,
  segnatura: ({ segnatura }) => segnatura,
  differimento: ({ differimento }) => differimento,
  apertura: ({ apertura }) => apertura,
  precedente: ({ catena }) => catena.precedente,
};
const NOMI_IMMUTABILI = Object.keys(IMMUTABILI);

/**
 * Whether two JSON values are the same, whatever the order of their names; absent and undefined are one. Written out because a
 * register is verified by the hundred thousand, and the general comparison of Node costs more than all the rest.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  if (Array.isArray(b)) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const name in one) if (!same(one[name], other[name])) return false;
  for (const name in other) if (other[name] !== undefined && one[name] === undefined) return false;
  return true;
}

function readText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The text, its hash and the fields that never change; null if they agree. */
function faultOfBirth(record: Registrazione, content: BirthContent | null): string | null {
  if (sha256Hex(record.canonico) !== record.catena.hash) return 'l’impronta non è quella del testo canonico';
  if (content === null) return 'il testo canonico non è leggibile';
  const said = content as unknown as Record<string, unknown>;
  const different = NOMI_IMMUTABILI.find((campo) => !same(said[campo], IMMUTABILI[campo]?.(record)));
  if (different !== undefined) return `il campo ${different} non è quello del testo canonico`;
  const known =
    content.allegati.length === record.nascita.allegati.length &&
    (content.documento === undefined) === (record.nascita.documento === undefined);
  return known ? null : 'i file della nascita non sono quelli del testo canonico';
}

/** What an act says of the content that it found. */
interface Partenza {
  campo?: keyof Contenuto;
  vecchio?: unknown;
  precedenti?: Contenuto['assegnazioni'];
}

/** The acts: each chained to the one before, and together, from what was there at birth, what the record says now. */
export function faultOfEventi(record: Registrazione, nato: Contenuto): string | null {
  let before = record.catena.hash;
  let last = record.dataRegistrazione.getTime();
  let writes = 0; // acts of one write share their instant, those of two never do
  let contenuto = nato;
  for (const [i, one] of record.eventi.entries()) {
    const nth = `l’evento ${i + 1}`;
    if (sha256Hex(one.canonico) !== one.hash) return `${nth} non ha l’impronta del suo testo`;
    const act = readText(one.canonico) as ReturnType<typeof readEvento> | null;
    if (act === null) return `${nth} non è leggibile`;
    if (act.precedente !== before) return `${nth} non segue quello che viene prima`;
    const data = Date.parse(act.data);
    if (!(data >= last)) return `${nth} è datato prima di quello che viene prima`;
    const { campo, vecchio, precedenti } = act.dettagli as Partenza;
    if (campo !== undefined && !same(contenuto[campo], vecchio)) return `${nth} parte da un valore che non c’era`;
    if (precedenti !== undefined && !same(contenuto.assegnazioni, precedenti))
      return `${nth} parte da un valore che non c’era`;
    if (act.tipo === 'nascita' && (i > 0 || data > last)) return `${nth} non è nato con la registrazione`;
    contenuto = applyEvento(contenuto, act);
    before = one.hash;
    if (act.tipo !== 'nascita' && (i === 0 || data > last)) writes += 1; // what says why it was born so came with the birth
    last = data;
  }
  const different = CAMPI_CONTENUTO.find((campo) => !same(record[campo], contenuto[campo]));
  if (different !== undefined) return `il campo ${different} non è quello che dicono nascita ed eventi`;
  if (record.versione !== 1 + writes) return 'la versione non corrisponde agli eventi';
  return null;
}

/** Fields that only serve the queries, but for the words of the search. */
export const DERIVATI = ['uffici', 'impronte', 'attese', 'giorniAtti'] as const;
const giorniAttiOf = ({ eventi }: Registrazione): string[] | undefined =>
  eventi.length === 0 ? undefined : giorniOf(eventi);

/** What only serves the queries, told again from the content; null if it agrees. */
export function faultOfDerived(
  record: Registrazione,
  campi: readonly ('uffici' | 'parole' | 'impronte' | 'attese' | 'giorniAtti')[],
): string | null {
  const derived = {
    uffici: ufficiOf,
    parole: paroleAttese,
    impronte: improntaOf,
    attese: atteseOf,
    giorniAtti: giorniAttiOf,
  };
  const stale = campi.find((campo) => !same(record[campo], derived[campo](record)));
  return stale === undefined ? null : `il campo ${stale} non è quello che dice il contenuto`;
}

/**
 * Everything that can be wrong with one record, first fault first; null if it is whole and in its place. Pure.
 * @param parole - whether the words that serve the search are told again too: the dearest part, and the least of a register
 * @param continua - the numbers of this register go on across the years
 */
export function faultOfRecord(
  record: Registrazione,
  before: Anello | null,
  { parole = true, continua = false } = {},
): string | null {
  try {
    const content = readText(record.canonico) as BirthContent | null;
    const fault = faultOfPlace(record, before, continua) ?? faultOfBirth(record, content);
    if (fault !== null || content === null) return fault;
    return (
      faultOfEventi(record, contentAtBirth(content, record.nascita)) ??
      faultOfDerived(record, parole ? [...DERIVATI, 'parole'] : DERIVATI)
    );
  } catch {
    return 'la registrazione non si può leggere'; // altered so that not even its shape is left
  }
}

/** Where the chain stands after a record; of one altered so that its shape is lost, what can be told: its fault is known by then. */
export const anelloOf = ({ catena, dataRegistrazione, anno, numero }: Partial<Registrazione>): Anello => ({
  hash: catena?.hash ?? '',
  data: Number(dataRegistrazione),
  anno: anno ?? 0,
  numero: numero ?? 0,
});
