import { fork } from 'node:child_process';
import path from 'node:path';
import { createGate } from '../../accesso/gate.js';
import { FuoriLimite } from '../../formati/fonte.js';
import { type DaProvare, MAX_PASSI, type Provata, provaTutte, TROPPI } from './prove.js';

/** Up to here the work is of a moment, and is done where it is asked for. */
const QUI = { elementi: 500, prove: 4, lettere: 2 * 1024 ** 2 };
const LIMITE_MS = 60_000;
const HEAP_MB = 512;
const ENTRATA = path.join(import.meta.dirname, `processo-xades${path.extname(import.meta.filename)}`);
const inTurn = createGate(1);

type Provate = (Provata | undefined)[];

const troppe = ({ firme }: DaProvare): Provate =>
  firme.map((chiavi) => (chiavi.length === 0 ? undefined : { quale: 0, esito: TROPPI }));

function provaApart(domanda: DaProvare, segnale: AbortSignal | undefined): Promise<Provate> {
  if (segnale?.aborted === true) return Promise.reject(new FuoriLimite());
  const child = fork(ENTRATA, [], {
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env['PATH'] }, // no address, no secret
  });
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      segnale?.removeEventListener('abort', late);
      child.kill('SIGKILL');
    };
    const gone = (): void => {
      end();
      resolve(troppe(domanda));
    };
    const late = (): void => {
      end();
      reject(new FuoriLimite());
    };
    const timer = setTimeout(gone, LIMITE_MS);
    segnale?.addEventListener('abort', late);
    child
      .once('message', (said) => {
        end();
        resolve(said as Provate);
      })
      .once('exit', gone)
      .on('error', gone);
    child.send(domanda, () => undefined); // who died before reading is heard at its exit
  });
}

/**
 * Tries the signatures of a document: a small one here, any other in a process of its own, which is ended when it takes too long.
 * @param elementi - of the document
 * @throws FuoriLimite where who asks waits no longer
 */
export function provaFirme(domanda: DaProvare, elementi: number, segnale?: AbortSignal): Promise<Provate> {
  const prove = domanda.firme.reduce((sum, chiavi) => sum + chiavi.length, 0);
  const piccolo = elementi <= QUI.elementi && prove <= QUI.prove && domanda.xml.length <= QUI.lettere;
  if (prove === 0) return Promise.resolve(domanda.firme.map(() => undefined));
  if (elementi > MAX_PASSI) return Promise.resolve(troppe(domanda));
  if (piccolo) return Promise.resolve(provaTutte(domanda));
  const provate = inTurn('xades', () => provaApart(domanda, segnale));
  if (segnale === undefined) return provate;
  const late = new Promise<never>((_resolve, reject) => {
    segnale.addEventListener('abort', () => reject(new FuoriLimite()), { once: true });
  });
  return Promise.race([provate, late]); // who waits for his turn does not wait longer either
}
