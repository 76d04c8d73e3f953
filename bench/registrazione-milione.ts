import mongoose from 'mongoose';
import { connectDatabase } from '../server/lib/mongo.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { startWeb, type TestWeb } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { signIn } from './lib/client.js';
import { alternate, median, print, round } from './lib/pairs.js';
import { registerFor } from './lib/registra.js';
import { seedRegistro } from './lib/seme.js';

const PRESENTI = Number(process.env['BENCH_REGISTRAZIONI'] ?? 1_000_000);
const CLIENTS = 64;
const SECONDS = Number(process.env['BENCH_SECONDI'] ?? 6);
const PAIRS = 5;

/** Registrations a second over HTTP into a register with a million records, against an empty one of the same run. */
async function prepare(nome: string, quante: number): Promise<{ web: TestWeb; token: string }> {
  const database = testDatabase(nome);
  await connectDatabase(database.uri);
  await buildEnte(new Date().getFullYear());
  if (quante > 0) await seedRegistro(quante, new Date());
  await mongoose.disconnect();
  const web = await startWeb({ database, env: { LIVELLO_LOG: 'warn' } });
  return { web, token: await signIn(web.url, 'protocollo', PASSWORD) };
}

const vuoto = await prepare('bench-vuoto', 0);
const pieno = await prepare('bench-pieno', PRESENTI);
const run = ({ web, token }: typeof vuoto) => registerFor(web.url, token, CLIENTS, SECONDS);
await run(vuoto);
await run(pieno); // warm
const { one, other } = await alternate(
  PAIRS,
  () => run(pieno),
  () => run(vuoto),
);
const ratios = one.map((pair, i) => pair.perSecond / (other[i]?.perSecond ?? NaN));
one.forEach(({ perSecond }, i) =>
  print({
    bench: 'registrazione-milione',
    coppia: i + 1,
    pieno: round(perSecond, 1),
    vuoto: round(other[i]?.perSecond ?? NaN, 1),
    rapporto: round(ratios[i] ?? NaN),
  }),
);
print({
  bench: 'registrazione-milione',
  presenti: PRESENTI,
  client: CLIENTS,
  registrazioniAlSecondo: round(median(one.map(({ perSecond }) => perSecond)), 1),
  aRegistroVuoto: round(median(other.map(({ perSecond }) => perSecond)), 1),
  rapporto: round(median(ratios)),
  atteso: 0.8,
});
await Promise.all([vuoto.web.stop(), pieno.web.stop()]);
await dropDatabases();
