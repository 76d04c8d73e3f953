import mongoose from 'mongoose';
import { carattereControllo, cifraControllo } from '../schemas/codici.api.js';
import '../schemas/corrispondente.model.js';
import { AOO_IPA } from '../schemas/rubrica.model.js';
import type { Soggetto } from '../schemas/soggetto.api.js';
import { AOO } from '../server/demo/ente.js';
import { connectDatabase } from '../server/lib/mongo.js';
import { chiaveOf, codiciOf, nomeOf, paroleOfSoggetto } from '../server/rubrica/chiave.js';
import { buildEnte, PASSWORD } from '../test/support/ente.js';
import { startWeb } from '../test/support/processi.js';
import { dropDatabases, testDatabase } from '../test/support/servizi.js';
import { send, signIn } from './lib/client.js';
import { load, median, percentile, print, round } from './lib/pairs.js';

const CLIENTS = 16;
const SECONDS = Number(process.env['BENCH_SECONDI'] ?? 5);
const PICCOLA = 1_000;
const GRANDE = Number(process.env['BENCH_CORRISPONDENTI'] ?? 100_000);
const QUOTA_IPA = 0.4;
const ATTESO_MS = 50;

/**
 * Type-ahead over HTTP while 16 clients type at once: p95 by kind of what is typed, in an address book of 100,000 (registrations'
 * memories and the IPA), against the same in one of 1,000 measured in the same run.
 */
const SILLABE =
  'ba ber bo ca car che co da del do fa fer ga gio la lo lu ma man mi mo na ni pa per pi ra ri ro sa ser si ta ti to va ve zo'.split(
    ' ',
  );
const MESTIERI = ['Impresa', 'Studio', 'Ditta', 'Officina', 'Cooperativa', 'Associazione', 'Condominio'];
const draw = <T>(values: readonly T[]): T => values[Math.floor(Math.random() * values.length)] as T;
const parola = (): string => {
  const text = Array.from({ length: 2 + Math.floor(Math.random() * 2) }, () => draw(SILLABE)).join('');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const pad = (n: number, length: number): string => String(n).padStart(length, '0');

function persona(n: number): Soggetto {
  const primi = `${Array.from({ length: 6 }, () => draw('BCDFGLMNPRSTVZ'.split(''))).join('')}${pad(n % 100, 2)}A01H${pad(n % 1000, 3)}`;
  return {
    tipo: 'PF',
    cognome: parola(),
    nome: parola(),
    codiceFiscale: primi + carattereControllo(primi),
    indirizzo: `via ${parola()} ${n % 200}`,
  };
}
function ditta(n: number): Soggetto {
  const prime = pad(n + 1_000_000, 10);
  return {
    tipo: 'PG',
    denominazione: `${draw(MESTIERI)} ${parola()} ${parola()}`,
    partitaIva: `${prime}${cifraControllo(prime)}`,
    domicilioDigitale: `d${n}@pec.${parola().toLowerCase()}.example`,
  };
}
const ente = (n: number): Soggetto => ({
  tipo: 'PAI',
  denominazione: `Comune di ${parola()}`,
  codiceIPA: `c_${pad(n, 6)}`,
  codiceAOO: `A${pad(n, 6)}`,
  denominazioneAOO: 'Protocollo generale',
  domicilioDigitale: `protocollo@pec.comune${n}.example`,
});

const soggetti: Soggetto[] = [];
const common = (soggetto: Soggetto) => ({
  soggetto,
  nome: nomeOf(soggetto),
  codici: codiciOf(soggetto),
  parole: paroleOfSoggetto(soggetto),
});

/** Adds correspondents up to that many: some used a thousand times, most once. */
async function seed(upTo: number): Promise<void> {
  for (let from = soggetti.length; from < upTo; from = soggetti.length) {
    const some = Array.from({ length: Math.min(5_000, upTo - from) }, (_, i) => {
      const n = from + i;
      return Math.random() < QUOTA_IPA ? ente(n) : n % 2 === 0 ? persona(n) : ditta(n);
    });
    soggetti.push(...some);
    const ricordi = some
      .filter(({ tipo }) => tipo !== 'PAI')
      .map((soggetto) => ({
        aoo: AOO.codice,
        vista: '/aoo',
        chiave: chiaveOf(soggetto),
        usi: Math.ceil(1 / (Math.random() + 0.001)),
        ultimoUso: new Date(),
        recapiti: {},
        ...common(soggetto),
      }));
    const schede = some
      .filter(({ tipo }) => tipo === 'PAI')
      .map((soggetto) => ({
        aoo: AOO_IPA,
        chiavi: [chiaveOf(soggetto)],
        ...common(soggetto),
        rango: 0,
        recapiti: [{ tipo: 'digitale', valore: soggetto.domicilioDigitale, fonte: 'ipa', dal: '2026-01-01' }],
        origine: 'ipa',
        pubblica: true,
        stato: 'attivo',
        storia: [],
        versione: 1,
      }));
    await mongoose.connection
      .collection('corrispondenti')
      .insertMany(ricordi, { ordered: false })
      .catch(() => undefined); // a drawn code may come twice
    await mongoose.connection.collection('rubrica').insertMany(schede);
  }
}

/** What a person types to find one of those that are there. */
const DOMANDE: Readonly<Record<string, (soggetto: Soggetto) => string | undefined>> = {
  nome: ({ cognome, denominazione }) =>
    draw((cognome ?? denominazione ?? '').split(' ')).slice(0, 3 + Math.floor(Math.random() * 3)),
  dueParole: ({ cognome, nome, denominazione }) => {
    const [one = '', other = ''] = cognome === undefined ? (denominazione ?? '').split(' ').slice(-2) : [cognome, nome];
    return `${one} ${other.slice(0, 3)}`;
  },
  codiceFiscale: ({ codiceFiscale }) => codiceFiscale?.slice(0, 8),
  partitaIva: ({ partitaIva }) => partitaIva?.slice(0, 9),
  codiceIpa: ({ codiceIPA }) => codiceIPA,
  indirizzo: ({ domicilioDigitale, indirizzo }) => domicilioDigitale ?? indirizzo,
};

const database = testDatabase('bench-rubrica');
await connectDatabase(database.uri);
await buildEnte(new Date().getFullYear());
const web = await startWeb({ database, env: { LIVELLO_LOG: 'warn' } });
const authorization = `Bearer ${await signIn(web.url, 'protocollo', PASSWORD)}`;

function drawQuery(kind: string): string {
  for (;;) {
    const q = DOMANDE[kind]?.(draw(soggetti));
    if (q !== undefined && q !== '') return q;
  }
}
async function measure(kinds: readonly string[]): Promise<number[]> {
  const run = await load(CLIENTS, SECONDS, async () => {
    const q = drawQuery(draw(kinds));
    const { status, body } = await send(`${web.url}/api/v1/corrispondenti?limite=8&q=${encodeURIComponent(q)}`, 'GET', {
      authorization,
    });
    if (status !== 200 || body === '{"elementi":[]}') throw new Error(`${q}: ${status} ${body.slice(0, 200)}`);
  });
  return run.ms;
}

const all = Object.keys(DOMANDE);
await seed(PICCOLA);
await measure(all); // warms
const piccola = await measure(all);
await seed(GRANDE);
await measure(all);
for (const kind of all) {
  const ms = await measure([kind]);
  print({ bench: 'rubrica', domanda: kind, medianaMs: round(median(ms), 1), p95Ms: round(percentile(ms, 95), 1) });
}
const grande = await measure(all);
print({
  bench: 'rubrica',
  corrispondenti: GRANDE,
  client: CLIENTS,
  alSecondo: round(grande.length / SECONDS, 0),
  medianaMs: round(median(grande), 1),
  p95Ms: round(percentile(grande, 95), 1),
  attesoMs: ATTESO_MS,
  p95Con1000Ms: round(percentile(piccola, 95), 1),
  rapporto: round(percentile(grande, 95) / percentile(piccola, 95)),
});
await web.stop();
await dropDatabases();
await mongoose.disconnect();
