import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'mocha';
import mongoose from 'mongoose';
import supertest, { type Test } from 'supertest';
import type { RegistrazioneRisposta } from '../../schemas/registrazione-risposta.api.js';
import { updateOrologio } from '../../schemas/sistema.model.js';
import '../../schemas/accesso-registrato.model.js';
import '../../schemas/corrispondente.model.js';
import '../../schemas/registrazione.model.js';
import { createSession } from '../../server/accesso/sessione.js';
import { AOO, buildPersone, SECONDA_AOO } from '../../server/demo/ente.js';
import { disconnectDatabase } from '../../server/lib/mongo.js';
import { closeDatabase, connectTest, openDatabase } from './database.js';
import { buildEnte } from './ente.js';
import { startMongod, startWeb, storageDirOf, type TestMongod, type TestWeb } from './processi.js';
import { buildPdf } from './pdf.js';
import { startWebQui } from './web-qui.js';
import { forgetDatabase, type TestDatabase, testDatabase } from './servizi.js';

/** The accounts of the contract, each with its role (contract §5), and the clerk of another settore. */
export type Account =
  | 'protocollo'
  | 'istruttore'
  | 'responsabile'
  | 'archivista'
  | 'rgd'
  | 'vicario'
  | 'admin'
  | 'istruttore.u114'
  | 'protocollo2'
  | 'rgd2';

export interface FileProva {
  nome: string;
  mime: string;
  bytes: Buffer;
}

/** A PDF with these words, as an upload. */
export const filePdf = (testo: string, nome = 'lettera.pdf'): FileProva => ({
  nome,
  mime: 'application/pdf',
  bytes: buildPdf(testo),
});

export interface Allegare {
  /** null: no document; by default a PDF that no other request has */
  documento?: FileProva | null;
  allegati?: readonly FileProva[];
  chiave?: string;
  /** the web process asked; by default each in its turn */
  web?: TestWeb;
}

export interface HarnessOptions {
  /** web processes on the one database */
  web?: number;
  env?: NodeJS.ProcessEnv;
  /** the instant from which the clock of the database runs */
  adesso?: string;
  /** a database server of its own, that the test may kill */
  mongod?: boolean;
  /** the web processes are processes; else one application in the test's own process does, which starts at once */
  processi?: boolean;
}

const API = '/api/v1';
const DURATA_MS = 100 * 365 * 86_400_000; // the clock is moved over years: no test is about the end of this session
const PARTENZA = '2026-03-02T09:00:00+01:00'; // a Monday
const SEEN_MS = 10_000;
/** What the log says of a failure that has no name of ours. */
const INTERNO = '"codice":"interno"';
let serial = 0;

/** The demonstration Comune on a database of one test file, with web processes and a session for each account. */
export class Harness {
  readonly webs: TestWeb[] = [];
  #database: TestDatabase | undefined;
  #mongod: TestMongod | undefined;
  readonly #tokens = new Map<string, string>();
  readonly #options: Required<HarnessOptions>;
  #turn = 0;
  #scartoMs = 0;

  constructor(
    private readonly nome: string,
    options: HarnessOptions,
  ) {
    this.#options = {
      web: 1,
      env: {},
      adesso: PARTENZA,
      mongod: false,
      processi: (options.web ?? 1) > 1 || options.mongod === true,
      ...options,
    };
  }

  async start(): Promise<void> {
    this.#database = this.#options.mongod ? await this.#openOwn() : await openDatabase(this.nome);
    await buildEnte(new Date(this.#options.adesso).getFullYear());
    await this.#setClock(new Date(this.#options.adesso));
    for (const { utente } of buildPersone(2026))
      this.#tokens.set(utente, (await createSession(utente, new Date(), DURATA_MS)).token);
    await Promise.all(Array.from({ length: this.#options.web }, () => this.startWeb()));
  }

  /** A database on a server of its own. */
  async #openOwn(): Promise<TestDatabase> {
    const database = testDatabase(this.nome);
    this.#mongod = await startMongod();
    database.uri = Object.assign(new URL(this.#mongod.uri), { pathname: `/${database.nome}` }).toString();
    await connectTest(database);
    return database;
  }

  /** One web process more, on the same database. */
  async startWeb(env: NodeJS.ProcessEnv = {}): Promise<TestWeb> {
    const options = { database: this.database, env: { ...this.#options.env, ...env } };
    const web = await (this.#options.processi ? startWeb(options) : startWebQui(options));
    this.webs.push(web);
    return web;
  }

  /** Ends what was started. @throws if a process met a failure that it did not foresee, whatever the test looked at */
  async stop(): Promise<void> {
    await Promise.all(this.webs.map((web) => web.stop()));
    if (this.#mongod === undefined) await closeDatabase();
    else {
      await disconnectDatabase();
      await this.#mongod.stop();
      forgetDatabase(this.database);
    }
    const unforeseen = this.webs.flatMap((web) => web.output().split('\n')).find((line) => line.includes(INTERNO));
    if (unforeseen !== undefined) throw new Error(`a process answered 500: ${unforeseen.slice(0, 2_000)}`);
  }

  get database(): TestDatabase {
    if (this.#database === undefined) throw new Error('the harness has not started');
    return this.#database;
  }

  /** The database server of a harness that has one of its own. */
  get mongod(): TestMongod {
    if (this.#mongod === undefined) throw new Error('the harness has no mongod of its own');
    return this.#mongod;
  }

  get storageDir(): string {
    return storageDirOf(this.database);
  }

  /** The web process whose turn it is. */
  nextWeb(): TestWeb {
    const web = this.webs[this.#turn++ % this.webs.length];
    if (web === undefined) throw new Error('no web process runs');
    return web;
  }

  token(account: Account): string {
    const token = this.#tokens.get(account);
    if (token === undefined) throw new Error(`${account} has no session`);
    return token;
  }

  #ask(
    method: 'get' | 'head' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    account?: Account,
    web = this.nextWeb(),
  ): Test {
    const test = supertest(web.url)[method](path.startsWith('/api') ? path : API + path);
    return account === undefined ? test : test.set('Authorization', `Bearer ${this.token(account)}`);
  }

  get(path: string, account?: Account, web?: TestWeb): Test {
    return this.#ask('get', path, account, web);
  }
  head(path: string, account?: Account): Test {
    return this.#ask('head', path, account);
  }
  post(path: string, account?: Account, web?: TestWeb): Test {
    return this.#ask('post', path, account, web);
  }
  put(path: string, account?: Account): Test {
    return this.#ask('put', path, account);
  }
  delete(path: string, account?: Account): Test {
    return this.#ask('delete', path, account);
  }
  /** PATCH with `If-Match` of that version; without one the header is not sent. */
  patch(path: string, account: Account, versione?: number): Test {
    const test = this.#ask('patch', path, account);
    return versione === undefined ? test : test.set('If-Match', `"${versione}"`);
  }

  /** POST /registrazioni. */
  register(account: Account, richiesta: object, { documento, allegati = [], chiave, web }: Allegare = {}): Test {
    const test = this.post('/registrazioni', account, web).field('registrazione', JSON.stringify(richiesta));
    if (chiave !== undefined) void test.set('Idempotency-Key', chiave);
    const file = documento === undefined ? filePdf(`Documento di prova ${++serial}`) : documento;
    if (file !== null) attach(test, 'documento', file);
    for (const one of allegati) attach(test, 'allegato', one);
    return test;
  }

  /** Registers, and expects that it is registered. */
  async registered(account: Account, richiesta: object, allegare: Allegare = {}): Promise<RegistrazioneRisposta> {
    const answer = await this.register(account, richiesta, allegare);
    if (answer.status !== 201) throw new Error(`not registered: ${answer.status} ${answer.text}`);
    return answer.body as RegistrazioneRisposta;
  }

  collection(name: string) {
    const { db } = mongoose.connection;
    if (db === undefined) throw new Error('not connected');
    return db.collection(name);
  }

  count(collection: string, filter: Record<string, unknown> = {}): Promise<number> {
    return this.collection(collection).countDocuments(filter);
  }

  /** The record as it is stored. */
  async stored({ anno, numero, aoo = AOO.codice }: { anno: number; numero: number; aoo?: string }) {
    const found = await this.collection('registrazioni').findOne({ aoo, anno, numero });
    if (found === null) throw new Error(`no record ${numero}/${anno}`);
    return found;
  }

  /** The clock of the database, as the test's process counts it. */
  now(): Date {
    return new Date(Date.now() + this.#scartoMs);
  }

  async #setClock(adesso: Date): Promise<void> {
    this.#scartoMs = adesso.getTime() - Date.now();
    await updateOrologio(this.#scartoMs);
  }

  /** Moves the clock as a user does, and waits until every process has seen it. */
  async moveClock(adesso: string): Promise<void> {
    this.#scartoMs = Date.parse(adesso) - Date.now();
    await this.put('/demo/orologio', 'admin').send({ adesso }).expect(200);
    await Promise.all(this.webs.map((web) => this.#untilSeen(web)));
  }

  async #untilSeen(web: TestWeb): Promise<void> {
    for (const end = performance.now() + SEEN_MS; performance.now() < end; await sleep(30)) {
      const asked = this.now().getTime();
      const { adesso } = (await this.get('/io', 'admin', web).expect(200)).body as { adesso: string };
      const told = Date.parse(adesso);
      if (told > asked - 1_000 && told < this.now().getTime() + 1_000) return; // an answer may take long beside other tests
    }
    throw new Error('a process does not see the clock that was moved');
  }
}

const attach = (test: Test, part: string, { nome, mime, bytes }: FileProva): void => {
  void test.attach(part, bytes, { filename: nome, contentType: mime });
};

/** Path of a registration in the API. */
export const at = ({ anno, numero }: { anno: number; numero: number }): string => `/registrazioni/${anno}/${numero}`;

export const AOO_PROVA = AOO.codice;
export const AOO_ALTRA = SECONDA_AOO.codice;

/** To be called in a `describe`: its tests run on a Comune of their own. */
export function useHarness(nome: string, options: HarnessOptions = {}): Harness {
  const harness = new Harness(nome, options);
  before(async function (this: Context) {
    this.timeout(90_000);
    await harness.start();
  });
  after(async function (this: Context) {
    this.timeout(60_000);
    await harness.stop();
  });
  return harness;
}
