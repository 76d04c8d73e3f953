import { readFile } from 'node:fs/promises';
import path from 'node:path';
import mongoose, { mongo } from 'mongoose';
import { Manifesto, type Raccolta } from '../../schemas/salvataggio.api.js';
import type { ObjectStore } from '../../storage/object-store.js';
import { forgetRighe } from '../../schemas/ricerca.model.js';
import { completeDerivati } from '../derivati.js';
import { verifyAll } from '../protocollo/verifica-totale.js';
import { formatNumero } from '../protocollo/rules.js';
import { documentsOf, readCompressed } from './bson.js';
import { luogoDi, MANIFESTO, raccoltaOf } from './cartelle.js';
import { SalvataggioError } from './errori.js';
import { SEGNO } from './in-corso.js';
import { listedFiles, openOggetti, requireNamed } from './oggetti.js';
import { checkRaccolte, readFileNominati, readRegistri } from './registri.js';

const BATCH_BYTES = 8 * 1024 * 1024;
const BATCH_DOCUMENTS = 1_000;

const db = (): mongo.Db => {
  if (mongoose.connection.db === undefined) throw new SalvataggioError('La base dati non risponde');
  return mongoose.connection.db;
};

export async function readManifesto(cartella: string): Promise<Manifesto> {
  let text: string;
  try {
    text = await readFile(path.join(cartella, MANIFESTO), 'utf8');
  } catch (error) {
    throw new SalvataggioError(`In ${cartella} non c’è un salvataggio intero: manca ${MANIFESTO}`, { cause: error });
  }
  try {
    return Manifesto.parse(JSON.parse(text));
  } catch (error) {
    throw new SalvataggioError(`${MANIFESTO} non è quello di un salvataggio`, { cause: error });
  }
}

/** The database must hold nothing, or what an interrupted restore of the same backup had brought: that is taken away first. */
async function claimDatabase(istante: string): Promise<void> {
  const names = (await db().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const segno = await db().collection(SEGNO).findOne();
  if (segno !== null && segno['istante'] !== istante)
    throw new SalvataggioError('Qui è rimasto a metà il ripristino di un altro salvataggio: svuotare la base dati');
  for (const name of names.filter((one) => one !== SEGNO && !one.startsWith('system.'))) {
    if (segno === null && (await db().collection(name).countDocuments({}, { limit: 1 })) > 0)
      throw new SalvataggioError(
        `La base dati non è vuota (raccolta ${name}): il ripristino non scrive mai sopra dati esistenti`,
      );
    await db().dropCollection(name);
  }
  if (segno === null) await db().collection(SEGNO).insertOne({ istante });
}

/** Types are kept as they were saved, numbers too: what is written is, byte for byte, what was read. */
const exact = (raw: Buffer): mongo.BSON.Document =>
  mongo.BSON.deserialize(raw, { promoteValues: false, promoteBuffers: false, promoteLongs: false, bsonRegExp: true });

async function insertRaccolta(dir: string, { nome, sha256, indici }: Raccolta): Promise<void> {
  const collection = db().collection(nome);
  let batch: mongo.BSON.Document[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (batch.length > 0)
      await collection.insertMany(batch, { ordered: true, writeConcern: { w: 'majority', journal: true } });
    batch = [];
    bytes = 0;
  };
  for await (const raw of documentsOf(readCompressed(path.join(dir, raccoltaOf(nome)), sha256))) {
    batch.push(exact(raw));
    bytes += raw.length;
    if (batch.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) await flush();
  }
  await flush();
  if (indici.length > 0)
    await collection.createIndexes(
      indici.map(({ v: _version, ns: _ns, ...index }) => index as unknown as mongo.IndexDescription),
    );
}

async function restoreFiles(cartella: string, elenco: string, store: ObjectStore): Promise<number> {
  const from = await openOggetti(luogoDi(cartella).luogo);
  let files = 0;
  for await (const { sha256 } of listedFiles(cartella, elenco)) {
    if ((await store.stat(sha256)) === null) {
      try {
        await store.put((await from.open(sha256)).stream);
      } catch (error) {
        throw new SalvataggioError(`Il file ${sha256} del salvataggio manca o è alterato`, { cause: error });
      }
    }
    files += 1;
  }
  return files;
}

/**
 * Brings a backup into an empty installation: first everything is checked, then written, then the whole verification runs on what
 * was written and must find the register where the backup says it stood. Killed in between, it is run again.
 * @returns how many registrations and files are there now
 * @throws SalvataggioError saying what is wrong; an installation that had data is not touched
 */
export async function restoreAll(
  cartella: string,
  store: ObjectStore,
  onPasso: (passo: string) => void = () => undefined,
): Promise<{ registrazioni: number; file: number }> {
  const manifesto = await readManifesto(cartella);
  onPasso('controllo del salvataggio');
  await checkRaccolte(cartella, manifesto);
  const { registri, nominati } = await readRegistri(cartella, manifesto.raccolte);
  if (JSON.stringify(registri) !== JSON.stringify(manifesto.registri))
    throw new SalvataggioError('Il registro salvato non arriva dove dice il manifesto');
  await requireNamed(
    cartella,
    manifesto.file.elenco,
    new Set([...nominati, ...(await readFileNominati(cartella, manifesto.raccolte))]),
  );
  await claimDatabase(manifesto.istante);
  onPasso('file');
  const file = await restoreFiles(cartella, manifesto.file.elenco, store);
  for (const raccolta of manifesto.raccolte) {
    onPasso(`raccolta ${raccolta.nome}`);
    await insertRaccolta(cartella, raccolta);
  }
  await forgetRighe();
  await completeDerivati(); // what was saved may be of an earlier version
  onPasso('verifica di ciò che è stato ripristinato');
  const fault = await verifyAll(store, undefined, () => undefined);
  if (fault !== undefined)
    throw new SalvataggioError(
      `Dopo il ripristino la verifica trova un errore: ${fault.aoo ?? ''} n. ${formatNumero(fault.numero)}/${fault.anno}: ${fault.motivo}`,
    );
  await db().dropCollection(SEGNO);
  return { registrazioni: registri.reduce((sum, one) => sum + one.registrazioni, 0), file };
}
