import http from 'node:http';
import mongoose from 'mongoose';
import { connectDatabase } from '../server/lib/mongo.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { startWeb } from '../test/support/processi.js';
import { dropDatabase, testDatabase } from '../test/support/servizi.js';
import { signIn } from './lib/client.js';
import { MIB, peakDuring, residentBytes } from './lib/memory.js';
import { print, round } from './lib/pairs.js';
import { seedRegistro } from './lib/seme.js';

const [PICCOLO = 10_000, GRANDE = 100_000] = (process.env['BENCH_TAGLIE'] ?? '10000,100000').split(',').map(Number);
const LIMITE_MB = 60;

/** Reads an export without keeping it. @returns its rows, the heading left out, and its bytes */
function download(url: string, token: string): Promise<{ righe: number; byte: number }> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { authorization: `Bearer ${token}` } }, (res) => {
        let [righe, byte] = [-1, 0];
        res.on('data', (chunk: Buffer) => {
          byte += chunk.length;
          for (const one of chunk) if (one === 0x0a) righe += 1;
        });
        res.on('end', () => {
          if (res.statusCode === 200 && res.complete) resolve({ righe, byte });
          else reject(new Error(`the export ended with ${String(res.statusCode)}`));
        });
        res.on('error', reject);
      })
      .on('error', reject);
  });
}

/**
 * The whole register as CSV, a small and a large one in turn from web processes just warmed alike: rows a second, and how much the
 * process grows over what it had; whatever the size it should grow by as much.
 */
async function measure(quante: number) {
  const database = testDatabase(`bench-esportazione-${quante}`);
  await connectDatabase(database.uri);
  await buildEnte(new Date().getFullYear());
  await seedRegistro(quante, new Date());
  const web = await startWeb({ database, env: { LIVELLO_LOG: 'error' } });
  const token = await signIn(web.url, 'rgd', PASSWORD);
  await download(`${web.url}/api/v1/registrazioni.csv?numero=1`, token);
  const before = await residentBytes(web.pid);
  const start = performance.now();
  let fatto = { righe: 0, byte: 0 };
  const peak = await peakDuring(web.pid, async () => {
    fatto = await download(`${web.url}/api/v1/registrazioni.csv`, token);
  });
  const secondi = (performance.now() - start) / 1_000;
  await web.stop();
  await dropDatabase(database);
  await mongoose.disconnect();
  if (fatto.righe < quante) throw new Error(`${fatto.righe} rows of ${quante}`);
  const crescitaMB = (peak - before) / MIB;
  print({
    bench: 'esportazione',
    registrazioni: quante,
    fileMB: round(fatto.byte / MIB, 1),
    righeAlSecondo: round(quante / secondi, 0),
    memoriaMB: round(peak / MIB, 0),
    crescitaMB: round(crescitaMB, 0),
  });
  return { crescitaMB };
}

const piccolo = await measure(PICCOLO);
const grande = await measure(GRANDE);
print({
  bench: 'esportazione',
  inPiuMB: round(grande.crescitaMB - piccolo.crescitaMB, 0),
  rapportoMemoria: round(grande.crescitaMB / piccolo.crescitaMB, 2),
  limiteMB: LIMITE_MB,
  entro: grande.crescitaMB - piccolo.crescitaMB < LIMITE_MB,
});
