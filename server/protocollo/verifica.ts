import { isDeepStrictEqual } from 'node:util';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { legalYear } from '../lib/clock.js';
import { type BirthContent, birthContent, canonicalText, HASH_INIZIALE, readEvento, sha256Hex } from './canonico.js';
import { applyEvento, CAMPI_CONTENUTO, contentAtBirth, contenutoOf, derivedOf } from './eventi.js';
import { REGISTRO_GENERALE } from './rules.js';

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
function faultOfPlace(record: Registrazione, before: Anello | null): string | null {
  const { anno, numero, catena, dataRegistrazione, apertura } = record;
  const first = apertura === undefined ? 1 : apertura.ultimoNumero + 1;
  const expected = before === null || before.anno !== anno ? (before === null ? first : 1) : before.numero + 1;
  if (numero !== expected) return `buco nella numerazione: qui è atteso il numero ${seven(expected)}`;
  if (catena.precedente !== (before?.hash ?? HASH_INIZIALE))
    return 'il precedente non è l’impronta della registrazione che viene prima';
  if (before !== null && dataRegistrazione.getTime() < before.data)
    return 'la data viene prima di quella della registrazione precedente';
  if (legalYear(dataRegistrazione) !== anno) return 'l’anno non è quello della data di registrazione';
  return null;
}

/** The text, its hash and the fields that it says; null if they agree. */
function faultOfBirth(record: Registrazione): string | null {
  if (sha256Hex(record.canonico) !== record.catena.hash) return 'l’impronta non è quella del testo canonico';
  const content = parseText(record.canonico);
  if (content === null) return 'il testo canonico non è leggibile';
  const birth = contentAtBirth(content as BirthContent, record.nascita);
  const { allegati } = content as BirthContent;
  if (allegati.length !== record.nascita.allegati.length)
    return 'gli allegati della nascita non sono quelli del testo canonico';
  // the text written again from the fields that never change, and from the birth of those that may
  const { differimento: _none, ...identity } = record;
  const again = canonicalText(
    birthContent(
      {
        ...identity,
        ...birth,
        ...(record.differimento !== undefined && { differimento: record.differimento }),
        ...absentUnless(birth),
      } as Registrazione,
      record.catena.precedente,
    ),
  );
  return again === record.canonico ? null : 'i campi non sono quelli del testo canonico';
}

/** Fields that a later act has added are not of the birth. */
const absentUnless = (birth: object): object =>
  Object.fromEntries(
    ['protocolloMittente', 'dataArrivo', 'documento']
      .filter((campo) => !(campo in birth))
      .map((campo) => [campo, undefined]),
  );

function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** The acts: each chained to the one before, and together what the record says now. */
function faultOfEventi(record: Registrazione): string | null {
  let before = record.catena.hash;
  let last = record.dataRegistrazione.getTime();
  let contenuto = contentAtBirth(JSON.parse(record.canonico) as BirthContent, record.nascita);
  for (const [i, one] of record.eventi.entries()) {
    const nth = `l’evento ${i + 1}`;
    if (sha256Hex(one.canonico) !== one.hash) return `${nth} non ha l’impronta del suo testo`;
    if (parseText(one.canonico) === null) return `${nth} non è leggibile`;
    const act = readEvento(one);
    if (act.precedente !== before) return `${nth} non segue quello che viene prima`;
    const data = Date.parse(act.data);
    if (!(data >= last)) return `${nth} è datato prima di quello che viene prima`;
    const { campo, vecchio } = act.dettagli as { campo?: keyof typeof contenuto; vecchio?: unknown };
    if (campo !== undefined && !isDeepStrictEqual(contenuto[campo], vecchio))
      return `${nth} parte da un valore che non c’era`;
    contenuto = applyEvento(contenuto, act);
    before = one.hash;
    last = data;
  }
  const now = contenutoOf(record);
  const different = CAMPI_CONTENUTO.find((campo) => !isDeepStrictEqual(now[campo], contenuto[campo]));
  if (different !== undefined) return `il campo ${different} non è quello che dicono nascita ed eventi`;
  if (record.versione < 1 + (record.eventi.length > 0 ? 1 : 0) || record.versione > 1 + record.eventi.length)
    return 'la versione non corrisponde agli eventi';
  const derived = derivedOf(now);
  const stale = (['uffici', 'parole', 'impronte'] as const).find(
    (campo) => !isDeepStrictEqual(record[campo], derived[campo]),
  );
  return stale === undefined ? null : `il campo ${stale} non è quello che dice il contenuto`;
}

/** Everything that can be wrong with one record, first fault first; null if it is whole and in its place. Pure. */
export function faultOfRecord(record: Registrazione, before: Anello | null): string | null {
  try {
    return faultOfPlace(record, before) ?? faultOfBirth(record) ?? faultOfEventi(record);
  } catch {
    return 'la registrazione non si può leggere'; // altered so that not even its shape is left
  }
}

export const anelloOf = ({ catena, dataRegistrazione, anno, numero }: Registrazione): Anello => ({
  hash: catena.hash,
  data: dataRegistrazione.getTime(),
  anno,
  numero,
});

export interface Verifica {
  integro: boolean;
  registrazioni: number;
  ultimoHash: string;
  primoErrore?: Fault;
}

/** The last record before a year: where its chain begins. */
async function anelloBefore(aoo: string, anno: number): Promise<Anello | null> {
  const last = await RegistrazioneModel.findOne({ aoo, registro: REGISTRO_GENERALE, anno: { $lt: anno } })
    .sort({ anno: -1, numero: -1 })
    .lean<Registrazione>();
  return last === null ? null : anelloOf(last);
}

/** The records of a year in their order; `seen` is told of each, whole or not. */
export function cursorOfYear(aoo: string, anno: number) {
  return RegistrazioneModel.find({ aoo, registro: REGISTRO_GENERALE, anno })
    .sort({ numero: 1 })
    .lean<Registrazione[]>()
    .cursor({ batchSize: 500 });
}

/**
 * Replays the register of a year: numbers without holes, texts, hashes, chain, acts, and the queryable fields against them.
 * The first fault is named, and the rest is only counted.
 */
export async function verifyRegistro(
  aoo: string,
  anno: number,
  each: (record: Registrazione) => void = () => undefined,
): Promise<Verifica> {
  let before = await anelloBefore(aoo, anno);
  let registrazioni = 0;
  let primoErrore: Fault | undefined;
  for await (const record of cursorOfYear(aoo, anno)) {
    registrazioni += 1;
    each(record);
    if (primoErrore === undefined) {
      const motivo = faultOfRecord(record, before);
      if (motivo !== null) primoErrore = { anno, numero: record.numero, motivo };
    }
    before = anelloOf(record);
  }
  return {
    integro: primoErrore === undefined,
    registrazioni,
    ultimoHash: before?.hash ?? HASH_INIZIALE,
    ...(primoErrore !== undefined && { primoErrore }),
  };
}
