import { readFileSync, readdirSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';
import type { Scansione } from '../schemas/scansione.api.js';
import { findScansioneById } from '../schemas/scansione.model.js';
import { systemClock } from '../server/lib/clock.js';
import { readConfig } from '../server/lib/config.js';
import { createLogger } from '../server/lib/logger.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { connectRedis } from '../server/lib/redis.js';
import { registroSource } from '../server/protocollo/apertura.js';
import { Registro } from '../server/protocollo/registro.js';
import { PAGINE_INSIEME } from '../server/scansione/accoda.js';
import { avanzaScansione } from '../server/scansione/avanza.js';
import { createScansione } from '../server/scansione/crea.js';
import type { DepsScansione } from '../server/scansione/deps.js';
import { LettoreImmagini } from '../server/scansione/immagini/lettore.js';
import { leggiProssima } from '../server/scansione/pagina.js';
import { createStore } from '../storage/create-store.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { buildCaller, buildRicevuto } from '../test/support/factories.js';
import { dipingi } from '../test/support/pagine-dipinte.js';
import { environmentOf, startWeb, startWorker } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { send, signIn } from './lib/client.js';
import { fogli } from './lib/lettere.js';
import { MIB, peakDuring } from './lib/memory.js';
import { print, round } from './lib/pairs.js';

/**
 * A batch of pages end to end through the real processes, from the request to the searchable copy, with the peak memory of the worker
 * and of what it starts, extrapolated to a thousand pages; and the queue alone: a thousand pages with a stub in the engines' place.
 */
const PAGINE = Number(process.env['BENCH_PAGINE'] ?? 40);
const CODA = Number(process.env['BENCH_CODA'] ?? 1_000);
const DPI = 300;
const ATTESA_MS = 3_600_000;
const A4 = [595.28, 841.89] as const;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The processes that a process has started, and theirs. */
function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const own = tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return own.flatMap((child) => [child, ...childrenOf(child)]);
}

function residentNow(pid: number): number {
  const all = [pid, ...childrenOf(pid)];
  return all.reduce((sum, one) => {
    const status = readFileSync(`/proc/${one}/status`, 'utf8');
    return sum + Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
  }, 0);
}

/** A PDF of scanned letters, grey JPEG, one a page. */
async function lotto(quante: number): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  for (const foglio of fogli(quante)) {
    const jpeg = await sharp(await dipingi(foglio, DPI))
      .jpeg({ quality: 85 })
      .toBuffer();
    pdf.addPage([...A4]).drawImage(await pdf.embedJpg(jpeg), { x: 0, y: 0, width: A4[0], height: A4[1] });
  }
  return Buffer.from(await pdf.save());
}

const formaOf = (pdf: Buffer): { headers: Record<string, string>; body: Buffer } => {
  const limite = 'limite-della-misura';
  const head = `--${limite}\r\nContent-Disposition: form-data; name="documento"; filename="lotto.pdf"\r\nContent-Type: application/pdf\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${limite}` },
    body: Buffer.concat([Buffer.from(head), pdf, Buffer.from(`\r\n--${limite}--\r\n`)]),
  };
};

const database = testDatabase('bench-scansione');
await connectDatabase(database.uri);
await buildEnte(new Date().getFullYear());

async function misuraLotto(): Promise<void> {
  const pdf = await lotto(PAGINE);
  const env = { LIVELLO_LOG: 'error' };
  const web = await startWeb({ database, env });
  const worker = startWorker({ database, env });
  const authorization = `Bearer ${await signIn(web.url, 'protocollo', PASSWORD)}`;
  const { headers, body } = formaOf(pdf);
  const start = performance.now();
  const taken = await send(`${web.url}/api/v1/scansioni`, 'POST', { ...headers, authorization }, body);
  if (taken.status !== 202) throw new Error(`${taken.status} ${taken.body.slice(0, 500)}`);
  const { id } = JSON.parse(taken.body) as Scansione;
  let picco = 0;
  let stato = 'in-coda';
  for (const end = start + ATTESA_MS; stato.startsWith('in-') && performance.now() < end; await pause(100)) {
    try {
      picco = Math.max(picco, residentNow(worker.pid));
    } catch {
      // a process that has just ended
    }
    stato = (await findScansioneById(id))?.stato ?? 'errore';
  }
  const secondi = (performance.now() - start) / 1_000;
  await worker.stop();
  await web.stop();
  print({
    bench: 'scansione',
    misura: 'lotto',
    pagine: PAGINE,
    stato,
    secondi: round(secondi),
    pagineAlMinuto: round((PAGINE / secondi) * 60, 1),
    piccoMb: round(picco / MIB, 0),
    minutiPerMille: round(((secondi / PAGINE) * 1_000) / 60, 1),
  });
}

async function misuraCoda(): Promise<void> {
  const config = readConfig(environmentOf({ database }));
  const log = createLogger('error', 'bench');
  const store = await createStore(config.storage);
  const redis = connectRedis(config.redisUrl, log);
  const png = await dipingi(fogli(1)[0] ?? { testo: 'Prova' }, 100);
  const immagini = new LettoreImmagini();
  const letta = await immagini.leggiPagina(png, 0, { rotazione: 0, soglie: { milleBianca: 1 } });
  immagini.close();
  const pagine = Array.from({ length: CODA }, () => ({ larghezza: 848, altezza: 1_200, testo: false }));
  const deps: DepsScansione = {
    config,
    log,
    store,
    redis,
    clock: { ...systemClock, ensureReliable: () => Promise.resolve() },
    registro: new Registro({ ...systemClock, ensureReliable: () => Promise.resolve() }, registroSource),
    dimostrazione: true,
    immagini: { apri: () => Promise.resolve({ tipo: 'pdf', pagine }), leggiPagina: () => Promise.resolve(letta) },
    parole: { leggi: () => Promise.resolve({ parole: [], fiducia: 90 }) },
  };
  const inizio = Buffer.from('%PDF-1.7');
  const file = buildRicevuto({ nome: 'coda.pdf', mime: 'application/pdf', inizio, modificato: new Date() });
  const caller = buildCaller('operatore');
  const { scansione } = await createScansione(
    deps,
    caller,
    { specie: 'scansione', richiesta: {}, file: [file] },
    'coda',
  );
  const start = performance.now();
  let letteSecondi = 0;
  const picco = await peakDuring(process.pid, async () => {
    await avanzaScansione(deps, scansione._id);
    await Promise.all(
      Array.from({ length: PAGINE_INSIEME }, async () => {
        while ((await leggiProssima(deps, scansione._id)) === 'letta') continue;
      }),
    );
    letteSecondi = (performance.now() - start) / 1_000;
    await avanzaScansione(deps, scansione._id);
  });
  const fine = await findScansioneById(scansione._id);
  redis.disconnect();
  print({
    bench: 'scansione',
    misura: 'coda',
    pagine: CODA,
    stato: fine?.stato,
    pagineAlSecondo: round(CODA / letteSecondi, 1),
    msPerPagina: round((letteSecondi / CODA) * 1_000, 2),
    copiaSecondi: round((performance.now() - start) / 1_000 - letteSecondi),
    copiaMb: round((fine?.copia?.dimensione ?? 0) / MIB, 1),
    piccoMb: round(picco / MIB, 0),
  });
}

await misuraCoda();
await misuraLotto();
await dropDatabases();
process.exit(0);
