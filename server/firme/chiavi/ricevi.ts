import { createHash } from 'node:crypto';
import type { Accept } from '../../lib/multipart.js';
import { DatiNonValidiError } from '../../lib/problem.js';

/** Takes the one file of a request into memory and nowhere else: a private key is never put into the store. */
export function takeInMemory(limitBytes: number): { accept: Accept; bytes: () => Buffer } {
  let taken = Buffer.alloc(0);
  return {
    bytes: () => taken,
    accept: async (stream) => {
      const parts: Buffer[] = [];
      let read = 0;
      for await (const part of stream as AsyncIterable<Buffer>) {
        read += part.length;
        if (read > limitBytes)
          throw new DatiNonValidiError([
            { campo: 'chiave', messaggio: 'Il file è troppo grande per essere una chiave (.p12, .pfx).' },
          ]);
        parts.push(part);
      }
      taken = Buffer.concat(parts);
      return {
        sha256: createHash('sha256').update(taken).digest('hex'),
        dimensione: taken.length,
        modificato: new Date(0),
      };
    },
  };
}
