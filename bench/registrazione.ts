import { randomUUID } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';
import mongoose from 'mongoose';
import { RegistrazioneModel, type Registrazione } from '../schemas/registrazione.model.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { startWeb, storageDirOf } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { pdfOf, signIn } from './lib/client.js';
import { alternate, load, median, percentile, print, round } from './lib/pairs.js';
import { PDF_BYTES, registerFor } from './lib/registra.js';

const CLIENTS = 64;
const SECONDS = Number(process.env['BENCH_SECONDI'] ?? 6);
const PAIRS = 5;

/**
 * HTTP registrations a second with a 50 KB PDF, 64 clients, all durable, against the bare limit of the same run: the driver's own
 * inserts of the same documents (majority, journaled, the same indexes) and one fsynced file each, at the same concurrency.
 */
const database = testDatabase('bench-registrazione');
await connectDatabase(database.uri);
await buildEnte(new Date().getFullYear());
const web = await startWeb({ database });
const token = await signIn(web.url, 'protocollo', PASSWORD);

const viaHttp = () => registerFor(web.url, token, CLIENTS, SECONDS);

const bare = mongoose.connection.collection<Registrazione>('bare');
await viaHttp(); // warms both sides, and makes the documents to insert
const samples = await RegistrazioneModel.find().limit(2_000).lean<Registrazione[]>();
await bare.createIndexes(
  RegistrazioneModel.schema
    .indexes()
    .map(([key, options]) => ({ key: key as Record<string, 1>, ...(options as object) })),
);
const folder = path.join(storageDirOf(database), 'bare');
await mkdir(folder, { recursive: true });
let serial = 0;

const bareLimit = () =>
  load(CLIENTS, SECONDS, async () => {
    const n = ++serial;
    const name = path.join(folder, `${n}`);
    const file = await open(`${name}.tmp`, 'w');
    await file.write(pdfOf(PDF_BYTES));
    await file.sync();
    await file.close();
    await rename(`${name}.tmp`, name);
    const sample = samples[n % samples.length] as Registrazione;
    const unique = randomUUID();
    await bare.insertOne(
      {
        ...sample,
        _id: new mongoose.Types.ObjectId(),
        numero: n,
        catena: { ...sample.catena, precedente: unique },
        richiesta: { ...sample.richiesta, chiave: unique },
      },
      { writeConcern: { w: 'majority', journal: true } },
    );
  });

const { one, other } = await alternate(PAIRS, viaHttp, bareLimit);
one.forEach((run, i) =>
  print({
    bench: 'registrazione',
    coppia: i + 1,
    http: round(run.perSecond, 1),
    limite: round(other[i]?.perSecond ?? NaN, 1),
    rapporto: round(run.perSecond / (other[i]?.perSecond ?? NaN)),
  }),
);
const ms = one.flatMap((run) => run.ms);
print({
  bench: 'registrazione',
  client: CLIENTS,
  registrazioniAlSecondo: round(median(one.map(({ perSecond }) => perSecond)), 1),
  limite: round(median(other.map(({ perSecond }) => perSecond)), 1),
  rapporto: round(median(one.map((run, i) => run.perSecond / (other[i]?.perSecond ?? NaN)))),
  atteso: 0.8,
  medianaMs: round(median(ms), 1),
  p99Ms: round(percentile(ms, 99), 1),
  registrate: await RegistrazioneModel.estimatedDocumentCount(),
});
await web.stop();
await dropDatabases();
await mongoose.disconnect();
