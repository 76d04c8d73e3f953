import { model, Schema } from 'mongoose';
import type { Registrazione } from './registrazione.model.js';

/** The rows of the lists, ready to be sent: part of the index of the search (schemas/ricerca.model.ts), made again at any time. */

type DiTutte = 'aoo' | 'registro' | 'anno' | 'numero' | 'dataRegistrazione' | 'flusso' | 'riservatezza' | 'uffici';
type DiAlcune = 'operatore' | 'assegnazioni' | 'fascicolo' | 'altriFascicoli' | 'risponde' | 'protocollo';

/** A registration as a list shows it, and what of it says who may see what. */
export interface RigaPronta extends Pick<Registrazione, DiTutte>, Partial<Pick<Registrazione, DiAlcune>> {
  /** AOO, year and number, `AVLD001/2026/123` */
  _id: string;
  /** of the text; another one is not read */
  forma: number;
  /** of the registration from which it was made */
  versione: number;
  /** JSON of what every reader of the row sees; absent for what is reserved, which is always read from the register */
  testo?: string;
}

const rigaSchema = new Schema<RigaPronta>(
  { _id: { type: String, required: true } },
  { collection: 'ricerca-righe', versionKey: false, autoIndex: false, autoCreate: false, strict: 'throw' },
);
const RigaModel = model('RicercaRiga', rigaSchema);

const MAX_TIME_MS = 15_000;
const DUPLICATE_KEY = 11000;
const TURNS = 3;

export const idOfRiga = (aoo: string, { anno, numero }: Pick<Registrazione, 'anno' | 'numero'>): string =>
  `${aoo}/${anno}/${numero}`;

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
            replacement: riga as never,
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

/** The rows that are there in that form, in no order. */
export const findPronte = (ids: readonly string[], forma: number): Promise<RigaPronta[]> =>
  RigaModel.collection
    .find({ _id: { $in: ids as never[] }, forma }, { maxTimeMS: MAX_TIME_MS, batchSize: 10_000 })
    .toArray() as unknown as Promise<RigaPronta[]>;

/** Of which state of its registration each row is, by `_id`. */
export async function findVersioniPronte(ids: readonly string[], forma: number): Promise<Map<string, number>> {
  const found = (await RigaModel.collection
    .find(
      { _id: { $in: ids as never[] }, forma },
      { projection: { versione: 1 }, maxTimeMS: MAX_TIME_MS, batchSize: 10_000 },
    )
    .toArray()) as unknown as Pick<RigaPronta, '_id' | 'versione'>[];
  return new Map(found.map(({ _id, versione }) => [_id, versione]));
}
