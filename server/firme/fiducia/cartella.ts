import { readFile, stat } from 'node:fs/promises';
import { certificatoX509 } from '../cms/certificato.js';
import type { Ancora } from './ancore.js';
import { leggiCrl } from './crl.js';

const MAX_FILE = 32 * 1024 ** 2;
const PEM = /-----BEGIN (?:TRUSTED |X509 )?(?:CERTIFICATE|CRL)-----([A-Za-z0-9+/=\s]+)-----END /g;

/** The certificates of a folder, and the revocation lists that lie beside them. */
export interface Cartella {
  ancore: Ancora[];
  revoche: Buffer[];
}

/** The structures in a file: in letters as many as there are, else the one that it is. */
const strutture = (bytes: Buffer): Buffer[] => {
  const lettere = [...bytes.toString('latin1').matchAll(PEM)].map(([, letters = '']) => Buffer.from(letters, 'base64'));
  return lettere.length > 0 ? lettere : [bytes];
};

/** Reads the files of the folder; what is neither a certificate nor a revocation list is passed over. */
export async function leggiCartella(percorsi: readonly string[]): Promise<Cartella> {
  const found: Cartella = { ancore: [], revoche: [] };
  for (const percorso of percorsi) {
    const info = await stat(percorso).catch(() => undefined);
    if (info === undefined || info.size > MAX_FILE) continue;
    for (const der of strutture(await readFile(percorso))) {
      const x509 = certificatoX509(der);
      if (x509 !== undefined)
        found.ancore.push({ x509, origine: 'cartella', usi: ['documenti', 'marche'], periodi: [] });
      else if (leggiCrl(der) !== undefined) found.revoche.push(der);
    }
  }
  return found;
}
