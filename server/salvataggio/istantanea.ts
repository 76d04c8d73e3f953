import path from 'node:path';
import mongoose, { mongo } from 'mongoose';
import type { Raccolta } from '../../schemas/salvataggio.api.js';
import { writeCompressed } from './bson.js';
import { raccoltaOf } from './cartelle.js';
import { SalvataggioError } from './errori.js';

/**
 * Not saved: sessions (who restores signs in again), leases of files (a restored file is new), the list of the backups themselves
 * (it speaks of another place), rows of the search (made again from the register).
 */
const ESCLUSE = new Set(['sessioni', 'fileConservati', 'salvataggi', 'ricerca-righe']);
/** The register is read in its order, so that its chain can be replayed from the file alone. */
const ORDINE: Readonly<Record<string, Record<string, 1>>> = {
  registrazioni: { aoo: 1, registro: 1, anno: 1, numero: 1 },
  attiRepertori: { aoo: 1, registro: 1, anno: 1, numero: 1 },
};

const databaseOf = (): mongo.Db => {
  const { db } = mongoose.connection;
  if (db === undefined) throw new SalvataggioError('La base dati non risponde');
  return db;
};

/**
 * Every collection as it was at one instant of the database: a snapshot session, so that nothing written meanwhile is half there.
 * @param dir - the folder of this backup
 * @param each - told of each collection before it is written
 * @throws SalvataggioError when the reading took longer than the server keeps the snapshot
 */
export async function dumpSnapshot(dir: string, each: (nome: string) => void): Promise<Raccolta[]> {
  const db = databaseOf();
  const names = (await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.') && !ESCLUSE.has(name))
    .sort();
  const session = mongoose.connection.getClient().startSession({ snapshot: true });
  const raccolte: Raccolta[] = [];
  try {
    for (const nome of names) {
      each(nome);
      const cursor = db.collection(nome).find({}, { session, raw: true, batchSize: 500 });
      const ordine = ORDINE[nome];
      if (ordine !== undefined) cursor.sort(ordine);
      let documenti = 0;
      const counted = async function* (): AsyncGenerator<Uint8Array, void> {
        for await (const document of cursor) {
          documenti += 1;
          yield document as unknown as Uint8Array; // `raw`: its bytes as they are
        }
      };
      const written = await writeCompressed(path.join(dir, raccoltaOf(nome)), counted());
      const indici = (await db.collection(nome).indexes()).filter(({ name }) => name !== '_id_');
      raccolte.push({ nome, documenti, ...written, indici: indici.map((index) => ({ ...index })) });
    }
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 239)
      throw new SalvataggioError(
        'La lettura è durata più di quanto il server tenga l’istantanea: aumentare minSnapshotHistoryWindowInSeconds (docs/salvataggio.md)',
        { cause: error },
      );
    throw error;
  } finally {
    await session.endSession();
  }
  return raccolte;
}
