import { createHash } from 'node:crypto';
import type { ChiediMarca, Firmatario } from '../tipi.js';
import { componiCms } from './cms.js';

/** What is to be signed, read piece by piece; it may be asked for more than once, and gives the same bytes each time. */
export interface Contenuto {
  dimensione: number;
  pezzi(): AsyncIterable<Buffer>;
  /** where it is known already, the content is not read for it */
  sha256?: Buffer;
}

/** A signature that is ready to be written, head, content and tail one after the other; nothing of it is held. */
export interface Busta {
  dimensione: number;
  pezzi(): AsyncIterable<Buffer>;
}

export interface OpzioniCades {
  /** the signature alone (`.p7s`), or an envelope with the content inside (`.p7m`) */
  staccata: boolean;
  /** said among the signed attributes, whole seconds */
  quando: Date;
  /** baseline T: a timestamp over the signature */
  marca?: ChiediMarca;
}

export const contenutoDiBytes = (bytes: Buffer): Contenuto => ({
  dimensione: bytes.length,
  pezzi: async function* () {
    yield await Promise.resolve(bytes);
  },
});

async function digestOf(contenuto: Contenuto): Promise<Buffer> {
  if (contenuto.sha256 !== undefined) return contenuto.sha256;
  const hash = createHash('sha256');
  for await (const pezzo of contenuto.pezzi()) hash.update(pezzo);
  return hash.digest();
}

/**
 * Signs as CAdES-BASELINE-B, or -T with a timestamp. Memory does not grow with the content.
 * @returns the envelope or the detached signature, in DER; `bytesDi` makes a buffer of it
 * @throws what the timestamping authority's silence throws (server/firme/crea/marca.ts)
 * @see ETSI EN 319 122-1
 */
export async function firmaCades(
  contenuto: Buffer | Contenuto,
  firmatario: Firmatario,
  { staccata, quando, marca }: OpzioniCades,
): Promise<Busta> {
  const da = Buffer.isBuffer(contenuto) ? contenutoDiBytes(contenuto) : contenuto;
  const sha256 = await digestOf(da);
  const { testa, coda } = await componiCms({ sha256, ...(!staccata && { inclusi: da.dimensione }) }, firmatario, {
    istante: quando,
    ...(marca !== undefined && { marca }),
  });
  return {
    dimensione: testa.length + (staccata ? 0 : da.dimensione) + coda.length,
    pezzi: async function* () {
      yield testa;
      if (!staccata) yield* da.pezzi();
      yield coda;
    },
  };
}

/** The whole signature in memory: for what is small. */
export async function bytesDi(busta: Busta): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const pezzo of busta.pezzi()) parts.push(pezzo);
  return Buffer.concat(parts);
}
