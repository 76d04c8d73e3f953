import { fork } from 'node:child_process';
import path from 'node:path';
import { createGate } from '../../accesso/gate.js';
import type { Esito12 } from './pkcs12.js';

export interface Domanda12 {
  p12: Uint8Array;
  password: string;
}

/** An honest file takes a second, with its process' start. */
const LIMITE_MS = 15_000;
const HEAP_MB = 128;
const ENTRATA = path.join(import.meta.dirname, `processo-pkcs12${path.extname(import.meta.filename)}`);
const inTurn = createGate(1);

/** Opens a PKCS#12 in another process, which is ended when it takes too long. Never throws for what a file does. */
export const openPkcs12Apart = (p12: Buffer, password: string, limiteMs = LIMITE_MS): Promise<Esito12> =>
  inTurn('pkcs12', () => {
    const child = fork(ENTRATA, [], {
      execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { PATH: process.env['PATH'] }, // no address, no secret
    });
    return new Promise<Esito12>((resolve) => {
      const timer = setTimeout(() => void child.kill('SIGKILL'), limiteMs);
      const end = (esito: Esito12): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        resolve(esito);
      };
      const gone = (): void => end({ motivo: 'illeggibile' });
      child
        .once('message', (said) => end(said as Esito12))
        .once('exit', gone)
        .on('error', gone);
      child.send({ p12, password } satisfies Domanda12, () => undefined); // who died before reading is heard at its exit
    });
  });
