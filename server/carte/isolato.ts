import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createGate } from '../accesso/gate.js';
import type { EsitoTimbro } from './timbra.js';
import type { Segno } from './segno.js';

export interface MessaggioTimbro {
  pdf: Uint8Array;
  segni: readonly (Omit<Segno, 'pdf'> & { pdf: Uint8Array })[];
}

/** How long a file may be looked at, and what it may take of memory: an honest one takes a second and 200 MB. */
const LIMITE_MS = 20_000;
const HEAP_MB = 512;
const MEMORIA_BYTES = 900 * 1024 * 1024;
const CONTROLLO_MS = 150;
const PAGINA_BYTES = 4096;
/** At once: each takes a core. */
const INSIEME = 2;

const ENTRATA = path.join(import.meta.dirname, `processo-timbro${path.extname(import.meta.filename)}`);
const inTurn = createGate(INSIEME);

/** Memory that a process holds, bytes; 0 where the system does not tell. What a decoder takes is not in the heap that Node limits. */
async function memoryOf(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGINA_BYTES;
}

/**
 * Stamps in a process of its own, that is ended when the file takes too long or too much memory.
 * @returns the copy, or why the document bears no stamp; never throws for what a file does
 */
export const stampApart = (pdf: Buffer, segni: readonly Segno[]): Promise<EsitoTimbro> =>
  inTurn('timbro', () => stampInProcess(pdf, segni));

function stampInProcess(pdf: Buffer, segni: readonly Segno[]): Promise<EsitoTimbro> {
  return new Promise((resolve) => {
    const child = fork(ENTRATA, [], {
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { PATH: process.env['PATH'] }, // no address, no secret
    });
    const stop = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(stop, LIMITE_MS);
    const watch = setInterval(() => {
      void memoryOf(child.pid ?? 0).then((bytes) => {
        if (bytes > MEMORIA_BYTES) stop();
      });
    }, CONTROLLO_MS);
    let esito: EsitoTimbro = { motivo: 'troppo-grande' };
    const end = (): void => {
      clearTimeout(timer);
      clearInterval(watch);
      resolve(esito);
    };
    child.once('message', (answer) => {
      const said = answer as { pdf?: Uint8Array } & Extract<EsitoTimbro, { motivo: string }>;
      esito = said.pdf === undefined ? { motivo: said.motivo } : { pdf: Buffer.from(said.pdf) };
    });
    child.once('error', end); // it could not start
    child.once('exit', end);
    child.send({ pdf, segni } satisfies MessaggioTimbro, () => undefined); // who died before reading is heard at its exit
  });
}
