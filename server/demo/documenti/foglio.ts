import { type Carattere, widthOf, wrap } from './caratteri.js';

/** A4, in points. */
export const LARGHEZZA = 595.28;
export const ALTEZZA = 841.89;
export const MARGINE = 64;
export const GIUSTEZZA = LARGHEZZA - 2 * MARGINE;
const NERO = '#1a1a1a';

export type Punto = readonly [x: number, y: number];

/** What is drawn on a page; points from the upper left corner, texts on their baseline. */
export type Segno =
  | { tipo: 'testo'; x: number; y: number; corpo: number; carattere: Carattere; testo: string; colore: string }
  | { tipo: 'tracciato'; punti: readonly Punto[]; spessore: number; colore: string }
  | { tipo: 'campitura'; punti: readonly Punto[]; colore: string };

interface Stile {
  carattere?: Carattere;
  corpo?: number;
  colore?: string;
  /** left edge of the column */
  x?: number;
  larghezza?: number;
  allinea?: 'sinistra' | 'centro' | 'destra';
  /** distance of the baselines, in units of the body */
  interlinea?: number;
  /** space after, in points */
  dopo?: number;
}

const CONSUETO = {
  carattere: 'grazie',
  corpo: 10.5,
  colore: NERO,
  x: MARGINE,
  larghezza: GIUSTEZZA,
  allinea: 'sinistra',
  interlinea: 1.42,
  dopo: 0,
} as const satisfies Required<Stile>;

/** One page being written from top to bottom. */
export class Foglio {
  readonly segni: Segno[] = [];
  /** where the next line begins */
  y = MARGINE;

  /** Writes a text from `y` down, in lines of the column. */
  scrivi(testo: string, stile: Stile = {}): this {
    const { carattere, corpo, colore, x, larghezza, allinea, interlinea, dopo } = { ...CONSUETO, ...stile };
    for (const line of wrap(testo.replaceAll("'", '’'), carattere, corpo, larghezza)) {
      this.y += corpo * interlinea;
      const free = larghezza - widthOf(line, carattere, corpo);
      const shift = allinea === 'sinistra' ? 0 : allinea === 'centro' ? free / 2 : free;
      this.segni.push({ tipo: 'testo', x: x + shift, y: this.y, corpo, carattere, testo: line, colore });
    }
    this.y += dopo;
    return this;
  }

  /** Several texts, each on lines of its own. */
  righe(testi: readonly string[], stile: Stile = {}): this {
    for (const testo of testi) this.scrivi(testo, stile);
    return this;
  }

  /** Writes beside what is there: `y` comes back to where it was. @returns where the text ended */
  accanto(y: number, write: (foglio: this) => void): number {
    const before = this.y;
    this.y = y;
    write(this);
    const end = this.y;
    this.y = before;
    return end;
  }

  salta(punti: number): this {
    this.y += punti;
    return this;
  }

  filetto(colore = NERO, spessore = 0.7, x = MARGINE, larghezza = GIUSTEZZA): this {
    return this.traccia([[x, this.y], [x + larghezza, this.y]], spessore, colore); // prettier-ignore
  }

  traccia(punti: readonly Punto[], spessore: number, colore = NERO): this {
    this.segni.push({ tipo: 'tracciato', punti, spessore, colore });
    return this;
  }

  campisci(punti: readonly Punto[], colore: string): this {
    this.segni.push({ tipo: 'campitura', punti, colore });
    return this;
  }

  riquadro(x: number, y: number, larghezza: number, altezza: number, spessore = 0.7, colore = NERO): this {
    const corners: Punto[] = [
      [x, y],
      [x + larghezza, y],
      [x + larghezza, y + altezza],
      [x, y + altezza],
      [x, y],
    ];
    return this.traccia(corners, spessore, colore);
  }

  /** A table with ruled lines; the first row is its head. Widths in parts of the column. */
  tabella(righe: readonly (readonly string[])[], quote: readonly number[], stile: Stile = {}): this {
    const { corpo, x, larghezza } = { ...CONSUETO, corpo: 9, ...stile };
    const sum = quote.reduce((a, b) => a + b, 0);
    const padding = 5;
    righe.forEach((celle, i) => {
      const top = this.y;
      let bottom = top;
      let left = x;
      celle.forEach((cella, j) => {
        const width = ((quote[j] ?? 1) / sum) * larghezza;
        const carattere: Carattere = i === 0 ? 'bastoni-grassetto' : 'bastoni';
        const end = this.accanto(top + 2, (foglio) =>
          foglio.scrivi(cella, { carattere, corpo, x: left + padding, larghezza: width - 2 * padding }),
        );
        bottom = Math.max(bottom, end + 6);
        left += width;
      });
      left = x;
      for (const quota of quote) {
        this.riquadro(left, top, (quota / sum) * larghezza, bottom - top, 0.5, '#8a8a8a');
        left += (quota / sum) * larghezza;
      }
      this.y = bottom;
    });
    return this.salta(10);
  }
}
