import { fromRoman, livelliOf } from '../../classification/codice.js';

/** Parts that a fascicolo may have below it: sottofascicolo and inserto (titolario.md 6.3). */
export const LIVELLO_MASSIMO = 3;

const CODICE = /^(\d{4})-([IVX]+)(?:\/(\d{1,2}))?\.(\d{1,9})(?:\.(\d{1,4}))?(?:\.(\d{1,4}))?$/;

export interface PostoFascicolo {
  anno: number;
  titolo: string;
  classe?: number;
  serie: string;
}

/**
 * Where a fascicolo of that voce is numbered: by year and classe, not by what stands below the classe, so that another
 * sottoclasse never renumbers (titolario.md 6.2). A titolo without classi counts by itself. Pure.
 */
export function postoOf(anno: number, codiceVoce: string): PostoFascicolo {
  const [titolo = '', ...below] = codiceVoce.split('.');
  const classe = livelliOf(codiceVoce)[1];
  return classe === undefined || below.length === 0
    ? { anno, titolo, serie: `${anno}-${titolo}` }
    : { anno, titolo, classe, serie: `${anno}-${titolo}/${classe}` };
}

export const codiceOf = (serie: string, progressivo: number): string => `${serie}.${progressivo}`;

export interface CodiceLetto {
  anno: number;
  titolo: string;
  classe?: number;
  /** progressivo of the fascicolo, then of its parts */
  numeri: number[];
}

/** A codice as it is written, `2026-VI/3.1.2`; null for what is none. Pure. */
export function readCodice(text: string): CodiceLetto | null {
  const match = CODICE.exec(text.trim().toUpperCase());
  if (match === null) return null;
  const [, anno = '', titolo = '', classe, ...numeri] = match;
  if (fromRoman(titolo) === undefined) return null;
  const read = numeri.flatMap((one: string | undefined) => (one === undefined ? [] : [Number(one)]));
  if (read.includes(0) || classe === '0' || classe === '00') return null;
  return { anno: Number(anno), titolo, ...(classe !== undefined && { classe: Number(classe) }), numeri: read };
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** The codice as a text that sorts as its numbers do: IX after VIII, 10 after 9, a part after what it is a part of. Pure. */
export function ordineOf(codice: string): string {
  const read = readCodice(codice);
  if (read === null) throw new RangeError('not the codice of a fascicolo');
  const [progressivo = 0, ...parti] = read.numeri;
  return [
    padded(read.anno, 4),
    padded(fromRoman(read.titolo) ?? 0, 2),
    padded(read.classe ?? 0, 2),
    padded(progressivo, 9),
    ...parti.map((one) => padded(one, 4)),
  ].join('.');
}
