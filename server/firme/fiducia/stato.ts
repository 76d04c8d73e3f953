/** What a list or an answer says of a certificate. */
export type StatoRevoca =
  | { stato: 'buono' }
  /** `sospeso`: on hold */
  | { stato: 'revocato'; quando: Date; sospeso: boolean };

/** An act of revocation, as a list or an answer tells it. */
export interface Revoca {
  data: Date;
  /** since when the key is doubtful, where it is told */
  invaliditaDal?: Date;
  /** CRLReason (RFC 5280 §5.3.1) */
  motivo?: number;
}

const SOSPESO = 6;
const TOLTO = 8;
/** The key, or that of its authority, is in other hands: nothing that it signed can be told apart. */
const COMPROMESSI = new Set([1, 2]);

export interface Istante {
  quando: Date;
  /** nothing but the key itself proves the instant (timestamps, authorities): a compromise tells against all of it */
  retroattivo: boolean;
}

/** What an act of revocation means at an instant. */
export function statoDopo({ data, invaliditaDal, motivo }: Revoca, { quando, retroattivo }: Istante): StatoRevoca {
  if (motivo === TOLTO) return { stato: 'buono' };
  const dal = invaliditaDal !== undefined && invaliditaDal < data ? invaliditaDal : data;
  const compromesso = motivo !== undefined && COMPROMESSI.has(motivo);
  if (dal > quando && !(retroattivo && compromesso)) return { stato: 'buono' };
  return { stato: 'revocato', quando: dal, sospeso: motivo === SOSPESO };
}

const SETTIMANA_MS = 7 * 24 * 3600_000;

/**
 * Whether what was issued `da` and is renewed at `fino` speaks of that instant: it was issued after it, or still held then.
 * Without a date of renewal it holds for a week.
 */
export const isDelMomento = ({ da, fino }: { da: Date; fino?: Date }, quando: Date): boolean =>
  da >= quando || (fino ?? new Date(da.getTime() + SETTIMANA_MS)) >= quando;
