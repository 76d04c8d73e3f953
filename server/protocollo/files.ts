import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { IntegrityError } from '../../storage/errors.js';
import type { Deps } from '../deps.js';
import { isInerte } from '../formati/stato.js';
import { DomainError, Problema } from '../lib/problem.js';

/** What a browser may show in the page; all else is downloaded, and nothing that can act ever runs here. */
const IN_PAGINA = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain']);

function rangeOf(req: Request, dimensione: number, etag: string): { start: number; end: number } | undefined {
  const header = req.get('range');
  if (header === undefined || (req.get('if-range') ?? etag) !== etag) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null || (match[1] === '' && match[2] === '')) return undefined; // what is not understood is the whole file (RFC 9110 §14.2)
  const start = match[1] === '' ? Math.max(0, dimensione - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? dimensione - 1 : Math.min(Number(match[2]), dimensione - 1);
  if (start >= dimensione || end < start)
    throw new Problema('intervallo-non-valido', `Il file ha ${dimensione} byte: l’intervallo chiesto ne è fuori.`);
  return { start, end };
}

const dispositionOf = (shown: boolean, nome: string): string =>
  `${shown ? 'inline' : 'attachment'}; filename="${nome.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(nome).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** What a browser is told of a file before its bytes. @param inPagina - nothing in it acts: it may be shown where its type allows it */
export function intestazioniDiFile(
  res: Response,
  { nome, sha256, mime, inPagina }: { nome: string; sha256: string; mime: string; inPagina: boolean },
): void {
  res.set({
    'Content-Type': IN_PAGINA.has(mime) && mime.startsWith('text/') ? 'text/plain; charset=utf-8' : mime,
    'Content-Disposition': dispositionOf(IN_PAGINA.has(mime) && inPagina, nome),
    'Content-Security-Policy': `default-src 'none'; frame-ancestors 'self'${mime === 'application/pdf' ? '' : '; sandbox'}`,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'private, no-cache',
    ETag: `"${sha256}"`,
  });
}

/**
 * Sends a stored file, whole or in part. A whole file is hashed while it passes: one that is altered is cut, never delivered
 * complete. Its true format decides whether it may be shown in the page.
 */
export async function sendFile(
  { store, log }: Deps,
  req: Request,
  res: Response,
  { nome, sha256, dimensione, formato }: FileRegistrato,
): Promise<void> {
  const mime = formato.mime;
  const etag = `"${sha256}"`;
  intestazioniDiFile(res, { nome, sha256, mime, inPagina: isInerte({ formato }) });
  res.set('Accept-Ranges', 'bytes');
  if (req.get('if-none-match') === etag) {
    res.status(304).end();
    return;
  }
  const range = rangeOf(req, dimensione, etag);
  const { stream, dimensione: stored } = await store.open(sha256, range);
  if (stored !== dimensione) {
    stream.destroy(); // what is longer would be complete for the browser before its hash can tell
    throw new IntegrityError(sha256);
  }
  res.set('Content-Length', String(range === undefined ? dimensione : range.end - range.start + 1));
  if (range !== undefined) res.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${dimensione}`);
  if (req.method === 'HEAD') {
    stream.destroy();
    res.end();
    return;
  }
  try {
    await pipeline(stream, res);
  } catch (error) {
    if (error instanceof DomainError) log.error({ sha256, code: error.code }, 'stored file altered');
    res.destroy();
  }
}

/** True if the stored bytes still have their hash: a whole read verifies itself. @returns false also when the file is not there */
export async function isFileWhole({ store }: Pick<Deps, 'store'>, { sha256 }: { sha256: string }): Promise<boolean> {
  try {
    const { stream } = await store.open(sha256);
    for await (const _chunk of stream) continue;
    return true;
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'file-alterato' || error.code === 'file-non-trovato'))
      return false;
    throw error;
  }
}
