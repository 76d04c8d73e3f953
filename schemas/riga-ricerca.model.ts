import { model, mongo, Schema } from 'mongoose';
import { REGISTRO_GENERALE } from '../server/protocollo/rules.js';
import type { Registrazione } from './registrazione.model.js';
import type { RiservatezzaNota } from './registrazione.types.js';

/** The rows of the lists, ready to be sent: part of the index of the search (schemas/ricerca.model.ts), made again at any time. */

/** What says who may see a row, and what of it depends on its reader. */
interface Riga extends Pick<Registrazione, 'aoo' | 'registro' | 'anno' | 'numero' | 'riservatezza' | 'uffici'> {
  /** AOO, year and number, `AVLD001/2026/123` */
  _id: string;
  /** of the text; another one is not read */
  forma: number;
  /** of the registration from which it was made */
  versione: number;
}

/** Of a registration that is not reserved: as a list shows it. */
interface RigaOrdinaria
  extends Riga, Partial<Pick<Registrazione, 'fascicolo' | 'altriFascicoli' | 'risponde' | 'protocollo'>> {
  /** JSON of what every reader of the row sees, as it is sent */
  testo: Buffer;
  /** words of its oggetto as a phrase is looked for, each between blanks */
  parole?: string;
}

/** Of what is reserved, that it is there; the rest is always read from the register. */
interface RigaRiservata
  extends Riga, Pick<Registrazione, 'dataRegistrazione' | 'flusso' | 'operatore' | 'assegnazioni'> {
  testo?: undefined;
}

export type RigaPronta = RigaOrdinaria | RigaRiservata;

/**
 * A row as it is kept: nothing of its data is asked of the database, and reading fifty rows of twenty data took half of a search
 * where reading fifty texts does not.
 */
export interface RigaScritta extends Pick<RigaPronta, '_id' | 'forma' | 'versione'> {
  testo?: Buffer;
  parole?: string;
  /** JSON of the rest, but for what the name says, and that a text is of nothing reserved: of a million rows each datum is felt */
  dati: string;
}

const rigaSchema = new Schema<RigaScritta>(
  { _id: { type: String, required: true } },
  { collection: 'ricerca-righe', versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
const RigaModel = model('RicercaRiga', rigaSchema);

const MAX_TIME_MS = 15_000;
const DUPLICATE_KEY = 11000;
const TOO_LONG = 50;
const TURNS = 3;

export const idOfRiga = (aoo: string, { anno, numero }: Pick<Registrazione, 'anno' | 'numero'>): string =>
  `${aoo}/${anno}/${numero}`;

export function writtenOf(riga: RigaPronta): RigaScritta {
  const { _id, forma, versione, aoo: _aoo, registro: _registro, anno: _anno, numero: _numero, ...rest } = riga;
  if (rest.testo === undefined) return { _id, forma, versione, dati: JSON.stringify(rest) };
  const { testo, parole, riservatezza: _ordinaria, ...dati } = rest;
  return { _id, forma, versione, dati: JSON.stringify(dati), testo, ...(parole !== undefined && { parole }) };
}

const ORDINARIA: RiservatezzaNota = Object.freeze({ livello: 'ordinaria', uo: [], utenti: [] });

/** @returns the parsed data themselves, with the rest: of fifty rows a search, copies are felt. Undefined for a row that has lost its text */
function rigaOf({ _id, versione, dati, testo }: Omit<RigaScritta, 'forma'>, forma: number): RigaPronta | undefined {
  const riga = JSON.parse(dati) as RigaPronta;
  const [aoo = '', anno, numero] = _id.split('/');
  riga._id = _id;
  riga.forma = forma;
  riga.versione = versione;
  riga.aoo = aoo;
  riga.registro = REGISTRO_GENERALE;
  riga.anno = Number(anno);
  riga.numero = Number(numero);
  if (testo === undefined) {
    if ((riga as Partial<RigaRiservata>).riservatezza === undefined) return undefined;
    const riservata = riga as RigaRiservata;
    riservata.dataRegistrazione = new Date(riservata.dataRegistrazione);
    return riservata;
  }
  riga.riservatezza = ORDINARIA;
  return Object.assign(riga as RigaOrdinaria, { testo });
}

interface Rifiuto {
  code?: number;
  index?: number;
}

/** Which of them were refused because a row of that name was there. @throws the error, if anything else went wrong */
function refusedOf(error: unknown): number[] {
  const refused = [(error as { writeErrors?: Rifiuto | Rifiuto[] }).writeErrors ?? []].flat();
  if (refused.length === 0 || refused.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
  return refused.flatMap(({ index }) => index ?? []);
}

/**
 * Keeps the rows, unless a later one is there: a worker that was slow changes nothing back. Not journaled, like the blocks: the state
 * of the index that says that they are there is, and comes after.
 */
export async function writeRighe(righe: readonly RigaPronta[]): Promise<void> {
  let left = righe;
  // two that make the same row at once refuse one another, whichever is the later: what was refused is sent again
  for (let turn = 0; turn < TURNS && left.length > 0; turn += 1) {
    const sent = left;
    left = await RigaModel.collection
      .bulkWrite(
        sent.map((riga) => ({
          replaceOne: {
            filter: { _id: riga._id as never, versione: { $lte: riga.versione } },
            replacement: writtenOf(riga) as never,
            upsert: true,
          },
        })),
        { ordered: false, writeConcern: { w: 1, journal: false } },
      )
      .then(
        () => [],
        (error: unknown) => refusedOf(error).flatMap((i) => sent[i] ?? []),
      );
  }
}

const byName = (ids: readonly string[], forma: number) => ({ _id: { $in: ids as never[] }, forma });
const LETTA = { versione: 1, dati: 1, testo: 1 } as const;

/**
 * Some rows as one answer: of each row of a cursor the driver makes an object of its own first, a quarter of what reading it costs.
 * @returns undefined for more than one answer holds, or that did not come: who reads by a cursor asks again
 */
async function readInOne(ids: readonly string[], forma: number): Promise<RigaScritta[] | undefined> {
  const question = { find: RigaModel.collection.name, filter: byName(ids, forma), projection: LETTA };
  const answer = await RigaModel.db.db
    ?.command({ ...question, maxTimeMS: MAX_TIME_MS, batchSize: ids.length + 1 }, { promoteBuffers: true })
    .catch((error: unknown) => {
      if ((error as Rifiuto).code === TOO_LONG) throw error; // it would take as long again
      return undefined;
    });
  const { id, firstBatch } = (answer?.['cursor'] ?? {}) as { id?: number; firstBatch?: RigaScritta[] };
  if (id === 0) return firstBatch;
  if (id !== undefined)
    await RigaModel.db.db
      ?.command({ killCursors: RigaModel.collection.name, cursors: [mongo.Long.fromValue(id)] })
      .catch(() => undefined); // it ends by itself in ten minutes
  return undefined;
}

const readByCursor = (ids: readonly string[], forma: number): Promise<RigaScritta[]> =>
  RigaModel.collection
    .find(byName(ids, forma), { projection: LETTA, promoteBuffers: true, maxTimeMS: MAX_TIME_MS, batchSize: 10_000 })
    .toArray() as unknown as Promise<RigaScritta[]>;

/** The rows that are there in that form, in no order; one that is not whole is not there. */
export async function findPronte(ids: readonly string[], forma: number): Promise<RigaPronta[]> {
  const found = (await readInOne(ids, forma)) ?? (await readByCursor(ids, forma));
  return found.flatMap((one) => rigaOf(one, forma) ?? []);
}

/** The same rows as they lie in the database, for who verifies them: altered by hand, their data may be anything. */
export const findScritte = (ids: readonly string[], forma: number): Promise<RigaScritta[]> =>
  RigaModel.collection
    .find(byName(ids, forma), { promoteBuffers: true, batchSize: 10_000 })
    .toArray() as unknown as Promise<RigaScritta[]>;

/** What has no row is read from the register. */
export async function deleteRighe(ids: readonly string[]): Promise<void> {
  await RigaModel.collection.deleteMany({ _id: { $in: ids as never[] } });
}

/** Of those rows, the ones that have the words one after the other in their oggetto; told in one piece, because they are many. */
export async function findConParole(
  ids: readonly string[],
  forma: number,
  parole: readonly string[],
): Promise<string[]> {
  const [found] = (await RigaModel.collection
    .aggregate(
      [
        // words are letters and digits: nothing in them is a pattern's
        { $match: { _id: { $in: [...ids] }, forma, parole: { $regex: ` ${parole.join(' ')} ` } } },
        { $group: { _id: null, ids: { $push: '$_id' } } },
      ],
      { maxTimeMS: MAX_TIME_MS },
    )
    .toArray()) as { ids: string[] }[];
  return found?.ids ?? [];
}

/** Of which state of its registration each row is, by `_id`. */
export async function findVersioniPronte(ids: readonly string[], forma: number): Promise<Map<string, number>> {
  const found = (await RigaModel.collection
    .find(byName(ids, forma), { projection: { versione: 1 }, maxTimeMS: MAX_TIME_MS, batchSize: 10_000 })
    .toArray()) as unknown as Pick<RigaPronta, '_id' | 'versione'>[];
  return new Map(found.map(({ _id, versione }) => [_id, versione]));
}
