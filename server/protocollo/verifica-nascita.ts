import { CAMPI_CONTENUTO } from './eventi.js';
import {
  byte,
  type Bytes,
  Campi,
  DOCUMENT,
  Elementi,
  firstOf,
  INT32,
  int32,
  lastOf,
  sameBytes,
  valueEnd,
  valueOf,
} from './verifica-bson.js';
import { afterLiteral, afterMembers, afterValue, CLOSE } from './verifica-testo.js';

/* The text of the birth beside the record that lies in the same bytes. */

/** Names of the text, in its order; `formato` and `precedente` are no fields of the record. */
const NEL_TESTO = [
  'allegati',
  'anno',
  'aoo',
  'apertura',
  'dataArrivo',
  'dataRegistrazione',
  'destinatari',
  'differimento',
  'documento',
  'emergenza',
  'flusso',
  'formato',
  'mittenti',
  'numero',
  'oggetto',
  'operatore',
  'precedente',
  'protocolloMittente',
  'registro',
  'segnatura',
] as const;
type NelTesto = (typeof NEL_TESTO)[number];
const isNelTesto = (campo: string): campo is NelTesto => NEL_TESTO.some((name) => name === campo);

/** What of the content the text of the birth says, and what it does not: `nascita` and the acts have that. */
export const DEL_TESTO = CAMPI_CONTENUTO.filter(isNelTesto);
export const LIBERI = CAMPI_CONTENUTO.filter((campo) => !isNelTesto(campo));

/** All that a record may hold, in the order in which the writer leaves it. */
export const RECORD = new Campi([
  '_id',
  'aoo',
  'registro',
  'operatore',
  'uoOperatore',
  ...CAMPI_CONTENUTO,
  'nascita',
  'eventi',
  'richiesta',
  'versione',
  'uffici',
  'parole',
  'impronte',
  'attese',
  'giorniAtti',
  'anno',
  'numero',
  'dataRegistrazione',
  'segnatura',
  'differimento',
  'apertura',
  'canonico',
  'catena',
  'daIndicizzare',
  'daVersare',
  'scadenzaFirma',
  'richieste',
]);
export const NASCITA = new Campi([...LIBERI, 'avvisi', 'perContoDi', 'documento', 'allegati']);
export const CATENA = new Campi(['precedente', 'hash']);

const N = Buffer.from('n\0');
/**
 * Whether the fields of a stored file are those of the text and those known of it at birth, and no others.
 * @param n - which attachment it is; undefined for the document
 */
function afterFile(b: Bytes, p: number, now: number, born: number, n?: number): number {
  const elementi = new Elementi(b, now);
  const next = afterMembers(b, p, elementi);
  if (next < 0) return -1;
  if (n !== undefined) {
    const nth = elementi.find(N, 0, 0);
    if (nth < 0 || elementi.type !== INT32 || int32(b, nth) !== n) return -1;
  }
  const end = lastOf(b, born);
  let element = firstOf(born);
  while (element < end) {
    const type = byte(b, element);
    const value = valueOf(b, element);
    const same = elementi.find(b, element + 1, 0);
    if (same < 0 || elementi.type !== type) return -1;
    element = valueEnd(b, type, value);
    if (element < 0 || !sameBytes(b, value, element, same, valueEnd(b, type, same))) return -1;
  }
  return element === end && elementi.allFound() ? next : -1;
}

/** Attachments: the files of the text in their order, numbered from 1, with what was known of each at birth. */
function afterAllegati(b: Bytes, p: number, now: number, born: number): number {
  let next = afterLiteral(b, p, '[');
  let one = firstOf(now);
  let known = firstOf(born);
  for (let n = 1; one < lastOf(b, now); n += 1) {
    if (b[one] !== DOCUMENT || b[known] !== DOCUMENT) return -1;
    if (n > 1) next = afterLiteral(b, next, ',');
    const at = valueOf(b, one);
    const knownAt = valueOf(b, known);
    next = next < 0 ? -1 : afterFile(b, next, at, knownAt, n);
    if (next < 0) return -1;
    one = valueEnd(b, DOCUMENT, at);
    known = valueEnd(b, DOCUMENT, knownAt);
    if (one < 0 || known < 0) return -1;
  }
  return next >= 0 && one === lastOf(b, now) && known === lastOf(b, born) ? afterLiteral(b, next, ']') : -1;
}

/** How the text says what is no plain field of the record: the text goes on after that. */
const PARTICOLARI: { readonly [K in NelTesto]?: (b: Bytes, p: number, data: string) => number } = {
  allegati: (b, p) => afterAllegati(b, p, RECORD.start(RECORD.n.allegati), NASCITA.start(NASCITA.n.allegati)),
  dataRegistrazione: (b, p, data) => afterLiteral(b, p, `"${data}"`),
  documento: (b, p) => afterFile(b, p, RECORD.start(RECORD.n.documento), NASCITA.start(NASCITA.n.documento)),
  formato: (b, p) => afterLiteral(b, p, '1'),
  precedente: (b, p) => afterValue(b, p, CATENA.type(CATENA.n.precedente), CATENA.start(CATENA.n.precedente)),
};

/** What leads to each value of the text, the field that has it, and how it is said if not as that. */
const PASSI = NEL_TESTO.map((name, i) => ({
  literal: `${i === 0 ? '{' : ','}"${name}":`,
  n: name === 'formato' || name === 'precedente' ? undefined : RECORD.n[name],
  after: PARTICOLARI[name],
}));

/**
 * Whether the text of a record's birth surely says what its fields say, in canonical order and form. RECORD, NASCITA and CATENA have
 * read the record; the text is UTF-8.
 * @param data - dataRegistrazione as the text must have it
 */
export function isNascitaInText(b: Bytes, data: string): boolean {
  const canonico = RECORD.start(RECORD.n.canonico);
  let p = canonico + 4;
  for (const { literal, n, after } of PASSI) {
    if (n !== undefined && RECORD.type(n) === 0) continue; // nor may the text have it then
    p = afterLiteral(b, p, literal);
    if (p < 0) return false;
    p = after === undefined ? afterValue(b, p, RECORD.type(n ?? -1), RECORD.start(n ?? -1)) : after(b, p, data);
    if (p < 0) return false;
  }
  return b[p] === CLOSE && p === canonico + 2 + int32(b, canonico);
}
