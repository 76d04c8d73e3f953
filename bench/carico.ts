import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, rm } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import mongoose from 'mongoose';
import { connectDatabase } from '../server/lib/mongo.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { startWeb, storageDirOf } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { signIn } from './lib/client.js';
import { contentOf, registerGrande } from './lib/grande.js';
import { MIB, peakDuring, residentBytes } from './lib/memory.js';
import { alternate, median, print, round } from './lib/pairs.js';

const FILE_BYTES = 400 * MIB;
/** Enough to load what is loaded once. */
const PICCOLO_BYTES = 64 * 1024;
const PAIRS = 5;
const MAX_GROWTH_MB = 60;
const MIN_RATIO = 0.5;

/**
 * One 400 MB file up and down through the real HTTP interface: time, against a bare write with hash (fsynced) of as many bytes in
 * the same run, and by how much the web process grows.
 */
const database = testDatabase('bench-carico');
await connectDatabase(database.uri);
await buildEnte(new Date().getFullYear());
const web = await startWeb({ database, env: { LIVELLO_LOG: 'warn' } });
const authorization = `Bearer ${await signIn(web.url, 'protocollo', PASSWORD)}`;

async function timeMs<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

async function bareWrite(): Promise<void> {
  const name = path.join(storageDirOf(database), 'bare');
  const hash = createHash('sha256');
  const file = await open(name, 'w');
  for (const bytes of contentOf(FILE_BYTES)) {
    hash.update(bytes);
    await file.write(bytes);
  }
  hash.digest();
  await file.sync();
  await file.close();
  await rm(name);
}

const REGISTRAZIONE = {
  flusso: 'E',
  oggetto: 'Misura del carico di un documento grande',
  mittenti: [{ tipo: 'PG', denominazione: 'Anonimo' }],
  destinatari: [{ tipo: 'UO', uo: 'U410' }],
  mezzo: 'sportello',
};
const upload = (bytes: number): Promise<URL> => registerGrande(web.url, authorization, REGISTRAZIONE, bytes);

/** Reads the whole document of a registration. */
async function download(registrazione: URL, bytes: number): Promise<void> {
  const request = http.get(`${registrazione.href}/documento`, { headers: { authorization } });
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  let received = 0;
  response.on('data', (piece: Buffer) => (received += piece.length));
  await once(response, 'end');
  if (response.statusCode !== 200 || received !== bytes)
    throw new Error(`download: ${response.statusCode ?? 0}, ${received} bytes`);
}

await download(await upload(PICCOLO_BYTES), PICCOLO_BYTES);
const before = await residentBytes(web.pid);
let peak = before;

async function viaHttp(): Promise<{ up: number; down: number }> {
  const times = { up: NaN, down: NaN };
  const during = await peakDuring(web.pid, async () => {
    const { ms, result } = await timeMs(() => upload(FILE_BYTES));
    times.up = ms;
    times.down = (await timeMs(() => download(result, FILE_BYTES))).ms;
  });
  peak = Math.max(peak, during);
  return times;
}

const { one, other } = await alternate(PAIRS, viaHttp, () => timeMs(bareWrite));
const ratios = { up: [] as number[], down: [] as number[] };
one.forEach(({ up, down }, i) => {
  const bare = other[i]?.ms ?? NaN;
  ratios.up.push(bare / up);
  ratios.down.push(bare / down);
  print({ bench: 'carico', coppia: i + 1, invioMs: round(up, 0), letturaMs: round(down, 0), limiteMs: round(bare, 0) });
});
print({
  bench: 'carico',
  mb: FILE_BYTES / MIB,
  invioMs: round(median(one.map(({ up }) => up)), 0),
  letturaMs: round(median(one.map(({ down }) => down)), 0),
  limiteMs: round(median(other.map(({ ms }) => ms)), 0),
  rapporto: round(Math.min(median(ratios.up), median(ratios.down))),
  rapportoInvio: round(median(ratios.up)),
  rapportoLettura: round(median(ratios.down)),
  atteso: MIN_RATIO,
  memoriaInizialeMb: round(before / MIB, 0),
  crescitaMb: round((peak - before) / MIB, 0),
  crescitaMassimaMb: MAX_GROWTH_MB,
});
await web.stop();
await dropDatabases();
await mongoose.disconnect();
