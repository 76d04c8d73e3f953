import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { RegistrazioneModel, type Registrazione } from '../schemas/registrazione.model.js';
import { systemClock } from '../server/lib/clock.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { derivedOf } from '../server/protocollo/eventi.js';
import { type Bozza, Registro } from '../server/protocollo/registro.js';
import { verifyRegistro } from '../server/protocollo/verifica-registro.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { alternate, median, print, round } from './lib/pairs.js';

const RECORDS = Number(process.env['BENCH_REGISTRAZIONI'] ?? 100_000);
const PAIRS = 5;
const TIMES = 10;
const WORDS =
  'richiesta istanza comunicazione variazione permesso edilizia strada lago centro scuola rimborso tributo verbale'.split(
    ' ',
  );

/** The chain of 100,000 records, seeded through the writer, against the bare SHA-256 of the same texts, one by one. */
const database = testDatabase('bench-verifica');
await connectDatabase(database.uri);
const clock = { ...systemClock, ensureReliable: () => Promise.resolve() };
const registro = new Registro(clock, {
  codiceIPA: () => Promise.resolve('c_x000'),
  begin: () => Promise.resolve({ coda: null }),
});

function bozzaOf(i: number): Bozza {
  const sha256 = createHash('sha256').update(String(i)).digest('hex');
  const file = { mime: 'application/pdf', formato: { mime: 'application/pdf' }, firme: [] };
  const free = {
    mezzo: 'pec',
    classifica: { codice: 'VI.3', voce: 'Edilizia privata', versione: 2 },
    assegnazioni: [{ uo: 'U410', tipo: 'competenza' as const }],
    riservatezza: { livello: 'ordinaria' as const, uo: [], utenti: [] },
  };
  const contenuto = {
    flusso: 'E' as const,
    oggetto: Array.from({ length: 10 }, (_, k) => WORDS[(i * 7 + k * 3) % WORDS.length]).join(' '),
    mittenti: [
      { tipo: 'PG' as const, denominazione: `Ditta ${i % 5_000}`, domicilioDigitale: `d${i % 5_000}@pec.example.it` },
    ],
    destinatari: [{ tipo: 'UO' as const, uo: 'U410' }],
    documento: { nome: 'istanza.pdf', dimensione: 50_000, sha256, ...file },
    allegati: [],
    ...free,
    stato: 'valida' as const,
    rinnovi: [],
  };
  return {
    _id: new mongoose.Types.ObjectId(),
    aoo: 'AVLD001',
    registro: 'PROT-GEN',
    operatore: 'protocollo',
    uoOperatore: 'U110',
    ...contenuto,
    nascita: { ...free, avvisi: [], documento: file, allegati: [] },
    eventi: [],
    richiesta: { autore: 'protocollo', chiave: `bench-${i}`, sha256 },
    versione: 1,
    ...derivedOf(contenuto),
  };
}

for (let i = 0; i < RECORDS; i += 1_000) {
  await Promise.all(Array.from({ length: Math.min(1_000, RECORDS - i) }, (_, k) => registro.register(bozzaOf(i + k))));
}
const anno = (await RegistrazioneModel.findOne().lean<Registrazione>())?.anno ?? 0;
const texts = (await RegistrazioneModel.find({}, { canonico: 1 }).lean<Pick<Registrazione, 'canonico'>[]>()).map(
  ({ canonico }) => canonico,
);

const timed = async (task: () => Promise<void> | void): Promise<number> => {
  const start = performance.now();
  await task();
  return performance.now() - start;
};
const verify = () =>
  timed(async () => {
    const { integro, registrazioni, primoErrore } = await verifyRegistro('AVLD001', anno);
    if (!integro || registrazioni !== RECORDS) throw new Error(JSON.stringify(primoErrore ?? registrazioni));
  });
const bare = () =>
  timed(() => {
    for (const text of texts) createHash('sha256').update(text, 'utf8').digest('hex');
  });

const { one, other } = await alternate(PAIRS, verify, bare);
print({
  bench: 'verifica',
  registrazioni: RECORDS,
  verificaMs: round(median(one), 0),
  sha256Ms: round(median(other), 0),
  volte: round(median(one.map((ms, i) => ms / (other[i] ?? NaN))), 1),
  atteso: TIMES,
  rssMB: round(process.memoryUsage().rss / 1_048_576, 0),
});
await dropDatabases();
await mongoose.disconnect();
