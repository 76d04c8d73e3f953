import { setImmediate } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { modelOf, type Registrazione } from '../../schemas/registrazione.model.js';
import { HASH_INIZIALE } from './canonico.js';
import { REGISTRO_GENERALE } from './rules.js';
import { anelloIfWhole } from './verifica-svelta.js';
import { type Anello, anelloOf, type Fault, faultOfDerived, faultOfRecord } from './verifica.js';

const { deserialize } = mongo.BSON;

type Guasto = Pick<Fault, 'numero' | 'motivo'>;

export interface Verifica {
  integro: boolean;
  registrazioni: number;
  ultimoHash: string;
  primoErrore?: Fault;
}

/** Few enough that who else asks is not kept waiting while a page is looked at. */
const PAGE = 250;
/** Records that are not decoded are asked for in greater numbers: each question costs the time of a hundred of them. */
const RAW_PAGE = 1_000;

/** The last record before a year: where its chain begins. */
async function anelloBefore(aoo: string, registro: string, anno: number): Promise<Anello | null> {
  const last = await modelOf(registro)
    .findOne({ aoo, registro, anno: { $lt: anno } })
    .sort({ anno: -1, numero: -1 })
    .lean<Registrazione>();
  if (last === null) return null;
  try {
    return anelloOf(last);
  } catch {
    return { hash: '', data: 0, anno: last.anno, numero: last.numero }; // it has lost its shape: nothing follows it
  }
}

/** The records of a year in their order, a page at a time; the next page is on its way while one is looked at. */
export async function* pagesOfYear(
  aoo: string,
  anno: number,
  projection: Record<string, 0 | 1> = {},
  registro: string = REGISTRO_GENERALE,
): AsyncGenerator<Registrazione[], void> {
  const read = (after: number): Promise<Registrazione[]> =>
    modelOf(registro)
      .find({ aoo, registro, anno, numero: { $gt: after } }, projection)
      .sort({ numero: 1 })
      .limit(PAGE)
      .lean<Registrazione[]>()
      .exec();
  let next = read(-Infinity);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    next = page.length < PAGE ? Promise.resolve([]) : read(last.numero);
    next.catch(() => undefined); // told when it is awaited
    yield page;
  }
}

interface Pagina {
  bytes: Buffer[];
  /** the last number; undefined where there is none */
  ultimo?: number;
}

/** The records of a year after a number as the database stores them, in BSON: the driver is told to leave them so. */
async function readRaw(aoo: string, registro: string, anno: number, after: number): Promise<Pagina> {
  const records = modelOf(registro);
  const reply = await records.db.db?.command(
    {
      find: records.collection.name,
      filter: { aoo, registro, anno, numero: { $gt: after } },
      sort: { numero: 1 },
      limit: RAW_PAGE,
      batchSize: RAW_PAGE,
      singleBatch: true,
    },
    { raw: true },
  );
  const { firstBatch: bytes } = deserialize(reply?.['cursor'] as Buffer, { raw: true }) as { firstBatch: Buffer[] };
  const last = bytes.at(-1);
  return last === undefined ? { bytes } : { bytes, ultimo: deserialize(last, { raw: true })['numero'] as number };
}

/** The same records as they lie in the database; the next page is on its way while one is looked at, and others are served in between. */
async function* rawPagesOfYear(aoo: string, registro: string, anno: number): AsyncGenerator<Buffer[], void> {
  let next = readRaw(aoo, registro, anno, -Infinity);
  for (;;) {
    const { bytes, ultimo } = await next;
    if (ultimo === undefined) return;
    next = bytes.length < RAW_PAGE ? Promise.resolve({ bytes: [] }) : readRaw(aoo, registro, anno, ultimo);
    next.catch(() => undefined); // told when it is awaited
    for (let i = 0; i < bytes.length; i += PAGE) {
      await setImmediate(); // the question for the next page leaves before this one is looked at
      yield bytes.slice(i, i + PAGE);
    }
  }
}

export interface Opzioni {
  /** told of each record that is whole, up to the first fault */
  each?: (record: Registrazione) => void;
  /** after some of them, before the next are looked at */
  afterSome?: () => Promise<void>;
  /** the words of the search too */
  parole?: boolean;
  /** which register; that of protocol if not said */
  registro?: string;
  /** its numbers go on across the years */
  continua?: boolean;
}

/** The record as the driver gives it; null if its bytes hold what it does not read, a text that is no UTF-8. */
function recordOf(bytes: Buffer): Registrazione | null {
  try {
    return deserialize(bytes) as Registrazione;
  } catch {
    return null;
  }
}

/**
 * Looks at a record, quickly or, where that is not sure, by the exact rules.
 * @returns where the chain stands after it, or what is wrong
 */
function lookAt(
  bytes: Buffer,
  before: Anello | null,
  { each, parole = false, continua = false }: Opzioni,
): Anello | Guasto {
  const after = continua ? null : anelloIfWhole(bytes, before); // the quick look knows numbers of the year only
  if (after !== null && each === undefined && !parole) return after;
  const record = recordOf(bytes);
  if (record === null) return { numero: (before?.numero ?? 0) + 1, motivo: 'la registrazione non si può leggere' };
  const motivo =
    after === null
      ? faultOfRecord(record, before, { parole, continua })
      : parole
        ? faultOfDerived(record, ['parole'])
        : null;
  if (motivo !== null) return { numero: record.numero, motivo };
  each?.(record);
  return after ?? anelloOf(record);
}

/**
 * Replays the register of a year: numbers without holes, texts, hashes, chain, acts, and the queryable fields against them.
 * The first fault is named, and the rest is only counted.
 */
export async function verifyRegistro(aoo: string, anno: number, opzioni: Opzioni = {}): Promise<Verifica> {
  const { registro = REGISTRO_GENERALE } = opzioni;
  let before = await anelloBefore(aoo, registro, anno);
  let registrazioni = 0;
  let primoErrore: Fault | undefined;
  for await (const page of rawPagesOfYear(aoo, registro, anno)) {
    registrazioni += page.length;
    for (const bytes of page) {
      if (primoErrore !== undefined) break; // nothing more is read
      const seen = lookAt(bytes, before, opzioni);
      if ('motivo' in seen) primoErrore = { anno, ...seen };
      else before = seen;
    }
    await opzioni.afterSome?.();
  }
  return {
    integro: primoErrore === undefined,
    registrazioni,
    ultimoHash: before?.hash ?? HASH_INIZIALE,
    ...(primoErrore !== undefined && { primoErrore }),
  };
}
