import mongoose from 'mongoose';
import { clearDaVersare } from '../schemas/da-versare.model.js';
import '../schemas/fascicolo.model.js';
import '../schemas/non-inviabile.model.js';
import { RegistrazioneModel } from '../schemas/registrazione.model.js';
import { RegistroGiornalieroModel } from '../schemas/registro-giornaliero.model.js';
import { VersamentoModel } from '../schemas/versamento.model.js';
import { countDue } from '../server/conservazione/regole/conteggi.js';
import { copertureOf } from '../server/conservazione/regole/copertura.js';
import { selectDue } from '../server/conservazione/regole/seleziona.js';
import { ensureConservazione } from '../server/demo/conservazione.js';
import { AOO } from '../server/demo/ente.js';
import { addDays, legalDay } from '../server/lib/clock.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { buildEnte } from '../test/support/ente.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { median, percentile, print, round } from './lib/pairs.js';

/**
 * What is due, found in a register where a million registrations wait: milliseconds a batch, against the same in a register of
 * twenty thousand, and what each query looked at by the profiler of the database. Then the coverage of the years, a million packages
 * accepted.
 */
const QUANTE = Number(process.env['BENCH_DOVUTI'] ?? 1_000_000);
const LIMITE = 200;
const VOLTE = 40;
/** Enough for what is looked at and done with before it grows. */
const POCHE = 2 * VOLTE * LIMITE + 4_000;
const ATTESO_MS = 100;
const ALL_AT_ONCE = 5_000;
const ADESSO = new Date('2026-03-02T12:00:00+01:00');
const ANNI = 10;
const GIORNO_MS = 86_400_000;
/** Text of a registration, which no selection reads. */
const CANONICO = 'x'.repeat(600);

const dataOf = (i: number): Date => new Date(ADESSO.getTime() - ANNI * 365 * GIORNO_MS * (1 - i / QUANTE));

/** Nine in ten are classified, one in three is signed, one in fifty of these by a certificate that ends soon. */
function recordOf(i: number): Record<string, unknown> {
  const dataRegistrazione = dataOf(i);
  const scadenzaFirma = new Date(ADESSO.getTime() + (i % 150 === 0 ? 1 + (i % 29) : 200 + (i % 900)) * GIORNO_MS);
  return {
    aoo: AOO.codice,
    registro: 'PROT-GEN',
    anno: Number(legalDay(dataRegistrazione).slice(0, 4)),
    numero: i + 1,
    dataRegistrazione,
    ...(i % 10 !== 0 && { classifica: { codice: 'VI.3' } }),
    ...(i % 3 === 0 && { scadenzaFirma }),
    canonico: CANONICO,
    catena: { precedente: String(i) },
    richiesta: { autore: 'protocollo', chiave: String(i) },
    versione: 1,
    daVersare: 'nascita',
  };
}

const versamentoOf = (i: number): Record<string, unknown> => ({
  aoo: AOO.codice,
  tipo: 'unita-documentaria',
  riferimento: `2026/${i + 1}`,
  operazione: 'versamento',
  n: 1,
  vivo: true,
  conservatore: 'parer',
  chiave: { registro: 'PG', anno: 2026, numero: String(i) },
  stato: i % 100 === 0 ? 'rifiutato' : i % 20 === 0 ? 'accettato-con-avvisi' : 'accettato',
  dataDocumento: legalDay(dataOf(i)),
  accettatoIl: dataOf(i).toISOString(),
});

async function fill(
  collection: typeof RegistrazioneModel.collection,
  from: number,
  to: number,
  of: (i: number) => Record<string, unknown>,
): Promise<void> {
  for (let i = from; i < to; i += ALL_AT_ONCE)
    await collection.insertMany(
      Array.from({ length: Math.min(ALL_AT_ONCE, to - i) }, (_one, k) => of(i + k)),
      { ordered: false, writeConcern: { w: 1, journal: false } },
    );
}

const timed = async (task: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
};

/** Batch after batch, each looked at and done with, as the worker does. */
async function measure(): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; n < VOLTE; n += 1) {
    const begun = performance.now();
    const due = await selectDue(AOO.codice, LIMITE, ADESSO);
    ms.push(performance.now() - begun);
    if (due.length !== LIMITE) throw new Error(`only ${due.length} are due`);
    await Promise.all(due.map(({ tipo, riferimento }) => clearDaVersare(AOO.codice, tipo, riferimento, 1)));
  }
  return ms;
}

interface Profilo {
  ns: string;
  planSummary: string;
  keysExamined: number;
  docsExamined: number;
  nreturned: number;
  millis: number;
}

/** What the queries of one selection looked at. */
async function profile(): Promise<Profilo[]> {
  const db = mongoose.connection.db;
  if (db === undefined) throw new Error('not connected');
  await db.command({ profile: 2 });
  await selectDue(AOO.codice, LIMITE, ADESSO);
  await db.command({ profile: 0 });
  return (await db
    .collection('system.profile')
    .find(
      { 'command.find': { $exists: true }, ns: /registrazioni|attiRepertori|fascicoli|registriGiornalieri|versamenti/ },
      { projection: { _id: 0, ns: 1, planSummary: 1, keysExamined: 1, docsExamined: 1, nreturned: 1, millis: 1 } },
    )
    .toArray()) as unknown as Profilo[];
}

const database = testDatabase('bench-versamento-selezione');
await connectDatabase(database.uri);
await buildEnte(2026);
await ensureConservazione(2026);
const { collection } = RegistrazioneModel;
/** The indexes that are asked here, and no others: the register is filled sooner. */
async function onlyIndexes(model: typeof RegistrazioneModel | typeof VersamentoModel, needed: RegExp): Promise<void> {
  await model.collection.dropIndexes();
  const wanted = model.schema.indexes().filter(([key]) => needed.test(Object.keys(key).join(' ')));
  await model.collection.createIndexes(
    wanted.map(([key, options]) => ({ ...options, key })) as mongoose.mongo.IndexDescription[],
  );
}
await onlyIndexes(RegistrazioneModel, /daVersare|scadenzaFirma|^aoo registro anno numero$/);
await onlyIndexes(VersamentoModel, /dataDocumento/);

// ten years of daily registers, all shipped but the last
const giorni = Array.from({ length: ANNI * 365 }, (_one, i) => addDays(legalDay(ADESSO), i - ANNI * 365));
await RegistroGiornalieroModel.collection.insertMany(
  giorni.map((giorno) => ({ aoo: AOO.codice, giorno, precedente: giorno })),
);
await VersamentoModel.collection.insertMany(
  giorni.slice(0, -1).map((giorno, i) => ({
    ...versamentoOf(i),
    tipo: 'registro-giornaliero',
    riferimento: giorno,
    dataDocumento: giorno,
    chiave: { registro: 'RGP', anno: 2026, numero: String(i) },
  })),
);

await fill(collection, 0, POCHE, recordOf);
await measure(); // warms
const poche = await measure();
const seedS = (await timed(() => fill(collection, POCHE, QUANTE, recordOf))) / 1_000;
await measure();
const tante = await measure();
print({
  bench: 'versamento-selezione',
  dovute: QUANTE,
  limite: LIMITE,
  semeS: round(seedS, 0),
  medianaMs: round(median(tante), 1),
  p95Ms: round(percentile(tante, 95), 1),
  attesoMs: ATTESO_MS,
  medianaConPocheMs: round(median(poche), 1),
  rapporto: round(median(tante) / median(poche)),
});
for (const { ns, millis, ...one } of await profile())
  print({ bench: 'versamento-selezione', query: ns.split('.')[1], ...one, ms: millis });
const pileMs = await timed(() => countDue(AOO.codice, ADESSO));
print({ bench: 'versamento-selezione', pileMs: round(pileMs, 0) });

await fill(VersamentoModel.collection, 0, QUANTE, versamentoOf);
const copertura: number[] = [];
for (let n = 0; n < 5; n += 1) copertura.push(await timed(() => copertureOf(AOO.codice, ADESSO, 2025)));
print({ bench: 'versamento-selezione', pacchetti: QUANTE, coperturaMs: round(median(copertura), 0) });
await dropDatabases();
await mongoose.disconnect();
