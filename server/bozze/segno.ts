import { type Bozza, BozzaModel, type Chi } from '../../schemas/bozza.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';

/** No user is called so: the key of a draft is the same for whoever registers it, so that it has one number. */
const AUTORE = '/bozze';

/** Under which its registration is found, whoever asked for it. */
export const chiaveOf = ({ _id }: Pick<Bozza, '_id'>): { autore: string; chiave: string } => ({
  autore: AUTORE,
  chiave: `bozza-${_id.toHexString()}`,
});

/**
 * Marks a draft with the number that it has. The number is what counts: whatever has happened to the draft meanwhile, it is
 * registered. @returns null if it was marked already
 */
export const markRegistrata = (
  { _id, aoo, n }: Pick<Bozza, '_id' | 'aoo' | 'n'>,
  { anno, numero, dataRegistrazione, segnatura }: Registrazione,
  chi: Chi,
  quando: Date,
): Promise<Bozza | null> =>
  BozzaModel.findOneAndUpdate(
    { _id, aoo, registrazione: { $exists: false } },
    {
      $set: { stato: 'registrata', registrazione: { anno, numero, dataRegistrazione, segnatura }, aggiornata: quando },
      $unset: { inRegistrazione: 1, rinvio: 1 },
      $push: { passi: { tipo: 'registra', quando, ...chi, n } },
      $inc: { versione: 1 },
    },
    { returnDocument: 'after' },
  )
    .lean<Bozza>()
    .exec();
