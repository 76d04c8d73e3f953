import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { z } from 'zod';
import { memoryOf } from '../../lib/memoria.js';
import { type CodiceRifiuto, ImmagineRifiutata, type InfoFile, type PaginaLetta } from '../tipi.js';
import {
  type Domanda,
  type OpzioniPagina,
  RispostaFile,
  RispostaInfo,
  RispostaPagina,
  RispostaRifiuto,
} from './messaggi.js';
import { rifiuto } from './rifiuti.js';

/** A file by its hash: its bytes are asked for only when the process does not hold them already. */
export interface SorgenteFile {
  sha256: string;
  bytes: () => Promise<Buffer>;
}

export interface LimitiImmagini {
  /** for one question, the start of the process included */
  ms: number;
  /** memory of the process, seen from outside */
  memoriaMb: number;
}
const LIMITI: LimitiImmagini = { ms: 60_000, memoriaMb: 2_500 };
const HEAP_MB = 512;
const WATCH_MS = 100;
/** After so many pages a process makes room for a new one, whatever has gathered in it. */
const MAX_PAGINE = 500;

const PROGRAMMA = path.join(import.meta.dirname, `figlio${path.extname(import.meta.filename)}`);

/** The reader was closed while a page was in it: the page is to be read again, nothing is wrong with it. */
export class LettoreChiuso extends Error {}

const sourceOf = (file: Buffer | SorgenteFile): SorgenteFile =>
  Buffer.isBuffer(file)
    ? { sha256: createHash('sha256').update(file).digest('hex'), bytes: () => Promise.resolve(file) }
    : file;

/**
 * Decodes scans in a process of its own, one page at a time: it is killed when a page takes too long or too much memory, and the
 * next page gets a new one. What it answers is checked like anything that comes from outside. It keeps the last file, so that the
 * pages of a long one are not carried over again each time.
 */
export class LettoreImmagini {
  #child: ChildProcess | undefined;
  #held: string | undefined;
  #pagine = 0;
  #last: Promise<unknown> = Promise.resolve();
  readonly #limiti: LimitiImmagini;

  constructor(limiti: Partial<LimitiImmagini> = {}) {
    this.#limiti = { ...LIMITI, ...limiti };
  }

  /**
   * What a file is and what its pages declare; of its pictures nothing is decoded.
   * @throws ImmagineRifiutata
   */
  async apri(file: Buffer | SorgenteFile): Promise<InfoFile> {
    return (await this.#inTurn(file, { tipo: 'apri' }, RispostaInfo)).info;
  }

  /**
   * A page decoded: measures, codes, the picture of the copy, what is given to the reading, previews.
   * @param indice - from 0
   * @throws ImmagineRifiutata
   */
  async leggiPagina(file: Buffer | SorgenteFile, indice: number, opzioni: OpzioniPagina): Promise<PaginaLetta> {
    const { rotazione, soglie } = opzioni;
    const domanda = { tipo: 'pagina' as const, indice, rotazione, soglie: { milleBianca: soglie.milleBianca } };
    return (await this.#inTurn(file, domanda, RispostaPagina)).pagina;
  }

  /** Ends the process; a question that waits is rejected as LettoreChiuso, the next one starts another process. */
  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
    this.#held = undefined;
  }

  #inTurn<T>(file: Buffer | SorgenteFile, domanda: Domanda, schema: z.ZodType<T>): Promise<T> {
    const next = this.#last.then(() => this.#answer(sourceOf(file), domanda, schema));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #answer<T>(source: SorgenteFile, domanda: Domanda, schema: z.ZodType<T>): Promise<T> {
    if (this.#child?.connected !== true) this.#start();
    if (this.#held !== source.sha256) {
      this.#held = undefined;
      await this.#ask({ tipo: 'file', bytes: await source.bytes() }, RispostaFile);
      this.#held = source.sha256;
    }
    const answer = await this.#ask(domanda, schema);
    this.#pagine += 1;
    if (this.#pagine >= MAX_PAGINE) this.close();
    return answer;
  }

  #start(): void {
    this.close();
    this.#pagine = 0;
    const child = fork(PROGRAMMA, [], {
      env: {}, // no address, no secret
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`, '--disable-proto=throw'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined); // told by its exit
    child.once('exit', () => {
      if (this.#child === child) this.close();
    });
    this.#child = child;
  }

  #ask<T>(domanda: Domanda, schema: z.ZodType<T>): Promise<T> {
    const child = this.#child;
    if (child === undefined) return Promise.reject(new LettoreChiuso());
    return new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        clearInterval(watch);
        child.off('message', said).off('exit', ended);
      };
      const fail = (codice: CodiceRifiuto): void => {
        end();
        this.close();
        reject(rifiuto(codice));
      };
      const gone = (): void => fail('illeggibile');
      const ended = (_code: number | null, signal: NodeJS.Signals | null): void => {
        const ours = child !== this.#child; // closed while it worked: nothing is said of the page
        if (!ours && signal !== 'SIGTERM' && signal !== 'SIGINT')
          return fail(signal === 'SIGKILL' ? 'memoria' : 'illeggibile');
        end();
        if (!ours) this.close();
        reject(new LettoreChiuso());
      };
      const said = (message: unknown): void => {
        const told = RispostaRifiuto.safeParse(message);
        const answer = told.success ? undefined : schema.safeParse(message);
        if (told.success) {
          end();
          reject(new ImmagineRifiutata(told.data.rifiuto.codice, told.data.rifiuto.messaggio));
        } else if (answer?.success === true) {
          end();
          resolve(answer.data);
        } else gone();
      };
      const timer = setTimeout(fail, this.#limiti.ms, 'tempo');
      const watch = setInterval(() => {
        void memoryOf(child.pid ?? 0).then((used) => {
          if (used > this.#limiti.memoriaMb * 1024 ** 2 && child === this.#child) fail('memoria');
        });
      }, WATCH_MS);
      child.once('message', said).prependOnceListener('exit', ended);
      child.send(domanda, (error) => {
        if (error !== null && child.exitCode === null && child.signalCode === null) gone();
      });
    });
  }
}
