import { type Contenuto, RegistrazioneModel, type Registrazione } from './registrazione.model.js';

/** What registrations of an earlier version lack: data that follow from their birth and their acts, and say nothing that these do not. */

/** What acts make, that earlier versions did not keep beside them. */
export const AGGIUNTI = [
  'tornaA',
  'rifiuto',
  'rifiuti',
  'richiestaAnnullamento',
  'rettifiche',
  'visioni',
  'ritardo',
] as const satisfies readonly (keyof Contenuto)[];

export interface Completamento {
  _id: Registrazione['_id'];
  versione: number;
  set: Pick<Registrazione, 'attese'> & Partial<Pick<Registrazione, (typeof AGGIUNTI)[number] | 'giorniAtti'>>;
}

const PAGE = 500;

const INCOMPLETE = { attese: { $exists: false } };

export const countIncomplete = (): Promise<number> => RegistrazioneModel.collection.countDocuments(INCOMPLETE);

/** The registrations without their queues, in pages. */
export async function* readIncomplete(): AsyncGenerator<Registrazione[], void> {
  const found = RegistrazioneModel.collection.find(INCOMPLETE, { batchSize: PAGE });
  let page: Registrazione[] = [];
  for await (const one of found as unknown as AsyncIterable<Registrazione>) {
    page.push(one);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/**
 * The one door for what is completed; past the guard of what is registered, since nothing of that is touched. Their words were those
 * of another search: without them and without a mark, the worker makes its index of the register (server/ricerca/indice.ts). Who
 * completes a datum that a list shows raises FORMA_RIGA too (server/ricerca/righe.ts): the version of the record stays.
 */
export async function fillIncomplete(completamenti: readonly Completamento[]): Promise<void> {
  if (completamenti.length === 0) return;
  await RegistrazioneModel.collection.bulkWrite(
    completamenti.map(({ _id, versione, set }) => ({
      updateOne: {
        filter: { _id, versione, ...INCOMPLETE },
        update: { $set: set, $unset: { parole: 1 } },
      },
    })),
    { ordered: false },
  );
}
