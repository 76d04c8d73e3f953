import { type FoglioRegistro, type Frammento, INTERLINEA, LINEA, type Linea } from './foglio.js';

export interface Colonna {
  titolo: string;
  /** share of the breadth of the page */
  parte: number;
}

export interface Riga {
  celle: readonly (readonly Frammento[])[];
  /** the row is marked: what is annulled is seen at a glance */
  segnata?: boolean;
}

const BORDO = 2.4;
const FONDO_TITOLI = '#e8ecf2';
const FONDO_SEGNATA = '#f3e3e3';
const CORPO_TITOLI = 6.4;

const heightOf = (lines: readonly Linea[]): number => lines.reduce((sum, { corpo }) => sum + corpo * INTERLINEA, 0);

/** Takes from the front the lines that fit; at least one, so that every page goes on. */
function takeFitting(lines: Linea[], room: number): Linea[] {
  let height = 0;
  const fitting = lines.findIndex(({ corpo }) => (height += corpo * INTERLINEA) > room);
  return lines.splice(0, fitting === -1 ? lines.length : Math.max(1, fitting));
}

/** A table over as many pages as it takes: titles again on each, a row whole on its page where it fits, else parted between lines. */
export class Tabella {
  readonly #colonne: readonly { x: number; larghezza: number }[];
  readonly #titoli: readonly Linea[][];

  constructor(
    private readonly foglio: FoglioRegistro,
    colonne: readonly Colonna[],
  ) {
    const total = colonne.reduce((sum, { parte }) => sum + parte, 0);
    let x = foglio.sinistra;
    this.#colonne = colonne.map(({ parte }) => {
      const width = (parte / total) * foglio.larghezza;
      const column = { x: x + BORDO, larghezza: width - 2 * BORDO };
      x += width;
      return column;
    });
    this.#titoli = colonne.map(({ titolo }, i) =>
      foglio.wrap(
        { testo: titolo, carattere: 'stretto-grassetto', corpo: CORPO_TITOLI },
        this.#colonne[i]?.larghezza ?? 0,
      ),
    );
  }

  /** Titles on this page, or on the next where no row would fit below them. */
  async begin(): Promise<void> {
    if (this.foglio.y + this.#height(this.#titoli) + 30 > this.foglio.fondo) await this.foglio.addPage();
    this.#drawTitles();
  }

  async draw({ celle, segnata = false }: Riga): Promise<void> {
    const lines = this.#colonne.map(({ larghezza }, i) =>
      (celle[i] ?? []).flatMap((frammento) => (frammento.testo === '' ? [] : this.foglio.wrap(frammento, larghezza))),
    );
    if (this.foglio.y + this.#height(lines) > this.foglio.fondo) await this.#nextPage();
    for (;;) {
      const room = this.foglio.fondo - this.foglio.y - 2 * BORDO;
      this.#drawPiece(
        lines.map((own) => takeFitting(own, room)),
        segnata ? FONDO_SEGNATA : undefined,
      );
      if (lines.every((own) => own.length === 0)) return;
      await this.#nextPage();
    }
  }

  async #nextPage(): Promise<void> {
    await this.foglio.addPage();
    this.#drawTitles();
  }

  #height(lines: readonly (readonly Linea[])[]): number {
    return Math.max(0, ...lines.map(heightOf)) + 2 * BORDO;
  }

  #drawTitles(): void {
    this.#drawPiece(this.#titoli, FONDO_TITOLI);
  }

  #drawPiece(lines: readonly (readonly Linea[])[], fondo: string | undefined): void {
    const { foglio } = this;
    const height = this.#height(lines);
    if (fondo !== undefined) foglio.doc.rect(foglio.sinistra, foglio.y, foglio.larghezza, height).fill(fondo);
    lines.forEach((own, i) => {
      let y = foglio.y + BORDO;
      for (const line of own) {
        foglio.drawLine(line, this.#colonne[i]?.x ?? 0, y);
        y += line.corpo * INTERLINEA;
      }
    });
    foglio.y += height;
    foglio.rule(foglio.y, LINEA);
  }
}
