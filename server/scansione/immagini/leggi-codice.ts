import type { Codice } from '../tipi.js';

/** The registration that a printed code names; `hash` only where the code is an address of verification. */
export interface CodiceLetto {
  /** `di`: the AOO, or the register, that a written identifier names */
  registrazione: { anno: number; numero: number; hash?: string; di?: string };
}

/** As server/carte/etichetta.ts writes it below a label: year and number. */
const BARRE = /^(\d{4})-(\d{1,9})$/;
/** As server/carte/dati.ts writes it into the QR code, wherever the office is reached. */
const INDIRIZZO = /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?\/verifica\/(\d{4})\/([1-9]\d{0,8})\/([0-9a-f]{64})$/;
/** The written identifier: AOO or register, year, number. */
const SEGNATURA = /^(?<di>[A-Za-z0-9_-]{1,32})\/(\d{4})\/(\d{1,9})$/;

/**
 * What a code on a page says, if it is one of ours. Another office may print the same number: an address says which by its hash, and
 * who joins a scan to a registration must compare that (`registrazione.hash` is `catena.hash`), and whom an identifier names (`di`).
 * @returns undefined for any other code (a bill to pay, a parcel)
 */
export function leggiCodice(testo: string): CodiceLetto | undefined {
  const pulito = testo.trim();
  const address = INDIRIZZO.exec(pulito);
  const segnatura = SEGNATURA.exec(pulito);
  const di = segnatura?.groups?.['di'];
  const [anno = '', cifre = '', hash] = (address ?? BARRE.exec(pulito))?.slice(1) ?? segnatura?.slice(2) ?? [];
  const numero = Number(cifre);
  if (numero < 1) return undefined;
  return {
    registrazione: { anno: Number(anno), numero, ...(hash !== undefined && { hash }), ...(di !== undefined && { di }) },
  };
}

/**
 * What several codes name together, if it is one registration: whose it is, said by one of them, is said for those that do not.
 * Pure.
 */
export function stessaRegistrazione(
  letti: readonly CodiceLetto['registrazione'][],
): CodiceLetto['registrazione'] | undefined {
  const [first] = letti;
  if (first === undefined) return undefined;
  const { anno, numero } = first;
  const [hash, ...altreImpronte] = new Set(letti.flatMap((one) => one.hash ?? []));
  const [di, ...altri] = new Map(
    letti.flatMap((one) => (one.di === undefined ? [] : [[one.di.toUpperCase(), one.di] as const])),
  ).values();
  if (altreImpronte.length > 0 || altri.length > 0) return undefined;
  if (letti.some((one) => one.anno !== anno || one.numero !== numero)) return undefined;
  return { anno, numero, ...(hash !== undefined && { hash }), ...(di !== undefined && { di }) };
}

/**
 * Whether a code says whose registration it names: by the hash of its address, or by its AOO. Of a bare year and number, or of a register
 * whose name others may give to theirs, only a person can say it. Pure.
 */
export const diceDiChi = ({ hash, di }: CodiceLetto['registrazione'], aoo: string): boolean =>
  hash !== undefined || di?.toUpperCase() === aoo.toUpperCase();

/**
 * The registration of a sheet: an address before a bare number, since it cannot be another office's. Two different numbers on one
 * sheet name none: a person must look.
 */
export function registrazioneDelFoglio(codici: readonly Codice[]): CodiceLetto['registrazione'] | undefined {
  const letti = codici.flatMap(({ testo }) => leggiCodice(testo)?.registrazione ?? []);
  const certi = letti.filter(({ hash }) => hash !== undefined);
  if (certi.length === 0) return stessaRegistrazione(letti);
  return new Set(certi.map(({ hash }) => hash)).size === 1 ? stessaRegistrazione(certi) : undefined;
}
