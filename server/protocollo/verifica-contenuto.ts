import { mongo } from 'mongoose';
import type { Nascita, Registrazione } from '../../schemas/registrazione.model.js';
import type { Flusso } from '../../schemas/registrazione.types.js';
import type { BirthContent } from './canonico.js';
import { contentAtBirth } from './eventi.js';
import { type Bytes, isText, sameBytes } from './verifica-bson.js';
import { DEL_TESTO, LIBERI, NASCITA, RECORD } from './verifica-nascita.js';
import { DERIVATI, faultOfDerived, faultOfEventi } from './verifica.js';

/*
 * What a record without later acts says now, by the exact rules, on the part of it that the text of the birth does not hold. That
 * part is the same for thousands of documents: what was judged once is known again by its bytes.
 */

const r = RECORD.n;
const { deserialize } = mongo.BSON;

/** Told again here; the hashes of the files are told from the files. */
const DERIVATI_QUI = DERIVATI.filter((campo) => campo !== 'impronte');
const ORA = [r.versione, r.flusso, ...LIBERI.map((campo) => r[campo]), ...DERIVATI_QUI.map((campo) => r[campo])];
/** With those data of the text that the rules look into: whose offices stand on the side of the AOO itself. */
const ORA_PER_FLUSSO: Readonly<Record<Flusso, readonly number[]>> = {
  E: ORA,
  U: [...ORA, r.mittenti],
  I: [...ORA, r.mittenti, r.destinatari],
};
function oraOf(b: Bytes): readonly number[] {
  const flusso = RECORD.start(r.flusso);
  return isText(b, flusso, 'E') ? ORA_PER_FLUSSO.E : isText(b, flusso, 'U') ? ORA_PER_FLUSSO.U : ORA_PER_FLUSSO.I;
}
const TESTO = DEL_TESTO.map((campo) => r[campo]);
const NATO = LIBERI.map((campo) => NASCITA.n[campo]);
/** What acts alone make is not there at birth, or says so. */
const COPPIE = LIBERI.filter((campo) => campo !== 'stato' && campo !== 'rinnovi').map((campo) => ({
  now: r[campo],
  born: NASCITA.n[campo],
}));

const unsure = (): never => {
  throw new TypeError('only that it is as the text has it is known here');
};
const SENZA_ATTI = { eventi: [], catena: { hash: '' }, dataRegistrazione: new Date(0) };
/** Stands for a datum that is as the text of the birth has it: a rule that looks into it gets no answer here. */
const COME_NEL_TESTO = new Proxy({}, { get: unsure, has: unsure, ownKeys: unsure, getPrototypeOf: unsure });

/** The part of a record that is judged: a document of what is said now, one of what was said at birth. */
const scratch = Buffer.allocUnsafe(65_536);
const MAX_KNOWN = 4_000;
const known = new Set<string>();

/** Judges the part in `scratch`, of which the first `now` bytes are what is said now. @throws where that part is not enough to tell */
function isPartWhole(now: number, end: number): boolean {
  const said = deserialize(scratch.subarray(0, now));
  const nascita = { ...deserialize(scratch.subarray(now, end)), avvisi: [], allegati: [] } as unknown as Nascita;
  const detti = DEL_TESTO.filter((campo) => RECORD.type(r[campo]) !== 0 && !(campo in said));
  const comeNelTesto = Object.fromEntries(detti.map((campo) => [campo, COME_NEL_TESTO]));
  const record = { ...said, ...comeNelTesto, ...SENZA_ATTI } as unknown as Registrazione;
  const birth = { ...said, allegati: [] } as unknown as BirthContent;
  const contenuto = { ...contentAtBirth(birth, nascita), ...comeNelTesto };
  return faultOfEventi(record, contenuto) === null && faultOfDerived(record, DERIVATI_QUI) === null;
}

/** Whether the record says now, byte for byte, what `nascita` says of the same data. */
function isAsBorn(b: Bytes): boolean {
  for (const { now, born } of COPPIE) {
    const type = RECORD.type(now);
    if (type !== NASCITA.type(born)) return false;
    if (type === 0) continue;
    if (!sameBytes(b, RECORD.start(now), RECORD.end(now), NASCITA.start(born), NASCITA.end(born))) return false;
  }
  return true;
}

/**
 * Whether a record without acts surely says now what it said at birth, and the fields for the queries (but the hashes of files) with
 * it. RECORD and NASCITA have read the record, and the text of its birth says what its fields say.
 */
export function isContenutoWhole(b: Bytes): boolean {
  if (!isAsBorn(b)) return false;
  const now = RECORD.extract(b, oraOf(b), scratch, 0);
  if (now < 0) return false;
  let end = now;
  for (const n of TESTO) scratch[end++] = RECORD.type(n); // and which data of the text are there
  const part = scratch.toString('latin1', 0, end);
  if (known.has(part)) return true;
  end = NASCITA.extract(b, NATO, scratch, now);
  if (end < 0 || !isPartWhole(now, end)) return false;
  if (known.size >= MAX_KNOWN) known.clear();
  known.add(part);
  return true;
}
