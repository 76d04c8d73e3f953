import type { Request } from 'express';
import { requireLength } from './multipart.js';
import { Problema } from './problem.js';

/**
 * The bytes of a body of one media type, as they came; who reads them says what is wrong with them.
 * @throws Problema 415 for another type or a compressed body, 413 beyond the limit
 */
export async function receiveBytes(req: Request, tipo: string, limitBytes: number): Promise<Buffer> {
  if (req.is(tipo) === false)
    throw new Problema('tipo-non-supportato', `Il contenuto va inviato come ${tipo}, in UTF-8.`);
  if ((req.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity')
    throw new Problema('tipo-non-supportato', 'Inviare il contenuto senza compressione.');
  requireLength(req, limitBytes);
  const chunks: Buffer[] = [];
  let read = 0;
  await new Promise<void>((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      read += chunk.length;
      if (read <= limitBytes) chunks.push(chunk);
      else reject(new Problema('richiesta-troppo-grande', `Il file supera ${Math.floor(limitBytes / 1_048_576)} MB.`));
    });
    req.on('end', resolve).on('error', reject);
  });
  return Buffer.concat(chunks);
}
