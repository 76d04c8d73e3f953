import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import mongoose from 'mongoose';
import { AooModel, type Aoo } from '../../../schemas/aoo.model.js';
import { appendEventi, type Registrazione, RegistrazioneModel } from '../../../schemas/registrazione.model.js';
import '../../../schemas/registro-giornaliero.model.js';
import { forgetAoo } from '../../../server/accesso/aoo.js';
import { closeThrough, type DepsChiusura } from '../../../server/giornaliero/chiusura.js';
import { linkEventi } from '../../../server/protocollo/canonico.js';
import { changesBetween } from '../../../server/protocollo/change.js';
import { applyEvento, contenutoOf, derivedOf, evento } from '../../../server/protocollo/eventi.js';
import { Registro } from '../../../server/protocollo/registro.js';
import { FolderStore } from '../../../storage/folder-store.js';
import { buildEnte } from '../../support/ente.js';
import { AOO, buildBozza } from '../../support/factories.js';
import { closeDatabase, openDatabase } from '../../support/database.js';
import { storageDirOf } from '../../support/processi.js';
import { requireProgram, type TestDatabase } from '../../support/servizi.js';

const run = promisify(execFile);

/** A register of protocol in the test's own process, with a clock that stands where the test puts it. */
export class RegistroAMano {
  #database: TestDatabase | undefined;
  #adesso = new Date(0);
  #serial = 0;
  #store: FolderStore | undefined;
  readonly clock = { now: () => this.#adesso, ensureReliable: () => Promise.resolve() };
  readonly #registro = new Registro(this.clock, {
    codiceIPA: () => Promise.resolve('c_x000'),
    begin: () => Promise.resolve({ coda: null }),
  });

  constructor(private readonly nome: string) {}

  async start(): Promise<void> {
    this.#database = await openDatabase(this.nome);
    await buildEnte(2026);
    forgetAoo();
    this.#store = await FolderStore.create(storageDirOf(this.database));
  }
  async stop(): Promise<void> {
    await closeDatabase();
  }

  at(istante: string): this {
    this.#adesso = new Date(istante);
    return this;
  }
  get database(): TestDatabase {
    if (this.#database === undefined) throw new Error('not started');
    return this.#database;
  }
  get store(): FolderStore {
    if (this.#store === undefined) throw new Error('not started');
    return this.#store;
  }
  get deps(): DepsChiusura {
    return { store: this.store, clock: this.clock, dimostrazione: true };
  }
  async aoo(codice = AOO): Promise<Aoo> {
    const found = await AooModel.findById(codice).lean<Aoo>();
    if (found === null) throw new Error(`no ${codice}`);
    return found;
  }

  /** Registers at that instant. */
  async register(istante: string): Promise<Registrazione> {
    this.at(istante);
    const bozza = buildBozza({ oggetto: `Istanza numero ${++this.#serial}` });
    return (await this.#registro.register({ ...bozza, _id: new mongoose.Types.ObjectId() })).registrazione;
  }

  /** A later act dated at that instant, written now whatever the clock says. */
  async act(numero: number, istante: string, oggetto: string): Promise<Registrazione> {
    const record = await RegistrazioneModel.findOne({ aoo: AOO, numero }).lean<Registrazione>();
    if (record === null) throw new Error(`no ${numero}`);
    const provvedimento = { numero: '1', data: '2026-03-02', autore: 'Il responsabile' };
    const dettagli = {
      campo: 'oggetto',
      vecchio: record.oggetto,
      nuovo: oggetto,
      motivo: 'errore materiale',
      provvedimento,
    };
    const one = evento('rinnovo', { data: new Date(istante), utente: 'rgd' }, dettagli);
    const [before, after] = [contenutoOf(record), applyEvento(contenutoOf(record), one)];
    return appendEventi(record, linkEventi(record, [one]), { ...changesBetween(before, after), ...derivedOf(after) });
  }

  /** Closes up to that day. */
  async close(giorno: string) {
    return closeThrough(this.deps, await this.aoo(), giorno);
  }

  count(collection: string): Promise<number> {
    return mongoose.connection.collection(collection).countDocuments();
  }

  /** The bytes of a stored file. */
  async read(sha256: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of (await this.store.open(sha256)).stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
}

/** To be called in a `describe`. */
export function useRegistroAMano(nome: string): RegistroAMano {
  const here = new RegistroAMano(nome);
  before(async function (this: Context) {
    this.timeout(60_000);
    await here.start();
  });
  after(async function (this: Context) {
    this.timeout(60_000);
    await here.stop();
  });
  return here;
}

/** Numbers of the registrations that a register in XML lists, in its order. */
export const numeriOf = (xml: Buffer | string): number[] =>
  [...String(xml).matchAll(/<Registrazione numero="(\d+)"/g)].map((match) => Number(match[1]));
/** Numbers of the registrations whose changes it lists. */
export const variazioniOf = (xml: Buffer | string): number[] =>
  [...String(xml).matchAll(/<Variazione numero="(\d+)"/g)].map((match) => Number(match[1]));
export const testoDi = (xml: Buffer | string, nome: string): string | undefined =>
  new RegExp(`<${nome}(?: [^>]*)?>([^<]*)</${nome}>`).exec(String(xml))?.[1];

/** @returns what xmllint says against our schema; empty when the registers hold to it */
export async function judgeXml(context: Context, registri: readonly (Buffer | string)[]): Promise<string> {
  const xmllint = requireProgram(context, 'xmllint', 'apt-get install -y libxml2-utils');
  const dir = await mkdtemp(path.join(os.tmpdir(), 'registri-'));
  try {
    const files = registri.map((_, i) => path.join(dir, `${i}.xml`));
    for (const [i, file] of files.entries()) await writeFile(file, registri[i] ?? '');
    const schema = path.resolve(import.meta.dirname, '../../../schemas/registro-giornaliero.xsd');
    return await run(xmllint, ['--noout', '--nonet', '--schema', schema, ...files]).then(
      () => '',
      (error: unknown) => (error as { stderr: string }).stderr,
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
