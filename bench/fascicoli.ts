import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { type Fascicolo, FascicoloModel } from '../schemas/fascicolo.model.js';
import { RegistrazioneModel, type Registrazione } from '../schemas/registrazione.model.js';
import { ordineOf } from '../server/fascicoli/codici.js';
import { type VoceZip, zipOf } from '../server/lib/zip.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { startWeb, storageDirOf } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { multipartOf, pdfOf, send, signIn } from './lib/client.js';
import { MIB, peakDuring, residentBytes } from './lib/memory.js';
import { alternate, median, percentile, print, round } from './lib/pairs.js';

const FASCICOLI = Number(process.env['BENCH_FASCICOLI'] ?? 100_000);
const GIRI = Number(process.env['BENCH_GIRI'] ?? 150);
const DOCUMENTI = Number(process.env['BENCH_DOCUMENTI'] ?? 1_000);
const FILE_BYTE = 1024 * 1024;
const COPPIE = 3;
const LIMITE_MS = 50;
const INSIEME = 50;
const ALL_AT_ONCE = 2_000;

const database = testDatabase('bench-fascicoli');
await connectDatabase(database.uri);
await buildEnte(new Date().getFullYear());
const web = await startWeb({ database, env: { LIVELLO_LOG: 'error' } });
const token = await signIn(web.url, 'responsabile', PASSWORD);
const API = `${web.url}/api/v1`;
const AUTH = { authorization: `Bearer ${token}` };
const JSON_TYPE = { ...AUTH, 'content-type': 'application/json' };

async function ask<T>(method: string, address: string, body: object, atteso: number, headers = {}): Promise<T> {
  const answer = await send(
    `${API}${address}`,
    method,
    { ...JSON_TYPE, ...headers },
    Buffer.from(JSON.stringify(body)),
  );
  if (answer.status !== atteso) throw new Error(`${method} ${address}: ${answer.status} ${answer.body.slice(0, 500)}`);
  return JSON.parse(answer.body) as T;
}

interface Aperto {
  id: string;
  versione: number;
}
const apri = (): Promise<Aperto> =>
  ask(
    'POST',
    '/fascicoli',
    { oggetto: 'Permesso di costruire in via del Lago', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' },
    201,
    { 'idempotency-key': randomUUID() },
  );
const mette = (id: string, registrazioni: readonly object[]): Promise<Aperto> =>
  ask('POST', `/fascicoli/${id}/documenti`, { registrazioni, principale: true }, 201);

/** An outgoing letter, classified: nothing of it waits, so that its fascicolo can be closed. */
async function registra(byte: number): Promise<{ anno: number; numero: number }> {
  const richiesta = {
    flusso: 'U',
    oggetto: 'Trasmissione degli atti del permesso di costruire',
    mittenti: [{ tipo: 'UO', uo: 'U410' }],
    destinatari: [{ tipo: 'PG', denominazione: 'Impresa Scavi Nord S.r.l.', domicilioDigitale: 'n@pec.example' }],
    mezzo: 'pec',
    classifica: 'VI.3.1',
    tipologia: 'Trasmissione',
  };
  const { headers, body } = multipartOf(richiesta, pdfOf(byte));
  const answer = await send(`${API}/registrazioni`, 'POST', { ...headers, ...AUTH }, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body.slice(0, 500)}`);
  const { anno, numero } = JSON.parse(answer.body) as { anno: number; numero: number };
  return { anno, numero };
}

/** Fills the collection with fascicoli like the one that was opened, a third of them in its own serie. */
async function riempi({ id }: Aperto): Promise<void> {
  const modello = await FascicoloModel.findById(id).lean<Fascicolo>();
  if (modello === null) throw new Error('no fascicolo');
  const anno = modello.anno;
  const numeri = new Map([[modello.serie, modello.progressivo]]);
  const serieOf = (i: number): string => (i % 3 === 0 ? modello.serie : `${anno}-X/${1 + (i % 5)}`);
  for (let i = 1; i < FASCICOLI; i += ALL_AT_ONCE) {
    const some = Array.from({ length: Math.min(ALL_AT_ONCE, FASCICOLI - i) }, (_one, k): Fascicolo => {
      const serie = serieOf(i + k);
      const progressivo = (numeri.get(serie) ?? 0) + 1;
      numeri.set(serie, progressivo);
      const codice = `${serie}.${progressivo}`;
      const _id = randomUUID();
      return {
        ...modello,
        _id,
        serie,
        progressivo,
        codice,
        ordine: ordineOf(codice),
        radice: _id,
        apertoIl: new Date(modello.apertoIl.getTime() - (i + k) * 60_000),
        richiesta: { ...modello.richiesta, chiave: _id },
        parole: [...modello.parole.filter((one) => one !== modello.codice.toLowerCase()), codice.toLowerCase()],
      };
    });
    await FascicoloModel.collection.insertMany(some as never, { writeConcern: { w: 1, journal: false } });
  }
}

const timed = async <T>(into: number[], work: () => Promise<T>): Promise<T> => {
  const start = performance.now();
  const made = await work();
  into.push(performance.now() - start);
  return made;
};

async function atti(): Promise<void> {
  await riempi(await apri());
  const registrate: { anno: number; numero: number }[] = [];
  for (let i = 0; i < GIRI + 5; i += 1) registrate.push(await registra(2_000));
  const tempi = { apre: [] as number[], mette: [] as number[], chiude: [] as number[] };
  for (const [i, registrazione] of registrate.entries()) {
    const into = i < 5 ? { apre: [], mette: [], chiude: [] } : tempi; // the first ones warm
    const { id } = await timed(into.apre, apri);
    const { versione } = await timed(into.mette, () => mette(id, [registrazione]));
    await timed(into.chiude, () => ask('POST', `/fascicoli/${id}/chiusura`, {}, 200, { 'if-match': `"${versione}"` }));
  }
  for (const [atto, ms] of Object.entries(tempi))
    print({
      bench: 'fascicoli',
      atto,
      fascicoli: await FascicoloModel.estimatedDocumentCount(),
      medianaMs: round(median(ms), 1),
      p95Ms: round(percentile(ms, 95), 1),
      limiteMs: LIMITE_MS,
      entro: percentile(ms, 95) < LIMITE_MS,
    });
}

/** Reads an answer without keeping it. @returns bytes */
const scarica = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    http
      .get(address, { headers: AUTH }, (res) => {
        let byte = 0;
        res.on('data', (chunk: Buffer) => (byte += chunk.length));
        res.on('end', () => {
          if (res.statusCode === 200 && res.complete) resolve(byte);
          else reject(new Error(`the export ended with ${String(res.statusCode)}`));
        });
        res.on('error', reject);
      })
      .on('error', reject);
  });

const registrazioni = (id: string): Promise<Registrazione[]> =>
  RegistrazioneModel.find({ fascicolo: id }, { 'documento.sha256': 1, 'documento.dimensione': 1 }).lean<
    Registrazione[]
  >();

/** The same files read from the disk and written to an archive on it by the writer alone: no rights, no hashes, no metadata, no network. */
async function soloZip(id: string): Promise<number> {
  const folder = storageDirOf(database);
  const voci: VoceZip[] = (await registrazioni(id)).flatMap(({ documento }, i) => {
    const { sha256 = '', dimensione = 0 } = documento ?? {};
    const file = path.join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    const open = () => Promise.resolve(createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>);
    return [{ nome: `${i}.pdf`, contenuto: { dimensione, open } }];
  });
  const archivio = path.join(folder, `${randomUUID()}.zip`);
  await pipeline(zipOf(voci, new Date()), createWriteStream(archivio));
  const { size } = await stat(archivio);
  await rm(archivio);
  return size;
}

async function grande(quanti: number): Promise<string> {
  const { id } = await apri();
  const posti: { anno: number; numero: number }[] = [];
  for (let i = 0; i < quanti; i += 8)
    posti.push(...(await Promise.all(Array.from({ length: Math.min(8, quanti - i) }, () => registra(FILE_BYTE)))));
  for (let i = 0; i < posti.length; i += INSIEME) await mette(id, posti.slice(i, i + INSIEME));
  return id;
}

async function esportazione(): Promise<void> {
  const [piccolo, intero] = [await grande(Math.max(1, DOCUMENTI / 10)), await grande(DOCUMENTI)];
  const zip = (id: string): string => `${API}/fascicoli/${id}/esportazione.zip`;
  await scarica(zip(piccolo)); // warms
  const growth = async (id: string): Promise<number> => {
    const before = await residentBytes(web.pid);
    return ((await peakDuring(web.pid, () => scarica(zip(id)))) - before) / MIB;
  };
  const crescitaPiccoloMB = await growth(piccolo);
  const crescitaMB = await growth(intero);
  const perSecond = (work: () => Promise<number>) => async (): Promise<number> => {
    const start = performance.now();
    return (await work()) / MIB / ((performance.now() - start) / 1_000);
  };
  const { one, other } = await alternate(
    COPPIE,
    perSecond(() => scarica(zip(intero))),
    perSecond(() => soloZip(intero)),
  );
  const rapporto = median(one.map((mine, i) => mine / (other[i] ?? NaN)));
  print({
    bench: 'fascicoli',
    esportazione: DOCUMENTI,
    mbAlSecondo: round(median(one), 0),
    soloZipMbAlSecondo: round(median(other), 0),
    rapporto: round(rapporto),
    atteso: 0.5,
    crescitaMB: round(crescitaMB, 0),
    crescitaUnDecimoMB: round(crescitaPiccoloMB, 0),
  });
}

await atti();
await esportazione();
await web.stop();
await dropDatabases();
await mongoose.disconnect();
