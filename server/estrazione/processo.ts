import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { STATI_TESTO } from '../../schemas/testo-estratto.model.js';
import { memoryOf } from '../lib/memoria.js';
import { type Estratto, MAX_CARATTERI } from './raccolta.js';

/** The built program, also for who runs the sources. */
const PROGRAMMA = import.meta.filename.endsWith('.ts')
  ? path.resolve(import.meta.dirname, '../../dist/server/estrazione/figlio.js')
  : path.resolve(import.meta.dirname, 'figlio.js');

export interface LimitiEstrazione {
  /** for one file */
  ms: number;
  /** memory of the process, seen from outside; its own heap is held to a part of it */
  memoriaMb: number;
}
const LIMITI: LimitiEstrazione = { ms: 60_000, memoriaMb: 900 };
const HEAP_MB = 384;
const WATCH_MS = 200;
/** After so many files a process makes room for a new one, whatever has gathered in it. */
const MAX_FILE = 200;

const Risposta = z.object({
  stato: z.enum(STATI_TESTO),
  testo: z.string().max(MAX_CARATTERI),
  troncato: z.boolean(),
  motivo: z.string().max(100).optional(),
});

const failed = (motivo: string): Estratto => ({ stato: 'non-riuscito', testo: '', troncato: false, motivo });

/**
 * Extracts texts in a process of its own, one file at a time: it is killed when a file takes too long or too much memory, and the
 * next file gets a new one. What it answers is checked like anything that comes from outside.
 */
export class Estrattore {
  #child: ChildProcess | undefined;
  #files = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly limiti: LimitiEstrazione = LIMITI) {}

  /** Never rejects: a file that cannot be read is `non-riuscito`, with why. */
  estrai(bytes: Buffer): Promise<Estratto> {
    const next = this.#last.then(() => this.#extract(bytes));
    this.#last = next;
    return next;
  }

  /** Ends the process. */
  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #extract(bytes: Buffer): Promise<Estratto> {
    const child = (this.#child ??= this.#start());
    const esito = await this.#ask(child, bytes);
    this.#files += 1;
    if (esito.stato === 'non-riuscito' || this.#files >= MAX_FILE) this.close();
    return esito;
  }

  #start(): ChildProcess {
    this.#files = 0;
    const child = fork(PROGRAMMA, [], {
      env: {},
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--disable-proto=throw'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined); // told by its exit
    return child;
  }

  #ask(child: ChildProcess, bytes: Buffer): Promise<Estratto> {
    return new Promise((resolve) => {
      const done = (esito: Estratto): void => {
        clearTimeout(timer);
        clearInterval(watch);
        child.removeAllListeners('message').removeAllListeners('exit');
        resolve(esito);
      };
      const timer = setTimeout(() => done(failed('tempo')), this.limiti.ms);
      const watch = setInterval(() => {
        void memoryOf(child.pid ?? 0).then((used) => {
          if (used > this.limiti.memoriaMb * 1024 ** 2) done(failed('memoria'));
        });
      }, WATCH_MS);
      child.once('exit', () => {
        this.#child = undefined;
        done(failed('processo-caduto'));
      });
      child.once('message', (message) => {
        const { success, data } = Risposta.safeParse(message);
        if (!success) return done(failed('risposta-non-valida'));
        const { motivo, ...esito } = data;
        done({ ...esito, ...(motivo !== undefined && { motivo }) });
      });
      child.send({ bytes }, (error) => {
        if (error !== null) done(failed('processo-caduto'));
      });
    });
  }
}
