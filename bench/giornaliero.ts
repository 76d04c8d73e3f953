import { createHash } from 'node:crypto';
import mongoose from 'mongoose';
import { AooModel, type Aoo, insertAoo } from '../schemas/aoo.model.js';
import { insertSistema } from '../schemas/sistema.model.js';
import '../schemas/registrazione.model.js';
import '../schemas/registro-giornaliero.model.js';
import '../schemas/utente.model.js';
import { buildAoo } from '../server/accesso/impostazioni.js';
import { closeThrough } from '../server/giornaliero/chiusura.js';
import { ensureCopia } from '../server/giornaliero/copia.js';
import { addDays, legalDay } from '../server/lib/clock.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { derivedOf } from '../server/protocollo/eventi.js';
import { type Bozza, Registro } from '../server/protocollo/registro.js';
import { createStore } from '../storage/create-store.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { MIB, peakDuring } from './lib/memory.js';
import { print, round } from './lib/pairs.js';

const RECORDS = Number(process.env['BENCH_REGISTRAZIONI'] ?? 5_000);
const PICCOLA = 50;
const LIMIT_MB = 400;
const AOO = 'AVLD001';
const WORDS =
  'richiesta istanza comunicazione variazione permesso edilizia strada lago centro scuola rimborso tributo verbale'.split(
    ' ',
  );

/** The register of a day of 5,000 registrations, closed and drawn in this process, against that of a day of 50. */
const database = testDatabase('bench-giornaliero');
await connectDatabase(database.uri);
await insertSistema({ dimostrazione: true });
const ente = { denominazione: 'Comune di Valdoria', codiceIPA: 'c_x000', codiceFiscale: '99999999990' };
await insertAoo(buildAoo(AOO, 'Comune di Valdoria', ente, '09-03'));
let adesso = new Date('2026-03-02T08:00:00+01:00');
const clock = { now: () => adesso, ensureReliable: () => Promise.resolve() };
const registro = new Registro(clock, {
  codiceIPA: () => Promise.resolve('c_x000'),
  begin: () => Promise.resolve({ coda: null }),
});

let serial = 0;
function bozza(): Bozza {
  const i = ++serial;
  const hash = (di: string): string => createHash('sha256').update(`${di}${i}`).digest('hex');
  const file = { mime: 'application/pdf', formato: { mime: 'application/pdf' }, firme: [] };
  const free = {
    mezzo: 'pec',
    classifica: { codice: 'VI.3', voce: 'Edilizia privata', versione: 2 },
    assegnazioni: [{ uo: 'U410', tipo: 'competenza' as const }],
    riservatezza: { livello: 'ordinaria' as const, uo: [], utenti: [] },
  };
  const allegati =
    i % 3 === 0 ? [{ n: 1, nome: 'planimetria.pdf', dimensione: 90_000, sha256: hash('a'), ...file }] : [];
  const contenuto = {
    flusso: 'E' as const,
    oggetto: Array.from({ length: 12 }, (_, k) => WORDS[(i * 7 + k * 3) % WORDS.length]).join(' '),
    mittenti: [{ tipo: 'PG' as const, denominazione: `Ditta ${i} S.r.l.`, domicilioDigitale: `d${i}@pec.example.it` }],
    destinatari: [{ tipo: 'UO' as const, uo: 'U410' }],
    protocolloMittente: { numero: `${i}/2026`, data: '2026-02-27' },
    documento: { nome: `istanza-${i}.pdf`, dimensione: 50_000, sha256: hash('d'), ...file },
    allegati,
    ...free,
    stato: 'valida' as const,
    rinnovi: [],
  };
  return {
    _id: new mongoose.Types.ObjectId(),
    aoo: AOO,
    registro: 'PROT-GEN',
    operatore: 'protocollo',
    uoOperatore: 'U110',
    ...contenuto,
    nascita: { ...free, avvisi: [], documento: file, allegati: allegati.map(() => file) },
    eventi: [],
    richiesta: { autore: 'protocollo', chiave: `bench-${i}`, sha256: hash('r') },
    versione: 1,
    ...derivedOf(contenuto),
  };
}

async function registra(quante: number): Promise<void> {
  for (let i = 0; i < quante; i += 500)
    await Promise.all(Array.from({ length: Math.min(500, quante - i) }, () => registro.register(bozza())));
}
await registra(PICCOLA);
adesso = new Date('2026-03-03T08:00:00+01:00');
await registra(RECORDS);

const store = await createStore({ tipo: 'cartella', percorso: process.env['STORAGE_DIR'] ?? '' });
const aoo = await AooModel.findById(AOO).lean<Aoo>();
if (aoo === null) throw new Error('no AOO');
const deps = { store, clock, dimostrazione: true };

/** One day closed and drawn: milliseconds of both, pages, the most memory that the process had meanwhile. */
async function measure(giorno: string) {
  adesso = new Date(`${addDays(giorno, 1)}T00:05:00+01:00`);
  let [chiusuraMs, disegnoMs, pagine, byte] = [0, 0, 0, 0];
  const peak = await peakDuring(process.pid, async () => {
    const start = performance.now();
    const { ultimo } = await closeThrough(deps, aoo as Aoo, giorno);
    if (ultimo?.giorno !== giorno) throw new Error(`${giorno} was not closed`);
    chiusuraMs = performance.now() - start;
    const copia = await ensureCopia(store, ultimo.xml.sha256);
    disegnoMs = performance.now() - start - chiusuraMs;
    ({ pagine } = copia);
    byte = ultimo.xml.dimensione + copia.pdf.dimensione;
  });
  return { chiusuraMs, disegnoMs, pagine, byte, peakMB: peak / MIB };
}

const giorno = legalDay(adesso);
const piccola = await measure(addDays(giorno, -1));
const grande = await measure(giorno);
print({
  bench: 'giornaliero',
  registrazioni: RECORDS,
  chiusuraMs: round(grande.chiusuraMs, 0),
  disegnoMs: round(grande.disegnoMs, 0),
  pagine: grande.pagine,
  pagineAlSecondo: round(grande.pagine / (grande.disegnoMs / 1_000), 1),
  fileMB: round(grande.byte / MIB, 1),
  piccoMB: round(grande.peakMB, 0),
  piccoMBDi50: round(piccola.peakMB, 0),
  rapportoMemoria: round(grande.peakMB / piccola.peakMB, 2),
  limiteMB: LIMIT_MB,
  entro: grande.peakMB < LIMIT_MB,
});
await dropDatabases();
await mongoose.disconnect();
