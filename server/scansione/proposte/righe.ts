import type { Parola, Proposta } from '../tipi.js';
import type { PaginaConParole } from './tipi.js';

/** A line as it is read, with where each of its words begins in its text. */
export interface Riga {
  /** from 1 */
  pagina: number;
  testo: string;
  parole: readonly Parola[];
  /** place in `testo` of each word */
  inizi: readonly number[];
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** pixels of the page it stands on */
  foglio: { larghezza: number; altezza: number };
}

/** Words with so little trust, and so small, are specks and stains. */
const MACCHIA = 15;

/** Words of a line that rules look at: no line of a sheet has more. */
const MAX_PAROLE = 200;
const MAX_LETTERE = 100;

/** A text that rules look at: one kind of apostrophe, of dash and of blank, as many characters as before. */
const plain = (testo: string): string =>
  testo
    .normalize('NFC')
    .replaceAll(/[’‘`´]/g, "'")
    .replaceAll(/[–—−]/g, '-')
    .replaceAll(/[“”«»]/g, '"')
    .replaceAll(/\s/g, ' ');

function rigaOf(pagina: number, parole: readonly Parola[], foglio: Riga['foglio']): Riga {
  const inizi: number[] = [];
  let testo = '';
  for (const parola of parole.slice(0, MAX_PAROLE)) {
    if (testo !== '') testo += ' ';
    inizi.push(testo.length);
    testo += plain(parola.testo.slice(0, MAX_LETTERE));
  }
  return {
    pagina,
    testo,
    parole,
    inizi,
    x0: Math.min(...parole.map(({ x0 }) => x0)),
    y0: Math.min(...parole.map(({ y0 }) => y0)),
    x1: Math.max(...parole.map(({ x1 }) => x1)),
    y1: Math.max(...parole.map(({ y1 }) => y1)),
    foglio,
  };
}

/** The lines of the pages, in the order they were read. */
export function righeOf(pagine: readonly PaginaConParole[]): Riga[] {
  return pagine.flatMap(({ parole: tutte, altezza }, i) => {
    const parole = tutte.filter(
      ({ testo, fiducia }) => testo.trim() !== '' && (fiducia >= MACCHIA || testo.trim().length > 2),
    );
    const foglio = {
      larghezza: parole.reduce((max, { x1 }) => Math.max(max, x1), 1),
      altezza: altezza ?? parole.reduce((max, { y1 }) => Math.max(max, y1), 1),
    };
    const groups: Parola[][] = [];
    let last: number | undefined;
    for (const parola of parole) {
      if (parola.riga !== last) groups.push([]);
      last = parola.riga;
      groups.at(-1)?.push(parola);
    }
    return groups.map((group) => rigaOf(i + 1, group, foglio));
  });
}

/** The words of a line that a part of its text is made of. */
export const paroleTra = ({ parole, inizi }: Riga, da: number, a: number): Parola[] =>
  parole.filter((parola, i) => {
    const inizio = inizi[i] ?? 0;
    return inizio < a && inizio + parola.testo.length > da;
  });

/** Ordinary height of a line on a page: what half of its words do not exceed. */
export function altezzaRiga(righe: readonly Riga[]): number {
  const alte = righe.flatMap(({ parole }) => parole.map(({ y0, y1 }) => y1 - y0)).toSorted((a, b) => a - b);
  return alte[alte.length >> 1] ?? 1;
}

/**
 * A proposal made of these words: the box around them, and how far it is trusted.
 * @param quanto - 0 to 1, how far the rule is trusted; what the reading trusts its words takes from it
 */
export function propostaOf(
  valore: string,
  scritto: string,
  pagina: number,
  parole: readonly Parola[],
  quanto: number,
): Proposta {
  const letta = parole.reduce((sum, { fiducia }) => sum + fiducia, 0) / Math.max(1, parole.length) / 100;
  return {
    valore,
    scritto,
    pagina,
    riquadro: {
      x0: Math.min(...parole.map(({ x0 }) => x0)),
      y0: Math.min(...parole.map(({ y0 }) => y0)),
      x1: Math.max(...parole.map(({ x1 }) => x1)),
      y1: Math.max(...parole.map(({ y1 }) => y1)),
    },
    fiducia: Math.round(quanto * letta * 100) / 100,
  };
}

/** A paper tells what it is on its first page: what stands further on may be of a paper that is enclosed. */
const DOPO_LA_PRIMA = 0.85;
const weightOf = ({ fiducia, pagina }: Proposta): number => (pagina === 1 ? fiducia : fiducia * DOPO_LA_PRIMA);

/** The one that is trusted most; of equals the first. */
export const migliore = (proposte: readonly Proposta[]): Proposta | undefined =>
  proposte.reduce<Proposta | undefined>(
    (best, one) => (best === undefined || weightOf(one) > weightOf(best) ? one : best),
    undefined,
  );
