import { setTimeout } from 'node:timers/promises';
import mongoose from 'mongoose';
import { connectDatabase } from '../server/lib/mongo.js';
import { PASSWORD } from '../test/support/ente.js';
import { startWeb } from '../test/support/processi.js';
import { dropDatabase, testDatabase } from '../test/support/servizi.js';
import { seedApart } from './lib/a-parte.js';
import { send, signIn } from './lib/client.js';
import { createSorte } from './lib/corpus.js';
import { DOMANDE, type Tipo } from './lib/domande.js';
import { type Misura, writeGrafico } from './lib/grafico.js';
import { MIB, peakDuring } from './lib/memory.js';
import { load, percentile, print, round } from './lib/pairs.js';

const TAGLIE = (process.env['BENCH_TAGLIE'] ?? '10000,100000,1000000').split(',').map(Number);
const CLIENTS = 16;
const SECONDS = Number(process.env['BENCH_SECONDI'] ?? 8);
const WARM_SECONDS = 2;
/** Of all kinds mixed, once: a process that has just started compiles what it runs, and has nothing in memory. */
const AVVIO_SECONDS = 10;
/** The database still writes, and takes away, what filling and merging have left: a register in use is not a minute old. */
const RIPOSO_MS = 60_000;
const MEMORIA_MB = 300;
const MAX_VOLTE = 3;

/**
 * The search over HTTP, 16 clients without a pause, words drawn from random registrations of the register that is searched: p50 and
 * p95 of each kind of query for 10,000, 100,000 and a million registrations.
 */
async function measure(quante: number): Promise<Misura[]> {
  const database = testDatabase(`bench-ricerca-${quante}`);
  const { registroS, indiceS } = await seedApart(database.uri, quante);
  await connectDatabase(database.uri);
  const sizes = async (nome: string): Promise<{ tutto: number; suDisco: number }> => {
    const stats = await mongoose.connection.db?.command({ collStats: nome });
    const indici = Number(stats?.['totalIndexSize']);
    return {
      tutto: (Number(stats?.['size']) + indici) / MIB,
      suDisco: (Number(stats?.['storageSize']) + indici) / MIB,
    };
  };
  const [blocchi, righe] = await Promise.all([sizes('ricerca-blocchi'), sizes('ricerca-righe')]);
  print({
    bench: 'ricerca',
    registrazioni: quante,
    registroS: round(registroS, 0),
    indiceS: round(indiceS, 0),
    indiceMB: round(blocchi.tutto, 0),
    indiceSuDiscoMB: round(blocchi.suDisco, 0),
    righeMB: round(righe.tutto, 0),
    righeSuDiscoMB: round(righe.suDisco, 0),
  });
  await mongoose.connection.db?.admin().command({ fsync: 1 });
  await setTimeout(RIPOSO_MS);
  const web = await startWeb({ database, env: { LIVELLO_LOG: 'error' } });
  const tokens = {
    rgd: await signIn(web.url, 'rgd', PASSWORD),
    istruttore: await signIn(web.url, 'istruttore', PASSWORD),
  };
  const misure: Misura[] = [];
  const ask = async ({ nome, chi, domanda }: Tipo): Promise<void> => {
    const params = new URLSearchParams(domanda(quante));
    const answer = await send(`${web.url}/api/v1/registrazioni?${params.toString()}`, 'GET', {
      authorization: `Bearer ${tokens[chi]}`,
    });
    if (answer.status !== 200) throw new Error(`${nome}: ${answer.status} ${answer.body.slice(0, 300)}`);
  };
  const sorte = createSorte('avvio');
  await load(CLIENTS, AVVIO_SECONDS, () => ask(sorte.pick(DOMANDE)));
  for (const una of DOMANDE) {
    const { nome, atteso } = una;
    await load(CLIENTS, WARM_SECONDS, () => ask(una));
    let ms: number[] = [];
    const peak = await peakDuring(web.pid, async () => {
      ({ ms } = await load(CLIENTS, SECONDS, () => ask(una)));
    });
    const misura = { nome, quante, p50: percentile(ms, 50), p95: percentile(ms, 95), atteso };
    misure.push(misura);
    print({
      bench: 'ricerca',
      registrazioni: quante,
      domanda: nome,
      domandeAlSecondo: round(ms.length / SECONDS, 0),
      p50Ms: round(misura.p50, 1),
      p95Ms: round(misura.p95, 1),
      attesoMs: atteso,
      memoriaWebMB: round(peak / MIB, 0),
      memoriaAttesaMB: MEMORIA_MB,
    });
  }
  await web.stop();
  await dropDatabase(database);
  await mongoose.disconnect();
  return misure;
}

const misure: Misura[] = [];
for (const quante of TAGLIE) misure.push(...(await measure(quante)));
const [prima, ultima] = TAGLIE.slice(-2);
for (const { nome } of DOMANDE) {
  const at = (quante: number | undefined): number =>
    misure.find((one) => one.nome === nome && one.quante === quante)?.p95 ?? NaN;
  print({
    bench: 'ricerca',
    domanda: nome,
    confronto: `p95 a ${ultima ?? 0} su p95 a ${prima ?? 0}`,
    volte: round(at(ultima) / at(prima)),
    atteso: MAX_VOLTE,
  });
}
if (process.env['BENCH_GRAFICO'] !== undefined) writeGrafico(misure, process.env['BENCH_GRAFICO']);
