import { model, Schema } from 'mongoose';

export const STATI_TESTO = ['estratto', 'senza-testo', 'cifrato', 'non-riuscito'] as const;
export type StatoTesto = (typeof STATI_TESTO)[number];

/** Version of the extraction: a text of an earlier one is extracted again by the next sweep. */
export const VERSIONE_ESTRAZIONE = 1;

/**
 * The words of a stored file. They are personal data: they are read by the search, and by the suggestions for one document that
 * its reader sees, under the rights of the registrations that name the file. They can be made again from the file.
 */
export interface TestoEstratto {
  /** SHA-256 of the file */
  _id: string;
  stato: StatoTesto;
  /** empty but for `estratto` */
  testo: string;
  /** characters of `testo` */
  caratteri: number;
  /** there was more text than is kept */
  troncato: boolean;
  /** why there is none: `tempo`, `memoria`, `quarantena` … */
  motivo?: string;
  versione: number;
  /** when it was written, by the database's clock: with `_id` the order in which the search takes texts up */
  data: Date;
}

const text = { type: String, required: true };
const testoSchema = new Schema<TestoEstratto>(
  {
    _id: text,
    stato: { ...text, enum: STATI_TESTO },
    testo: { type: String, default: '' },
    caratteri: { type: Number, required: true },
    troncato: { type: Boolean, required: true },
    motivo: String,
    versione: { type: Number, required: true },
    data: { type: Date, required: true },
  },
  { collection: 'testi', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
testoSchema.index({ data: 1, _id: 1 }); // query: findTestiDopo

export const TestoEstrattoModel = model('TestoEstratto', testoSchema);

/** Writes the text of a file, in the place of an earlier one. */
export async function saveTesto(
  sha256: string,
  { motivo, ...testo }: Omit<TestoEstratto, '_id' | 'data' | 'versione' | 'caratteri'>,
): Promise<void> {
  await TestoEstrattoModel.updateOne(
    { _id: sha256 },
    {
      $set: {
        ...testo,
        caratteri: testo.testo.length,
        versione: VERSIONE_ESTRAZIONE,
        ...(motivo !== undefined && { motivo }),
      },
      ...(motivo === undefined && { $unset: { motivo: 1 } }),
      $currentDate: { data: true },
    },
    { upsert: true },
  );
}

/** The words of a file; undefined where there are none, or none yet. */
export async function testoDi(sha256: string): Promise<string | undefined> {
  const found = await TestoEstrattoModel.findOne({ _id: sha256, stato: 'estratto' }, { testo: 1 }).lean<{
    testo: string;
  }>();
  return found?.testo;
}

/** Where a reader of the texts has come to. */
export type SegnoTesti = Pick<TestoEstratto, 'data' | '_id'>;

/** Texts written after a mark, in order; the mark of the last one is where to go on. Writers may overtake one another by some seconds: read again from a little before. */
export const findTestiDopo = (segno: SegnoTesti | undefined, limit: number): Promise<TestoEstratto[]> =>
  TestoEstrattoModel.find(
    segno === undefined ? {} : { $or: [{ data: { $gt: segno.data } }, { data: segno.data, _id: { $gt: segno._id } }] },
  )
    .sort({ data: 1, _id: 1 })
    .limit(limit)
    .lean<TestoEstratto[]>()
    .exec();

/** Which of these files have been extracted by the present version, with whatever outcome. */
export async function findEstratti(sha256s: readonly string[]): Promise<Set<string>> {
  const found = await TestoEstrattoModel.find(
    { _id: { $in: [...sha256s] }, versione: { $gte: VERSIONE_ESTRAZIONE } },
    { _id: 1 },
  ).lean<{ _id: string }[]>();
  return new Set(found.map(({ _id }) => _id));
}
