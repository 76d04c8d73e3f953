import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type FormatoUfficio, isFormatoUfficio } from '../../../schemas/formati-ufficio.api.js';
import { registroDelProfilo } from './profilo.js';

/** What LibreOffice is told of a document: the name that says its kind, and the part that makes the PDF. */
export interface TipoUfficio {
  estensione: string;
  parte: 'writer' | 'calc' | 'impress';
}

const OOXML = 'application/vnd.openxmlformats-officedocument.';
const ODF = 'application/vnd.oasis.opendocument.';

/** By content, never by name: junk with a name of office would become a PDF all the same. */
const TIPI: Readonly<Record<FormatoUfficio, TipoUfficio>> = {
  [`${OOXML}wordprocessingml.document`]: { estensione: 'docx', parte: 'writer' },
  'application/msword': { estensione: 'doc', parte: 'writer' },
  'application/rtf': { estensione: 'rtf', parte: 'writer' },
  [`${ODF}text`]: { estensione: 'odt', parte: 'writer' },
  [`${OOXML}spreadsheetml.sheet`]: { estensione: 'xlsx', parte: 'calc' },
  'application/vnd.ms-excel': { estensione: 'xls', parte: 'calc' },
  [`${ODF}spreadsheet`]: { estensione: 'ods', parte: 'calc' },
  [`${OOXML}presentationml.presentation`]: { estensione: 'pptx', parte: 'impress' },
  'application/vnd.ms-powerpoint': { estensione: 'ppt', parte: 'impress' },
  [`${ODF}presentation`]: { estensione: 'odp', parte: 'impress' },
};

/** @returns undefined for what is not a file of office */
export const tipoUfficioOf = (mime: string): TipoUfficio | undefined =>
  isFormatoUfficio(mime) ? TIPI[mime] : undefined;

export type EsitoConversione = { pdf: Buffer } | { motivo: 'tempo' | 'illeggibile' };

const LIMITE_MS = 60_000;
/** KiB of address space, seconds of processor: an honest document takes a third. What is written may not be larger than 512 MiB. */
const LIMITI = 'ulimit -v 6291456; ulimit -t 90; ulimit -f 1048576; exec "$0" "$@"';
/** PDF/A-2b (SelectPdfVersion 2), tagged. */
const OPZIONI = JSON.stringify({
  SelectPdfVersion: { type: 'long', value: '2' },
  UseTaggedPDF: { type: 'boolean', value: 'true' },
});

/** Runs to its end, or is ended with all that it started. @returns its exit code; undefined: too late */
function run(programma: string, args: string[], cartella: string, limiteMs: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', LIMITI, programma, ...args], {
      cwd: cartella,
      detached: true, // a group of its own: the program is a script that starts others
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], HOME: cartella, TMPDIR: cartella, LANG: 'C.UTF-8' }, // no address, no secret
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endGroup(child.pid);
    }, limiteMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      endGroup(child.pid); // what it may have left behind
      resolve(late ? undefined : (code ?? -1));
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // all of it has ended
  }
}

/**
 * A document of office as PDF/A-2b, made by LibreOffice with a profile that serves this document only.
 * @param programma - path of soffice
 * @throws if the program cannot be started
 */
export async function convertiInPdfA(
  programma: string,
  bytes: Buffer,
  { estensione, parte }: TipoUfficio,
  limiteMs = LIMITE_MS,
): Promise<EsitoConversione> {
  const cartella = await mkdtemp(path.join(os.tmpdir(), 'protocollo-pdfa-'));
  try {
    const profilo = path.join(cartella, 'profilo');
    await mkdir(path.join(profilo, 'user'), { recursive: true });
    await writeFile(path.join(profilo, 'user', 'registrymodifications.xcu'), registroDelProfilo());
    await writeFile(path.join(cartella, `documento.${estensione}`), bytes);
    const args = ['--headless', '--norestore', '--nologo', '--nolockcheck', '--nodefault'];
    args.push(`-env:UserInstallation=${pathToFileURL(profilo).href}`);
    args.push('--convert-to', `pdf:${parte}_pdf_Export:${OPZIONI}`, '--outdir', path.join(cartella, 'fatto'));
    args.push(`documento.${estensione}`);
    if ((await run(programma, args, cartella, limiteMs)) === undefined) return { motivo: 'tempo' };
    const pdf = await readFile(path.join(cartella, 'fatto', 'documento.pdf')).catch(() => undefined);
    return pdf?.subarray(0, 5).toString('latin1') === '%PDF-' ? { pdf } : { motivo: 'illeggibile' };
  } finally {
    await rm(cartella, { recursive: true, force: true });
  }
}
