import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { createGate } from '../accesso/gate.js';
import { memoryOf } from '../lib/memoria.js';
import type { Segno } from './segno.js';
import type { EsitoTimbro } from './timbra.js';

export interface MessaggioTimbro {
  pdf: Uint8Array;
  segni: readonly (Omit<Segno, 'pdf'> & { pdf: Uint8Array })[];
}

/** How long a file may be looked at, and what it may take of memory: an honest one takes a second and 200 MB. */
const LIMITE_MS = 15_000;
const HEAP_MB = 512;
const MEMORIA_BYTES = 900 * 1024 * 1024;
const CONTROLLO_MS = 150;
/** At once: each takes a core. */
const INSIEME = 2;
/** A process that did its work well serves the next file, so often and if it comes so soon. */
const MAX_LAVORI = 50;
const ATTESA_MS = 30_000;

const ENTRATA = path.join(import.meta.dirname, `processo-timbro${path.extname(import.meta.filename)}`);
const inTurn = createGate(INSIEME);

interface Timbratore {
  child: ChildProcess;
  lavori: number;
  riposo?: NodeJS.Timeout;
}
const pronti: Timbratore[] = [];

const stop = ({ child }: Timbratore): void => void child.kill('SIGKILL');

function start(): Timbratore {
  const child = fork(ENTRATA, [], {
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env['PATH'] }, // no address, no secret
  });
  const one: Timbratore = { child, lavori: 0 };
  child.on('error', () => undefined); // who waits for it hears of it too; while it rests nobody does
  child.once('exit', () => {
    const place = pronti.indexOf(one);
    if (place >= 0) pronti.splice(place, 1);
  });
  return one;
}

function take(): Timbratore {
  const one = pronti.pop() ?? start();
  clearTimeout(one.riposo);
  one.child.ref();
  one.child.channel?.ref();
  return one;
}

/** A process that has worked well waits a little for another file; it does not keep this process from ending. */
function giveBack(one: Timbratore): void {
  one.lavori += 1;
  if (one.lavori >= MAX_LAVORI || !one.child.connected) {
    stop(one);
    return;
  }
  one.child.unref();
  one.child.channel?.unref();
  one.riposo = setTimeout(stop, ATTESA_MS, one).unref();
  pronti.push(one);
}

/**
 * Stamps in another process, that is ended when the file takes too long or too much memory, or cannot be read.
 * @param limiteMs - how long it may take, its start included
 * @returns the copy, or why the document bears no stamp; never throws for what a file does
 */
export const stampApart = (pdf: Buffer, segni: readonly Segno[], limiteMs = LIMITE_MS): Promise<EsitoTimbro> =>
  inTurn('timbro', async () => {
    const one = take();
    const esito = await work(one, { pdf, segni }, limiteMs);
    if ('motivo' in esito && (esito.motivo === 'illeggibile' || esito.motivo === 'troppo-grande')) stop(one);
    else giveBack(one);
    return esito;
  });

function work(one: Timbratore, messaggio: MessaggioTimbro, limiteMs: number): Promise<EsitoTimbro> {
  const { child } = one;
  return new Promise((resolve) => {
    const timer = setTimeout(stop, limiteMs, one);
    const watch = setInterval(() => {
      void memoryOf(child.pid ?? 0).then((bytes) => {
        if (bytes > MEMORIA_BYTES) stop(one);
      });
    }, CONTROLLO_MS);
    const end = (esito: EsitoTimbro): void => {
      clearTimeout(timer);
      clearInterval(watch);
      child.off('message', said).off('exit', gone).off('error', gone);
      resolve(esito);
    };
    const gone = (): void => end({ motivo: 'troppo-grande' });
    const said = (answer: unknown): void => {
      const { pdf, motivo = 'illeggibile' } = answer as { pdf?: Uint8Array } & Partial<{
        motivo: Extract<EsitoTimbro, { motivo: string }>['motivo'];
      }>;
      end(pdf === undefined ? { motivo } : { pdf: Buffer.from(pdf) });
    };
    child.once('message', said).once('exit', gone).on('error', gone);
    child.send(messaggio, () => undefined); // who died before reading is heard at its exit
  });
}
