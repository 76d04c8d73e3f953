import { createHash } from 'node:crypto';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { P7M, riconosciBusta } from '../formati/busta.js';
import { type Fonte, fonteDiDeposito, fonteDiSegmenti, FuoriLimite, Limite } from '../formati/fonte.js';
import type { Deps } from '../deps.js';
import type { ReceivedFile } from '../lib/multipart.js';

/**
 * Whether a signed file holds the approved one. `identico`: byte for byte, inside its envelope or as the revision that was signed;
 * `altro`: something else; `non-firmato`: nothing is signed; `incerto`: it is signed, and what was signed cannot be told from the
 * bytes (a PDF written anew by who signed it, or to which more than signatures was added).
 */
export type ControlloFirma = 'identico' | 'altro' | 'non-firmato' | 'incerto';

/** p7m in p7m, as many sign one after the other. */
const MAX_DEPTH = 5;
const CHUNK = 1024 * 1024;
const LIMITE = { ms: 20_000, bytes: 1024 ** 3 };
/** A signature of a PDF names the bytes that it covers; in what was added after the approved ones, or anywhere. */
const BYTE_RANGE = /\/ByteRange\s*\[/;

/** SHA-256 of a part of a source, read piece by piece. */
async function digestOf(fonte: Fonte, inizio: number, fine: number): Promise<string> {
  const hash = createHash('sha256');
  for (let at = inizio; at < fine; at += CHUNK) hash.update(await fonte.leggi(at, Math.min(CHUNK, fine - at)));
  return hash.digest('hex');
}

/** True if the mark of a signature stands somewhere in those bytes, also across two pieces. */
async function hasByteRange(fonte: Fonte, inizio: number): Promise<boolean> {
  let before = '';
  for (let at = inizio; at < fonte.dimensione; at += CHUNK) {
    const text = before + (await fonte.leggi(at, CHUNK)).toString('latin1');
    if (BYTE_RANGE.test(text)) return true;
    before = text.slice(-64);
  }
  return false;
}

async function checkPdf(fonte: Fonte, approvato: FileRegistrato): Promise<ControlloFirma> {
  const { dimensione, sha256 } = approvato;
  if (fonte.dimensione > dimensione && (await digestOf(fonte, 0, dimensione)) === sha256) {
    if (!(await hasByteRange(fonte, dimensione))) return 'non-firmato';
    const { isSoloFirma } = await import('../firme/pades/solo-firma.js');
    return (await isSoloFirma(fonte, dimensione)) ? 'identico' : 'incerto'; // more than signatures may have been added
  }
  return (await hasByteRange(fonte, 0)) ? 'incerto' : 'non-firmato';
}

async function checkEnvelope(fonte: Fonte, approvato: FileRegistrato, depth: number): Promise<ControlloFirma> {
  const busta = await riconosciBusta(fonte);
  if (busta?.mime !== P7M || busta.contenuto === undefined) return 'non-firmato';
  const inner = fonteDiSegmenti(fonte, busta.contenuto);
  if (inner.dimensione === approvato.dimensione && (await digestOf(inner, 0, inner.dimensione)) === approvato.sha256)
    return 'identico';
  const deeper = depth < MAX_DEPTH ? await checkEnvelope(inner, approvato, depth + 1) : 'non-firmato';
  if (deeper === 'identico') return deeper;
  const isPdf = (await inner.leggi(0, 5)).toString('latin1') === '%PDF-';
  return isPdf && (await checkPdf(inner, approvato)) === 'identico' ? 'identico' : 'altro';
}

/** Holds what was signed elsewhere to what was approved; the signatures themselves are verified elsewhere (verifica-firma.ts). Never fails for what is in the file. */
export async function checkFirmato(
  { store }: Pick<Deps, 'store'>,
  firmato: ReceivedFile,
  approvato: FileRegistrato,
): Promise<ControlloFirma> {
  if (firmato.sha256 === approvato.sha256) return 'non-firmato';
  const fonte = fonteDiDeposito(store, firmato, new Limite(LIMITE));
  try {
    const isPdf = (await fonte.leggi(0, 5)).toString('latin1') === '%PDF-';
    return await (isPdf ? checkPdf(fonte, approvato) : checkEnvelope(fonte, approvato, 1));
  } catch (error) {
    if (error instanceof FuoriLimite || error instanceof RangeError) return 'incerto';
    throw error;
  }
}
