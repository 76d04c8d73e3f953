import { mongo } from 'mongoose';
import type { Nascita, Registrazione } from '../../schemas/registrazione.model.js';
import type { Flusso } from '../../schemas/registrazione.types.js';
import type { BirthContent } from './canonico.js';
import { contentAtBirth } from './eventi.js';
import { type Bytes, isText, sameBytes } from './verifica-bson.js';
import { DEL_TESTO, LIBERI, NASCITA, RECORD } from './verifica-nascita.js';
import { DERIVATI, faultOfDerived, faultOfEventi } from './verifica.js';

/*
 * What a record says now, by the exact rules, on the part of it that the text of the birth does not hold. As long as no act came
 * after the birth, that part is the same for thousands of documents: what was judged once is known again by its bytes.
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
/** Stands for a datum that is as the text of the birth has it: a rule that looks into it gets no answer here. */
const COME_NEL_TESTO = new Proxy({}, { get: unsure, has: unsure, ownKeys: unsure, getPrototypeOf: unsure });

/** The part of a record that is judged: a document of what is said now, one of what was said at birth. */
const scratch = Buffer.allocUnsafe(65_536);
const MAX_KNOWN = 4_000;
const known = new Set<string>();

/** Replays birth and acts by the exact rules on the part of the record that has these fields. @throws where that is not enough to tell */
function isReplayed(b: Bytes, fields: readonly number[], hash: string, dataRegistrazione: Date): boolean {
  const now = RECORD.extract(b, fields, scratch, 0);
  const end = now < 0 ? -1 : NASCITA.extract(b, NATO, scratch, now);
  if (end < 0) return false;
  const said = deserialize(scratch.subarray(0, now));
  const nascita = { ...deserialize(scratch.subarray(now, end)), avvisi: [], allegati: [] } as unknown as Nascita;
  const detti = DEL_TESTO.filter((campo) => RECORD.type(r[campo]) !== 0 && !(campo in said));
  const comeNelTesto = Object.fromEntries(detti.map((campo) => [campo, COME_NEL_TESTO]));
  const record = {
    eventi: [],
    ...said,
    ...comeNelTesto,
    catena: { hash },
    dataRegistrazione,
  } as unknown as Registrazione;
  const birth = { ...said, allegati: [] } as unknown as BirthContent;
  const contenuto = { ...contentAtBirth(birth, nascita), ...comeNelTesto };
  return faultOfEventi(record, contenuto) === null && faultOfDerived(record, DERIVATI_QUI) === null;
}

/** Whether the record says now, byte for byte, what `nascita` says of the same data. */
function isAsBorn(b: Bytes): boolean {
  for (const { now, born } of COPPIE) {
    if (RECORD.type(now) !== NASCITA.type(born)) return false;
    if (!sameBytes(b, RECORD.start(now), RECORD.end(now), NASCITA.start(born), NASCITA.end(born))) return false;
  }
  return true;
}

/**
 * Whether what the record says now is surely what birth and acts say, and the fields for the queries (but the hashes of files) with
 * it. RECORD and NASCITA have read the record, and the text of its birth says what its fields say.
 */
export function isContenutoWhole(b: Bytes, hash: string, dataRegistrazione: Date): boolean {
  const ora = oraOf(b);
  const untouched = RECORD.isEmpty(b, r.eventi) && isAsBorn(b);
  let part = '';
  if (untouched) {
    let end = RECORD.extract(b, ora, scratch, 0);
    if (end < 0) return false;
    for (const n of TESTO) scratch[end++] = RECORD.type(n); // which of the others are there
    part = scratch.toString('latin1', 0, end);
    if (known.has(part)) return true;
  }
  if (!isReplayed(b, untouched ? ora : [...ora, r.eventi], hash, dataRegistrazione)) return false;
  if (untouched) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.add(part);
  }
  return true;
}
