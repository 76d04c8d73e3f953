import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import mongoose from 'mongoose';
import { RegistrazioneModel } from '../schemas/registrazione.model.js';
import { VersamentoModel } from '../schemas/versamento.model.js';
import { sweepConservazione } from '../server/conservazione/sweep.js';
import { ensureConservazione } from '../server/demo/conservazione.js';
import { systemClock } from '../server/lib/clock.js';
import { readConfig } from '../server/lib/config.js';
import { createLogger } from '../server/lib/logger.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { createStore } from '../storage/create-store.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { environmentOf, startScript, startWeb, startWorker, storageDirOf } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { multipartOf, pdfOf, send, signIn } from './lib/client.js';
import { registerGrande } from './lib/grande.js';
import { MIB, peakDuring, residentBytes } from './lib/memory.js';
import { print, round } from './lib/pairs.js';

/**
 * Packages to the simulated receiver on the same machine: many small registrations, then few large ones; prepared first, then sent by
 * the real worker process, against the bare upload of the same bytes, hashed here and there, as many at once.
 */
const PICCOLI = Number(process.env['BENCH_PICCOLI'] ?? 10_000);
const GRANDI = Number(process.env['BENCH_GRANDI'] ?? 20);
const GRANDE_BYTE = 500_000_000;
const PICCOLO_BYTE = 20_000;
/** As the line of the receiver is configured. */
const INSIEME = 2;
const CLIENTI = 16;
const RAPPORTO_MINIMO = 0.7;
const MEMORIA_MB = 250;
const ATTESA_MS = 3_600_000;
const PASSWORD_SIMULATORE = 'bench';

const anno = new Date().getFullYear();
const database = testDatabase('bench-versamento');
await connectDatabase(database.uri);
await buildEnte(anno);
await ensureConservazione(anno);

const simulatore = startScript('scripts/simulatore-parer.js', [], {
  database,
  env: { PARER_PASSWORD: PASSWORD_SIMULATORE, SIMULATORE_TIENI_FILE: 'no' },
});
let url: string | undefined;
while (url === undefined) {
  await new Promise((resolve) => setTimeout(resolve, 50));
  url = /(http:\/\/127\.0\.0\.1:\d+)/.exec(simulatore.output())?.[1];
}
const env = {
  PARER_URL: url,
  PARER_UTENTE: 'protocollo_c_x000',
  PARER_PASSWORD: PASSWORD_SIMULATORE,
  LIVELLO_LOG: 'error',
};
const web = await startWeb({ database, env });
const tokens = {
  rgd: await signIn(web.url, 'rgd', PASSWORD),
  responsabile: await signIn(web.url, 'responsabile', PASSWORD),
};

const fascicolo = await send(
  `${web.url}/api/v1/fascicoli`,
  'POST',
  { authorization: `Bearer ${tokens.responsabile}`, 'content-type': 'application/json' },
  Buffer.from(JSON.stringify({ oggetto: 'Misura dei versamenti', tipo: 'affare', classifica: 'VI.3.1', uo: 'U410' })),
);
const richiesta = {
  flusso: 'E',
  oggetto: 'Richiesta di permesso di costruire in via del Lago',
  mittenti: [
    {
      tipo: 'PAI',
      denominazione: 'Regione - Protezione civile',
      codiceIPA: 'r_x000',
      codiceAOO: 'AREG001',
      denominazioneAOO: 'Giunta regionale',
      domicilioDigitale: 'regione@pec.regione.example',
    },
  ],
  destinatari: [{ tipo: 'UO', uo: 'U410' }],
  mezzo: 'pec',
  classifica: 'VI.3.1',
  tipologia: 'Istanza',
  fascicolo: (JSON.parse(fascicolo.body) as { id: string }).id,
};
const authorization = `Bearer ${tokens.rgd}`;

/** So many at once. */
async function inParallel(quanti: number, insieme: number, act: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: insieme }, async () => {
      for (let i = next++; i < quanti; i = next++) await act(i);
    }),
  );
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const registraPiccolo = async (): Promise<void> => {
  const { headers, body } = multipartOf(richiesta, pdfOf(PICCOLO_BYTE));
  const answer = await send(`${web.url}/api/v1/registrazioni`, 'POST', { ...headers, authorization }, body);
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.body.slice(0, 500)}`);
};

/** A server that hashes what it is sent, and keeps nothing. */
const pozzo = spawn(process.execPath, [
  '-e',
  `const { createHash } = require('node:crypto');
   require('node:http').createServer((req, res) => {
     const hash = createHash('sha256');
     req.on('data', (chunk) => hash.update(chunk)).on('end', () => res.end(hash.digest('hex')));
   }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`,
]);
const [porta] = (await once(pozzo.stdout, 'data')) as [Buffer];

/** The bare limit: a stored file read, hashed and sent. */
async function inviaNudo(sha256: string): Promise<void> {
  const file = path.join(storageDirOf(database), sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const request = http.request({ host: '127.0.0.1', port: Number(String(porta)), method: 'POST' });
  const answered = once(request, 'response') as Promise<[http.IncomingMessage]>;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (!request.write(chunk)) await once(request, 'drain');
  }
  request.end();
  const [answer] = await answered;
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  if (Buffer.concat(chunks).toString() !== hash.digest('hex')) throw new Error('the bare upload arrived otherwise');
}

const deps = {
  clock: systemClock,
  store: await createStore(readConfig(environmentOf({ database, env })).storage),
  config: readConfig(environmentOf({ database, env })),
  log: createLogger('error', 'bench'),
};
const prepara = async (): Promise<void> => {
  const never = new AbortController().signal;
  while ((await sweepConservazione(deps, never)).preparati > 0);
};
const accettati = (): Promise<number> =>
  VersamentoModel.countDocuments({ stato: { $in: ['accettato', 'accettato-con-avvisi'] } });

async function untilAccettati(quanti: number): Promise<void> {
  for (const end = performance.now() + ATTESA_MS; performance.now() < end;) {
    if ((await accettati()) >= quanti) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the packages were not accepted in time');
}

/** From the beginning of the first call to the end of the last one, seconds. */
async function durata(dal: Date): Promise<number> {
  const chiamate = await VersamentoModel.aggregate<{ inizio: string; fine: string }>([
    { $unwind: '$tentativi' },
    { $match: { 'tentativi.inizio': { $gte: dal.toISOString() } } },
    { $group: { _id: null, inizio: { $min: '$tentativi.inizio' }, fine: { $max: '$tentativi.fine' } } },
  ]);
  const [{ inizio, fine } = { inizio: '', fine: '' }] = chiamate;
  return (Date.parse(fine) - Date.parse(inizio)) / 1000;
}

/** One measure: so many registrations of a kind, prepared, sent by a worker, and sent bare. */
async function misura(nome: string, quanti: number, registra: () => Promise<unknown>, clienti: number) {
  const prima = await accettati();
  const gia = new Set((await RegistrazioneModel.distinct('documento.sha256')).map(String));
  await inParallel(quanti, clienti, registra);
  const file = (await RegistrazioneModel.distinct('documento.sha256')).map(String).filter((sha256) => !gia.has(sha256));
  const preparaSecondi = await seconds(prepara);
  const dal = new Date();
  const byte = await VersamentoModel.aggregate<{ byte: number }>([
    { $match: { stato: 'preparato' } },
    { $group: { _id: null, byte: { $sum: '$dimensione' } } },
  ]);
  const mb = (byte[0]?.byte ?? 0) / MIB;
  const worker = startWorker({ database, env });
  const picco = await peakDuring(worker.pid, () => untilAccettati(prima + quanti));
  const memoria = Math.max(picco, await residentBytes(worker.pid));
  await worker.stop();
  const secondi = await durata(dal);
  const nudo = await seconds(() => inParallel(file.length, INSIEME, (i) => inviaNudo(file[i] ?? '')));
  print({
    bench: 'versamento',
    misura: nome,
    pacchetti: quanti,
    mb: round(mb, 0),
    preparaSecondi: round(preparaSecondi, 1),
    invioSecondi: round(secondi, 1),
    limiteSecondi: round(nudo, 1),
    pacchettiAlMinuto: round((quanti / secondi) * 60, 0),
    mbAlSecondo: round(mb / secondi, 1),
    rapporto: round(nudo / secondi),
    rapportoConPreparazione: round(nudo / (secondi + preparaSecondi)),
    ...(nome === 'grandi' && { atteso: RAPPORTO_MINIMO }),
    memoriaMassimaMb: round(memoria / MIB, 0),
    memoriaAttesaMb: MEMORIA_MB,
  });
}

if (PICCOLI > 0) await misura('piccoli', PICCOLI, registraPiccolo, CLIENTI);
if (GRANDI > 0) await misura('grandi', GRANDI, () => registerGrande(web.url, authorization, richiesta, GRANDE_BYTE), 1);

pozzo.kill();
await web.stop();
await simulatore.stop();
await dropDatabases();
await mongoose.disconnect();
