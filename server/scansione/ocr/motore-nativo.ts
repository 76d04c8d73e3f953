import { type ChildProcess, spawn } from 'node:child_process';
import type { Parola } from '../tipi.js';
import type { Motore } from './motore.js';

/** Columns of a line of tesseract's TSV. */
const PAROLA = '5';
/** Italian, the neural engine, pages of any layout. */
const OPZIONI = ['-l', 'ita', '--oem', '1', '--psm', '3'];
const MAX_USCITA = 32 * 1024 * 1024;

/** The words of tesseract's TSV: a line each, with its block, paragraph and line, its box in pixels, and how far it is trusted. */
export function paroleOfTsv(tsv: string): Parola[] {
  const parole: Parola[] = [];
  let riga = 0;
  let last = '';
  for (const line of tsv.split('\n')) {
    const [level, , block, paragraph, row, , left, top, width, height, conf, ...text] = line.split('\t');
    const testo = text.join(' ').trim();
    if (level !== PAROLA || testo === '') continue;
    const place = `${String(block)}/${String(paragraph)}/${String(row)}`;
    if (place !== last && last !== '') riga += 1;
    last = place;
    const [x0, y0] = [Number(left), Number(top)];
    parole.push({
      testo,
      x0,
      y0,
      x1: x0 + Number(width),
      y1: y0 + Number(height),
      fiducia: Math.max(0, Number(conf)),
      riga,
    });
  }
  return parole;
}

/**
 * Native tesseract, a process for each page: PNG in, words out, nothing on disk.
 * @param programma - its path
 */
export function startNativo(programma: string): Motore {
  const alive = new Set<ChildProcess>();
  return {
    leggi: (png, dpi) =>
      new Promise((resolve, reject) => {
        // one thread for each page: more than one make each other wait, twenty times as long
        const child = spawn(programma, ['stdin', 'stdout', ...OPZIONI, '--dpi', String(dpi), 'tsv'], {
          stdio: ['pipe', 'pipe', 'ignore'],
          env: { PATH: process.env['PATH'], OMP_THREAD_LIMIT: '1', ...dataOf(process.env) },
        });
        alive.add(child);
        const out: Buffer[] = [];
        let size = 0;
        child.stdout.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_USCITA) child.kill('SIGKILL');
          else out.push(chunk);
        });
        child.once('error', (error) => {
          alive.delete(child);
          reject(error);
        });
        child.once('close', (code) => {
          alive.delete(child);
          if (code === 0) resolve(paroleOfTsv(Buffer.concat(out).toString('utf8')));
          else reject(new Error(`tesseract ended with ${String(code)}`));
        });
        child.stdin.on('error', () => undefined); // told by its end
        child.stdin.end(png);
      }),
    close: () => {
      for (const child of alive) child.kill('SIGKILL');
      return Promise.resolve();
    },
  };
}

/** Where the operator says that the data of the languages are. */
const dataOf = ({ TESSDATA_PREFIX }: NodeJS.ProcessEnv): Record<string, string> =>
  TESSDATA_PREFIX === undefined ? {} : { TESSDATA_PREFIX };
