import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { legalYear } from '../lib/clock.js';
import {
  ARRAY,
  type Bytes,
  DATE,
  dateMs,
  DOCUMENT,
  Elementi,
  firstOf,
  INT32,
  int32,
  isSound,
  isText,
  lastOf,
  sameBytes,
  STRING,
  valueEnd,
  valueOf,
} from './verifica-bson.js';
import { isContenutoWhole } from './verifica-contenuto.js';
import { CATENA, isNascitaInText, NASCITA, RECORD } from './verifica-nascita.js';
import type { Anello } from './verifica.js';

/*
 * The quick look at a record of the register, in the bytes in which it is stored: whole for sure, or not sure. What is not sure goes
 * to `faultOfRecord`, which alone says what is wrong; what passes here passes there. Registers of hundreds of thousands are verified
 * so in the time that it takes to read them.
 */

const r = RECORD.n;

/** What every registration has, and its type. */
const SEMPRE: readonly (readonly [n: number, type: number])[] = [
  ...[r.aoo, r.registro, r.operatore, r.segnatura, r.flusso, r.oggetto, r.mezzo, r.stato, r.canonico].map(
    (n) => [n, STRING] as const,
  ),
  ...[r.mittenti, r.destinatari, r.allegati, r.assegnazioni, r.rinnovi, r.eventi, r.uffici, r.impronte].map(
    (n) => [n, ARRAY] as const,
  ),
  ...[r.anno, r.numero, r.versione].map((n) => [n, INT32] as const),
  ...[r.riservatezza, r.nascita, r.catena].map((n) => [n, DOCUMENT] as const),
  [r.dataRegistrazione, DATE],
];
/** Whether the record has its shape; RECORD, NASCITA and CATENA know then where everything lies. */
function hasShape(b: Bytes): boolean {
  if (b.length < 5 || int32(b, 0) !== b.length || !RECORD.read(b, 0)) return false;
  for (const [n, type] of SEMPRE) if (RECORD.type(n) !== type) return false;
  return (
    NASCITA.read(b, RECORD.start(r.nascita)) &&
    NASCITA.type(NASCITA.n.allegati) === ARRAY &&
    isSound(b, ARRAY, NASCITA.start(NASCITA.n.allegati)) &&
    NASCITA.type(NASCITA.n.documento) === RECORD.type(r.documento) &&
    (RECORD.type(r.documento) === 0 ||
      (RECORD.type(r.documento) === DOCUMENT && isSound(b, DOCUMENT, NASCITA.start(NASCITA.n.documento)))) &&
    CATENA.read(b, RECORD.start(r.catena)) &&
    CATENA.type(CATENA.n.precedente) === STRING &&
    CATENA.type(CATENA.n.hash) === STRING
  );
}

const SHA256 = Buffer.from('sha256\0');
/** Where the list of hashes goes on after that of a file; -1 if the file has another, or the list ends. */
function afterImpronta(b: Bytes, next: number, file: number): number {
  const elementi = new Elementi(b, file);
  const sha = elementi.find(SHA256, 0, 0);
  if (sha < 0 || elementi.type !== STRING || b[next] !== STRING) return -1;
  const value = valueOf(b, next);
  const end = valueEnd(b, STRING, value);
  return sameBytes(b, value, end, sha, valueEnd(b, STRING, sha)) ? end : -1;
}

/** The hashes of the files, each once and in their order; a hash that stands twice among the files is for the exact verification. */
function hasImpronte(b: Bytes): boolean {
  const impronte = RECORD.start(r.impronte);
  let next = firstOf(impronte);
  if (RECORD.type(r.documento) !== 0) next = afterImpronta(b, next, RECORD.start(r.documento));
  const allegati = RECORD.start(r.allegati);
  for (let one = firstOf(allegati); next >= 0 && one < lastOf(b, allegati);) {
    const file = valueOf(b, one);
    next = afterImpronta(b, next, file);
    one = valueEnd(b, DOCUMENT, file);
  }
  return next === lastOf(b, impronte);
}

const QUARTER_MS = 15 * 60_000;
const lastYear = { quarter: NaN, year: NaN };
/** The legal year; asked once for a quarter of an hour of UTC, within which none begins. */
function yearOf(data: Date): number {
  const quarter = Math.floor(data.getTime() / QUARTER_MS);
  if (quarter !== lastYear.quarter) Object.assign(lastYear, { quarter, year: legalYear(data) });
  return lastYear.year;
}

/** Whether the record stands in the register next to the one before; the first of all is for the exact verification. */
function isInPlace(b: Bytes, before: Anello, data: Date): boolean {
  const anno = int32(b, RECORD.start(r.anno));
  return (
    int32(b, RECORD.start(r.numero)) === (before.anno === anno ? before.numero + 1 : 1) &&
    isText(b, CATENA.start(CATENA.n.precedente), before.hash) &&
    data.getTime() >= before.data &&
    yearOf(data) === anno
  );
}

function look(b: Buffer, before: Anello): Anello | null {
  if (!hasShape(b) || !RECORD.isEmpty(b, r.eventi)) return null; // acts are replayed by the exact rules
  const data = new Date(dateMs(b, RECORD.start(r.dataRegistrazione)));
  if (!isInPlace(b, before, data)) return null;
  const text = b.subarray(RECORD.start(r.canonico) + 4, RECORD.end(r.canonico) - 1);
  const sha256 = hash('sha256', text, 'hex');
  if (!isText(b, CATENA.start(CATENA.n.hash), sha256) || !isUtf8(text)) return null;
  if (!isNascitaInText(b, data.toISOString()) || !isContenutoWhole(b) || !hasImpronte(b)) return null;
  return {
    hash: sha256,
    data: data.getTime(),
    anno: int32(b, RECORD.start(r.anno)),
    numero: int32(b, RECORD.start(r.numero)),
  };
}

/**
 * Whether a record is surely whole and in its place, but for the words of the search. Pure.
 * @param bytes - the record as it is stored (BSON)
 * @returns where the chain stands after it; null if that is not sure
 */
export function anelloIfWhole(bytes: Buffer, before: Anello | null): Anello | null {
  if (before === null) return null;
  try {
    return look(bytes, before);
  } catch {
    return null;
  }
}
