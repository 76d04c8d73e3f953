import type { Codice } from '../tipi.js';

/** The registration that a printed code names; the hash only where the code is an address of verification. */
export interface CodiceLetto {
  registrazione: { anno: number; numero: number; hash?: string };
}

/** As server/carte/etichetta.ts writes it below a label: year and number. */
const BARRE = /^(\d{4})-(\d{1,9})$/;
/** As server/carte/dati.ts writes it into the QR code, wherever the office is reached. */
const INDIRIZZO = /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?\/verifica\/(\d{4})\/([1-9]\d{0,8})\/([0-9a-f]{64})$/;
/** The written identifier: AOO or register, year, number. */
const SEGNATURA = /^[A-Za-z0-9_-]{1,32}\/(\d{4})\/(\d{1,9})$/;

/**
 * What a code on a page says, if it is one of ours. Another office may print the same number: an address says which by its hash, and
 * who joins a scan to a registration must compare that (`registrazione.hash` is `catena.hash`).
 * @returns undefined for any other code (a bill to pay, a parcel)
 */
export function leggiCodice(testo: string): CodiceLetto | undefined {
  const pulito = testo.trim();
  const address = INDIRIZZO.exec(pulito);
  const [, anno = '', cifre = '', hash] = address ?? BARRE.exec(pulito) ?? SEGNATURA.exec(pulito) ?? [];
  const numero = Number(cifre);
  if (numero < 1) return undefined;
  return { registrazione: { anno: Number(anno), numero, ...(hash !== undefined && { hash }) } };
}

/**
 * The registration of a sheet: an address before a bare number, since it cannot be another office's. Two different numbers on one
 * sheet name none: a person must look.
 */
export function registrazioneDelFoglio(codici: readonly Codice[]): CodiceLetto['registrazione'] | undefined {
  const letti = codici.flatMap(({ testo }) => leggiCodice(testo)?.registrazione ?? []);
  const certi = letti.filter(({ hash }) => hash !== undefined);
  const [first, ...others] = certi.length > 0 ? certi : letti;
  return others.every(
    ({ anno, numero, hash }) => anno === first?.anno && numero === first.numero && hash === first.hash,
  )
    ? first
    : undefined;
}
