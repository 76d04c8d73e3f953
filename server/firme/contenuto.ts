import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import type { Deps } from '../deps.js';
import { nomeInterno } from '../formati/busta.js';
import { formatoDi } from '../formati/esamina.js';
import { type Fonte, fonteDiDeposito, Limite } from '../formati/fonte.js';
import { isInerte } from '../formati/stato.js';
import { NonTrovatoError } from '../lib/problem.js';
import { intestazioniDiFile } from '../protocollo/files.js';
import { digestOfFonte } from './impronte.js';

const LIMITE = { ms: 120_000, bytes: 8 * 1024 ** 3 };
const BLOCK = 1024 ** 2;

/** The bytes of a source in pieces; those that pass are hashed, and what is not what was told is cut before its end. */
async function* pezzi(fonte: Fonte, sha256: string): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for (let at = 0; at < fonte.dimensione; at += BLOCK) {
    const piece = await fonte.leggi(at, BLOCK);
    hash.update(piece);
    if (at + BLOCK >= fonte.dimensione && hash.digest('hex') !== sha256) throw new Error('content altered');
    yield piece;
  }
}

/**
 * Sends the document inside the innermost envelope of a stored file; its hash is told in `ETag` and `Repr-Digest` (RFC 9530). The
 * envelope itself stays what is served without being asked for this.
 * @throws NonTrovatoError for a file that is no envelope, or whose content is elsewhere
 */
export async function sendContenuto(
  { store, log }: Deps,
  req: Request,
  res: Response,
  { nome, sha256, dimensione, formato: known }: FileRegistrato,
): Promise<void> {
  const envelope = fonteDiDeposito(store, { sha256, dimensione, inizio: Buffer.alloc(0) }, new Limite(LIMITE));
  const { formato, dentro } = await formatoDi(envelope, nome);
  if (dentro === undefined)
    throw new NonTrovatoError('Il file non è una busta con un documento dentro: chiederlo com’è, senza contenuto=si.');
  const inner = formato.interno;
  const mime = inner?.mime ?? 'application/octet-stream';
  const impronta = await digestOfFonte(dentro, 'sha256');
  const hex = impronta.toString('hex');
  const innerName = inner?.nome ?? nomeInterno(nome) ?? nome;
  intestazioniDiFile(res, {
    nome: innerName,
    sha256: hex,
    mime,
    inPagina: isInerte({ formato }) && isInerte({ formato: known }),
  });
  res.set({ 'Repr-Digest': `sha-256=:${impronta.toString('base64')}:`, 'Accept-Ranges': 'none' });
  if (req.get('if-none-match') === `"${hex}"`) {
    res.status(304).end();
    return;
  }
  res.set('Content-Length', String(dentro.dimensione));
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  try {
    await pipeline(Readable.from(pezzi(dentro, hex)), res);
  } catch (error) {
    log.warn({ sha256, err: error instanceof Error ? error.message : error }, 'content of an envelope not sent whole');
    res.destroy();
  }
}
