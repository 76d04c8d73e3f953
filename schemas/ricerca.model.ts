import { model, mongo, Schema } from 'mongoose';

/**
 * The index of the search (docs/adr/0007-ricerca-a-blocchi.md): made from the register, never the truth, made again at any time.
 */

/** A part of the index: it never changes, it is merged into a greater one. */
export interface Segmento {
  /** begins the `_id` of its blocks */
  id: string;
  /** registrations that it holds */
  n: number;
  /** whether it has words of documents */
  testi: boolean;
  /** positions that a newer segment holds anew (server/ricerca/posizioni.ts) */
  superate: mongo.Binary;
}

/** A year of the register: its first number, and the position of that in the order of the chain. */
export interface AnnoIndice {
  anno: number;
  primo: number;
  base: number;
}

export interface StatoIndice {
  /** AOO and register, `AVLD001/PROT-GEN` */
  _id: string;
  /** of the tokens; another one makes the index anew */
  versione: number;
  /** grows with each change of what follows */
  generazione: number;
  /** false while the index is made from a register that is already there: the search waits */
  completo: boolean;
  anni: AnnoIndice[];
  /** first position beyond those that it has */
  fine: number;
  segmenti: Segmento[];
  /**
   * The form of the rows that are there for all that it holds (server/ricerca/righe.ts), as long as `generazione` is that of the
   * state: a process of an earlier version, which knows nothing of rows, changes the state without it.
   */
  righe?: { forma: number; generazione: number };
  /** who writes at the moment, until when, and the segment that is not whole yet */
  lavoro?: { chi: string; scadenza: Date; segmento?: string };
}

/** Where a token stands: `_id` is `segment|token`. */
export interface Blocco {
  _id: string;
  b: mongo.Binary;
}

export const STATO = 'ricerca-stato';
export const BLOCCHI = 'ricerca-blocchi';

const statoSchema = new Schema<StatoIndice>(
  {
    _id: { type: String, required: true },
    versione: { type: Number, required: true },
    generazione: { type: Number, required: true },
    completo: { type: Boolean, required: true },
    anni: [{ _id: false, anno: Number, primo: Number, base: Number }],
    fine: { type: Number, required: true },
    segmenti: [Schema.Types.Mixed],
    righe: Schema.Types.Mixed,
    lavoro: Schema.Types.Mixed,
  },
  { collection: STATO, versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
const bloccoSchema = new Schema<Blocco>(
  { _id: { type: String, required: true }, b: Schema.Types.Mixed },
  { collection: BLOCCHI, versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);

const StatoModel = model('RicercaStato', statoSchema);
const BloccoModel = model('RicercaBlocco', bloccoSchema);

/** What can be made again need not be in the journal of the majority before one goes on. */
const SVELTO = { writeConcern: { w: 1, journal: false } } as const;

/** The state that the majority keeps: what is read beside it later, at one instant, is of the same or a later one. */
export const findStato = (id: string): Promise<StatoIndice | null> =>
  StatoModel.collection.findOne(
    { _id: id as never },
    { readConcern: { level: 'majority' } },
  ) as Promise<StatoIndice | null>;

/** The rows are not there: they are made again (after a backup, which leaves them out). */
export async function forgetRighe(): Promise<void> {
  await StatoModel.updateMany({}, { $unset: { righe: 1 } });
}

/** Only what tells whether a state that is known still holds. */
export async function findGenerazione(id: string): Promise<number | undefined> {
  const found = await StatoModel.collection.findOne({ _id: id as never }, { projection: { generazione: 1 } });
  return found?.['generazione'] as number | undefined;
}

/** Makes the state where there is none. */
export async function ensureStato(
  id: string,
  { versione, forma, completo }: Pick<StatoIndice, 'versione' | 'completo'> & { forma: number },
): Promise<void> {
  const righe = { forma, generazione: 1 };
  await StatoModel.updateOne(
    { _id: id },
    { $setOnInsert: { versione, righe, generazione: 1, completo, anni: [], fine: 0, segmenti: [] } },
    { upsert: true },
  );
}

/** Begins or goes on with the work on an index, by the clock of the database. @returns null if somebody else is at it */
export async function claimLavoro(id: string, chi: string, durataMs: number): Promise<StatoIndice | null> {
  return (await StatoModel.collection.findOneAndUpdate(
    {
      _id: id as never,
      $or: [{ lavoro: { $exists: false } }, { 'lavoro.chi': chi }, { $expr: { $lt: ['$lavoro.scadenza', '$$NOW'] } }],
    },
    [{ $set: { 'lavoro.chi': chi, 'lavoro.scadenza': { $add: ['$$NOW', durataMs] } } }],
    { returnDocument: 'after' },
  )) as StatoIndice | null;
}

/** Says which segment is being written, so that it can be taken away if it is never finished. @returns false if the work is not ours any more */
export async function noteSegmento(id: string, chi: string, segmento: string): Promise<boolean> {
  const { matchedCount } = await StatoModel.updateOne(
    { _id: id, 'lavoro.chi': chi },
    { $set: { 'lavoro.segmento': segmento } },
  );
  return matchedCount === 1;
}

/**
 * Makes a change of the index the one that is read, if nothing has changed meanwhile.
 * @param forma - of the rows that are there for all that it holds then; undefined while some are not
 * @returns false if something had
 */
export async function publishStato(
  { _id, generazione }: StatoIndice,
  chi: string,
  change: Partial<Pick<StatoIndice, 'versione' | 'completo' | 'anni' | 'fine' | 'segmenti'>>,
  forma: number | undefined,
): Promise<boolean> {
  const righe = forma === undefined ? {} : { righe: { forma, generazione: generazione + 1 } };
  const { matchedCount } = await StatoModel.updateOne(
    { _id, generazione, 'lavoro.chi': chi },
    { $set: { ...change, ...righe }, $inc: { generazione: 1 }, $unset: { 'lavoro.segmento': 1 } },
  );
  return matchedCount === 1;
}

export async function releaseLavoro(id: string, chi: string): Promise<void> {
  await StatoModel.updateOne({ _id: id, 'lavoro.chi': chi }, { $unset: { lavoro: 1 } });
}

/** After whatever begins with anything else. */
const ULTIMO = '\u{10ffff}';

/**
 * Blocks whose names begin so, as a range: of a pattern the database looks also for patterns that are equal to it, after all names, and
 * to get there goes over all that was taken away since.
 */
export const blocchiDa = (inizio: string) => ({ _id: { $gte: inizio, $lt: `${inizio}${ULTIMO}` } });

const blocchiDelSegmento = (segmento: string) => blocchiDa(`${segmento}|`) as Record<string, object>;

/** All blocks of a segment in the order of their tokens. */
export const blocchiOf = (segmento: string): AsyncIterable<Blocco> =>
  BloccoModel.collection
    .find(blocchiDelSegmento(segmento), { batchSize: 2_000 })
    .sort({ _id: 1 }) as unknown as AsyncIterable<Blocco>;

export async function insertBlocchi(blocchi: readonly Blocco[]): Promise<void> {
  await BloccoModel.collection.insertMany(blocchi as never[], { ordered: false, ...SVELTO });
}

export async function deleteSegmento(segmento: string): Promise<void> {
  await BloccoModel.collection.deleteMany(blocchiDelSegmento(segmento), SVELTO);
}

const SEGNO = 'testi';
interface Segno {
  _id: string;
  data: Date;
  sha256: string;
}
const SegnoModel = model(
  'RicercaSegno',
  new Schema<Segno>(
    {
      _id: { type: String, required: true },
      data: { type: Date, required: true },
      sha256: { type: String, required: true },
    },
    { collection: 'ricerca-segni', versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw' },
  ),
);

/** How far the texts of documents have been taken up. */
export async function readSegno(): Promise<{ _id: string; data: Date } | undefined> {
  const found = await SegnoModel.findById(SEGNO).lean<Segno>();
  return found === null ? undefined : { _id: found.sha256, data: found.data };
}

export async function writeSegno({ _id, data }: { _id: string; data: Date }): Promise<void> {
  await SegnoModel.updateOne({ _id: SEGNO }, { $set: { data, sha256: _id } }, { upsert: true });
}
