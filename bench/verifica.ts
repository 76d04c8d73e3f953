import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { RegistrazioneModel, type Registrazione } from '../schemas/registrazione.model.js';
import { systemClock } from '../server/lib/clock.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { derivedOf, evento } from '../server/protocollo/eventi.js';
import { type Bozza, Registro } from '../server/protocollo/registro.js';
import { verifyRegistro } from '../server/protocollo/verifica-registro.js';
import { withEventi } from '../test/support/factories.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { alternate, median, print, round } from './lib/pairs.js';

const RECORDS = Number(process.env['BENCH_REGISTRAZIONI'] ?? 100_000);
const PAIRS = 5;
const TIMES = 10;
const WORDS =
  'richiesta istanza comunicazione variazione permesso edilizia strada lago centro scuola rimborso tributo verbale'.split(
    ' ',
  );

/**
 * The chain of 100,000 records, seeded through the writer, against the bare SHA-256 of the same texts, one by one; and, of fewer
 * records that were then assigned, taken in charge and classified, the same with the texts of those acts.
 */
const database = testDatabase('bench-verifica');
await connectDatabase(database.uri);
const clock = { ...systemClock, ensureReliable: () => Promise.resolve() };
const registro = new Registro(clock, {
  codiceIPA: () => Promise.resolve('c_x000'),
  begin: () => Promise.resolve({ coda: null }),
});

function bozzaOf(aoo: string, i: number): Bozza {
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
    aoo,
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

async function seed(aoo: string, records: number): Promise<void> {
  for (let i = 0; i < records; i += 1_000)
    await Promise.all(
      Array.from({ length: Math.min(1_000, records - i) }, (_, k) => registro.register(bozzaOf(aoo, i + k))),
    );
}

/** The acts of an ordinary document, each a write of its own; put in by hand, since here only the reading is measured. */
function afterActs(record: Registrazione): Registrazione {
  const at = (minutes: number) => ({
    data: new Date(record.dataRegistrazione.getTime() + minutes * 60_000),
    utente: 'istruttore',
  });
  const { assegnazioni: precedenti, classifica: vecchio } = record;
  const assegnazioni = [...precedenti, { uo: 'U310', tipo: 'conoscenza' as const }];
  const nuovo = { codice: 'VI.4', voce: 'Edilizia pubblica', versione: 2 };
  return [
    evento('assegnazione', at(5), { assegnazioni, precedenti }),
    evento('presa-in-carico', at(60), { uo: 'U410' }),
    evento('classificazione', at(90), { campo: 'classifica', ...(vecchio !== undefined && { vecchio }), nuovo }),
  ].reduce((after, act) => withEventi(after, act), record);
}

async function actOn(aoo: string): Promise<void> {
  const records = await RegistrazioneModel.find({ aoo }).lean<Registrazione[]>();
  const replaced = records.map(afterActs).map((record) => ({
    replaceOne: { filter: { _id: record._id }, replacement: record },
  }));
  await mongoose.connection.collection<Registrazione>(RegistrazioneModel.collection.name).bulkWrite(replaced);
}

const timed = async (task: () => Promise<void> | void): Promise<number> => {
  const start = performance.now();
  await task();
  return performance.now() - start;
};

async function measure(aoo: string): Promise<Record<string, number>> {
  const records = await RegistrazioneModel.find({ aoo }, { anno: 1, canonico: 1, 'eventi.canonico': 1 }).lean<
    Registrazione[]
  >();
  const anno = records[0]?.anno ?? 0;
  const texts = records.flatMap(({ canonico, eventi }) => [canonico, ...eventi.map((one) => one.canonico)]);
  const verify = () =>
    timed(async () => {
      const { integro, registrazioni, primoErrore } = await verifyRegistro(aoo, anno);
      if (!integro || registrazioni !== records.length) throw new Error(JSON.stringify(primoErrore ?? registrazioni));
    });
  const bare = () =>
    timed(() => {
      for (const text of texts) createHash('sha256').update(text, 'utf8').digest('hex');
    });
  const { one, other } = await alternate(PAIRS, verify, bare);
  return {
    registrazioni: records.length,
    testi: texts.length,
    verificaMs: round(median(one), 0),
    sha256Ms: round(median(other), 0),
    volte: round(median(one.map((ms, i) => ms / (other[i] ?? NaN))), 1),
  };
}

await seed('AVLD001', RECORDS);
print({
  bench: 'verifica',
  ...(await measure('AVLD001')),
  atteso: TIMES,
  rssMB: round(process.memoryUsage().rss / 1_048_576, 0),
});
await seed('AVLD002', RECORDS / 10);
await actOn('AVLD002');
print({ bench: 'verifica', caso: 'con tre atti ciascuna', ...(await measure('AVLD002')) });
await dropDatabases();
await mongoose.disconnect();
