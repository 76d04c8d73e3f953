import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { mancante, requireProgram } from './servizi.js';

const run = promisify(execFile);
const LIMITE = { timeout: 120_000, maxBuffer: 32 * 1024 * 1024 };

/** Options of a Java program that lives a few seconds: started fast, not tuned. */
const BREVE = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** What a program says and how it ended; its exit code is part of the judgement, so it does not throw. */
export interface Detto {
  codice: number;
  uscita: string;
}

/** Runs a program that judges. */
export async function ask(command: string, args: string[]): Promise<Detto> {
  try {
    const { stdout, stderr } = await run(command, args, LIMITE);
    return { codice: 0, uscita: stdout + stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== 'number') throw error;
    return { codice: code, uscita: stdout + stderr };
  }
}

/** The bytes as files of a folder that lasts as long as `work`. */
async function asFiles<T>(
  pdfs: Readonly<Record<string, Buffer>>,
  work: (files: string[], dir: string) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'giudici-'));
  try {
    const names = Object.keys(pdfs).map((name, i) => ({ name, file: path.join(dir, `${i}.pdf`) }));
    for (const { name, file } of names) await writeFile(file, pdfs[name] ?? '');
    return await work(
      names.map(({ file }) => file),
      dir,
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/**
 * Judges PDFs by veraPDF in one call, since its start costs more than its work. Give it all PDFs of a test file at once.
 * @param flavour - `2b` unless said
 * @returns name → `PASS`, or `FAIL` with the rules that are broken
 */
export async function judgePdfA(
  context: Context,
  pdfs: Readonly<Record<string, Buffer>>,
  flavour = '2b',
): Promise<Record<string, string>> {
  const jar = process.env['VERAPDF_JAR'];
  if (jar === undefined || jar === '')
    mancante(context, 'veraPDF', 'apt-get install -y default-jre-headless maven, poi npm test');
  const java = requireProgram(context, 'java', 'apt-get install -y default-jre-headless');
  return asFiles(pdfs, async (files) => {
    const { uscita } = await ask(java, [...BREVE, '-jar', jar, '-f', flavour, '--format', 'text', '-v', ...files]);
    const blocks = uscita.split(/^(?=(?:PASS|FAIL) )/m);
    return Object.fromEntries(
      Object.keys(pdfs).map((name, i) => {
        const found = blocks.find((block) => block.split('\n', 1)[0]?.includes(`${String(files[i])} `) === true);
        const verdict = found?.trim() ?? `not judged: ${uscita.slice(0, 500)}`;
        return [name, verdict.startsWith('PASS') ? 'PASS' : verdict];
      }),
    );
  });
}

/** `qpdf --check`: exit code 0 when the structure is sound. */
export async function checkStructure(context: Context, pdf: Buffer): Promise<Detto> {
  const qpdf = requireProgram(context, 'qpdf', 'apt-get install -y qpdf');
  return asFiles({ pdf }, ([file = '']) => ask(qpdf, ['--check', file]));
}

/** What `pdfsig` says of the signatures of a PDF. */
export async function askPdfsig(context: Context, pdf: Buffer): Promise<string> {
  const pdfsig = requireProgram(context, 'pdfsig', 'apt-get install -y poppler-utils');
  return asFiles({ pdf }, async ([file = '']) => (await ask(pdfsig, ['-nocert', file])).uscita);
}

/** The text of a PDF as pdftotext reads it; a form feed ends each page. */
export async function readText(context: Context, pdf: Buffer, ...options: string[]): Promise<string> {
  const pdftotext = requireProgram(context, 'pdftotext', 'apt-get install -y poppler-utils');
  return asFiles(
    { pdf },
    async ([file = '']) => (await ask(pdftotext, ['-enc', 'UTF-8', ...options, file, '-'])).uscita,
  );
}

/** QR codes and barcodes read back from the first page as a picture, `QR-Code:http://…`. */
export async function readCodes(context: Context, pdf: Buffer, dpi = 200): Promise<string[]> {
  const pdftoppm = requireProgram(context, 'pdftoppm', 'apt-get install -y poppler-utils');
  const zbarimg = requireProgram(context, 'zbarimg', 'apt-get install -y zbar-tools');
  return asFiles({ pdf }, async ([file = ''], dir) => {
    const picture = path.join(dir, 'pagina');
    await ask(pdftoppm, ['-r', String(dpi), '-l', '1', '-singlefile', '-png', file, picture]);
    const { uscita } = await ask(zbarimg, ['--quiet', `${picture}.png`]);
    return uscita.split('\n').filter((line) => /^(QR-Code|CODE-128):/.test(line));
  });
}

/** What EU DSS says of one signature. */
export interface GiudizioDss {
  /** `TOTAL_PASSED`, `INDETERMINATE`, `TOTAL_FAILED` */
  esito: string;
  /** `CAdES-BASELINE-B` */
  formato: string;
  /** keys of what it warns of (`W …`) or finds wrong (`E …`) */
  detto: string[];
}

/** A file to be judged, with what it signs if it is detached. */
export interface DaGiudicare {
  firmato: Buffer;
  contenuto?: Buffer;
}

/**
 * Judges signatures by EU DSS in one call, since its start costs more than its work. Give it all files of a test file at once.
 * @param fiducia - DER of the trusted certificates and of the CRLs
 * @returns name → its signatures, in their order
 */
export async function judgeDss(
  context: Context,
  file: Readonly<Record<string, DaGiudicare>>,
  { autorita, crl = [] }: { autorita: readonly Buffer[]; crl?: readonly Buffer[] },
): Promise<Record<string, GiudizioDss[]>> {
  const comando = 'apt-get install -y default-jdk-headless maven, poi npm test';
  const lib = process.env['DSS_LIB'];
  if (lib === undefined || lib === '') mancante(context, 'DSS', comando);
  const java = requireProgram(context, 'java', comando);
  const inputs: Record<string, Buffer> = {};
  const names = Object.keys(file);
  for (const [i, name] of names.entries()) {
    const one = file[name];
    inputs[`f${i}`] = one?.firmato ?? Buffer.alloc(0);
    inputs[`c${i}`] = one?.contenuto ?? Buffer.alloc(0);
  }
  return asFiles(inputs, async (files, dir) => {
    for (const [i, one] of autorita.entries()) await writeFile(path.join(dir, `${i}.cer`), one);
    for (const [i, one] of crl.entries()) await writeFile(path.join(dir, `${i}.crl`), one);
    const lines = names.map((name, i) =>
      [files[i * 2], ...(file[name]?.contenuto === undefined ? [] : [files[i * 2 + 1]])].join('\t'),
    );
    await writeFile(path.join(dir, 'elenco'), lines.join('\n'));
    const judge = path.join(import.meta.dirname, 'GiudiceDss.java');
    const { codice, uscita } = await ask(java, [...BREVE, '-cp', `${lib}/*`, judge, dir, path.join(dir, 'elenco')]);
    if (codice !== 0) throw new Error(`DSS did not judge: ${uscita.slice(0, 2_000)}`);
    const rows = uscita.split('\n').map((line) => line.split('\t'));
    return Object.fromEntries(
      names.map((name, i) => [
        name,
        rows
          .filter(([n]) => n === String(i))
          .map(([, esito = '', formato = '', ...detto]) => ({ esito, formato, detto })),
      ]),
    );
  });
}
