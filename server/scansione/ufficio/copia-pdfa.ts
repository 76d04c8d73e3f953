import type { FileRegistrato } from '../../../schemas/registrazione.types.js';
import { createGate } from '../../accesso/gate.js';
import type { Deps } from '../../deps.js';
import { StatoIncompatibileError } from '../../lib/problem.js';
import { convertiInPdfA, type EsitoConversione, tipoUfficioOf } from './converti.js';

/** A file beyond this is opened by who has the program for it. */
const MAX_BYTES = 64 * 1024 * 1024;
/** Copies kept in memory, so that who turns a page does not wait again; never on disk, where they would outlive their original. */
const MAX_TENUTI = 32 * 1024 * 1024;
/** A file that could not be made is not tried again at once. */
const RIPROVA_MS = 600_000;

const tenuti = new Map<string, Buffer>();
const nonRiusciti = new Map<string, 'tempo' | 'illeggibile'>();
/** LibreOffice takes a core; who asks for the same file meanwhile gets the same copy. */
const inTurn = createGate(1);

const MOTIVI = {
  tempo:
    'La copia PDF/A di questo file richiede troppo tempo: scaricare il file e aprirlo con il programma che lo ha fatto.',
  illeggibile:
    'Di questo file non si può fare una copia PDF/A: LibreOffice non lo apre. Scaricare il file e aprirlo con il programma che lo ha fatto.',
} as const;

function keep(sha256: string, pdf: Buffer): void {
  tenuti.delete(sha256);
  tenuti.set(sha256, pdf);
  let size = [...tenuti.values()].reduce((sum, one) => sum + one.length, 0);
  for (const [oldest, bytes] of tenuti) {
    if (size <= MAX_TENUTI) break;
    tenuti.delete(oldest);
    size -= bytes.length;
  }
}

async function readWhole({ store }: Pick<Deps, 'store'>, sha256: string): Promise<Buffer> {
  const { stream } = await store.open(sha256);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Why no copy is made of a file, told before LibreOffice sees it; undefined: it can be made. Pure. */
export function ostacoloOf(file: Pick<FileRegistrato, 'formato' | 'dimensione'>): string | undefined {
  const { formato, dimensione } = file;
  if (formato.pdfA !== undefined) return 'Il file è già in PDF/A: non serve una copia.';
  if (formato.incompleto === true) return 'Il file è ancora in esame: riprovare fra poco.';
  if (formato.macro === true || formato.mime.includes('macroenabled'))
    return 'Il file contiene macro e non si apre qui: chiedere al mittente un file senza macro.';
  if (tipoUfficioOf(formato.mime) === undefined)
    return 'La copia PDF/A si fa di testi, fogli di calcolo e presentazioni: di questo file no.';
  if (formato.cifrato === true) return 'Il file è protetto da password: chiedere al mittente un file senza password.';
  return dimensione > MAX_BYTES ? 'Il file è troppo grande per la copia PDF/A: al massimo 64 MB.' : undefined;
}

/**
 * A PDF/A-2b of a file of office, beside the original and never in its place: what was received is what is registered.
 * @throws StatoIncompatibileError if none can be made, with why
 */
export async function copiaPdfA(deps: Pick<Deps, 'config' | 'store' | 'log'>, file: FileRegistrato): Promise<Buffer> {
  const { soffice } = deps.config.scansione;
  const ostacolo = ostacoloOf(file);
  if (ostacolo !== undefined) throw new StatoIncompatibileError(ostacolo);
  if (soffice === undefined)
    throw new StatoIncompatibileError(
      'La copia PDF/A non è disponibile su questo sistema: manca LibreOffice. Scaricare il file.',
    );
  const { sha256 } = file;
  const esito = await inTurn('ufficio', async (): Promise<EsitoConversione> => {
    const kept = tenuti.get(sha256);
    const failed = nonRiusciti.get(sha256);
    if (kept !== undefined) return { pdf: kept };
    if (failed !== undefined) return { motivo: failed };
    return convert(deps, soffice, file);
  });
  if ('motivo' in esito) throw new StatoIncompatibileError(MOTIVI[esito.motivo]);
  keep(sha256, esito.pdf);
  return esito.pdf;
}

async function convert(
  deps: Pick<Deps, 'store' | 'log'>,
  soffice: string,
  { sha256, formato }: FileRegistrato,
): Promise<EsitoConversione> {
  const tipo = tipoUfficioOf(formato.mime);
  if (tipo === undefined) return { motivo: 'illeggibile' };
  const esito = await convertiInPdfA(soffice, await readWhole(deps, sha256), tipo);
  if ('motivo' in esito) {
    deps.log.warn({ sha256, motivo: esito.motivo }, 'no PDF/A copy');
    nonRiusciti.set(sha256, esito.motivo);
    setTimeout(() => nonRiusciti.delete(sha256), RIPROVA_MS).unref();
  }
  return esito;
}
