import { setImmediate } from 'node:timers/promises';
import type { Carattere } from './caratteri-pdf.js';
import { INTERLINEA, type PdfA, type Stile } from './pdfa.js';

export interface Colonna {
  titolo: string;
  /** share of the width of the page's text */
  parte: number;
  carattere?: Carattere;
  corpo?: number;
  allinea?: Stile['allinea'];
}

export interface OpzioniTabella {
  corpo?: number;
  /** struck rows, in the order of the rows: what is annulled stays readable */
  barrata?: (riga: number) => boolean;
}

/** After so many rows, some milliseconds, whoever else waits for this process has his turn. */
const RIGHE_DI_SEGUITO = 20;
const BORDO = 2.5;
const LINEA = '#c5cdd8';
const FONDO_TITOLI = '#eef1f5';

interface Cella extends Stile {
  x: number;
  larghezza: number;
  corpo: number;
}

/** Places and faces of the columns. */
function layOut(pdf: PdfA, colonne: readonly Colonna[], corpo: number): Cella[] {
  const total = colonne.reduce((sum, { parte }) => sum + parte, 0);
  let x = pdf.sinistra;
  return colonne.map(({ parte, carattere = 'testo', corpo: own = corpo, allinea = 'sinistra' }) => {
    const width = (parte / total) * pdf.larghezza;
    const cella = { x: x + BORDO, larghezza: width - 2 * BORDO, carattere, corpo: own, allinea };
    x += width;
    return cella;
  });
}

const heightOf = (righe: readonly (readonly string[])[], celle: readonly Cella[]): number =>
  Math.max(0, ...righe.map((lines, i) => lines.length * (celle[i]?.corpo ?? 0) * INTERLINEA)) + 2 * BORDO;

/**
 * A table over as many pages as it takes: titles again on each, a row whole on its page where it fits, else parted between
 * lines. Rows are taken one at a time, so that a long register is never held as a whole. Tagged as a table.
 * @returns number of rows drawn
 */
export async function drawTabella(
  pdf: PdfA,
  colonne: readonly Colonna[],
  righe: Iterable<readonly string[]> | AsyncIterable<readonly string[]>,
  { corpo = 8, barrata = () => false }: OpzioniTabella = {},
): Promise<number> {
  const { doc } = pdf;
  const celle = layOut(pdf, colonne, corpo);
  const titoli = celle.map((cella): Cella => ({ ...cella, carattere: 'grassetto', corpo }));
  const titles = colonne.map(({ titolo }, i) => pdf.wrap(titolo, titoli[i]));
  const table = doc.struct('Table');
  doc.addStructure(table);

  const rule = (y: number): void =>
    pdf.artifact(() => {
      doc.lineWidth(0.4).moveTo(pdf.sinistra, y);
      doc.lineTo(pdf.sinistra + pdf.larghezza, y).stroke(LINEA);
    });
  /** Draws one piece of a row; each cell is handed to `place`, which says under which element it stands. */
  const drawPiece = (
    lines: readonly (readonly string[])[],
    stili: readonly Cella[],
    place: (i: number, draw: () => void) => void,
    strike: boolean,
  ): void => {
    const top = pdf.y + BORDO;
    stili.forEach((stile, i) => {
      const own = lines[i] ?? [];
      pdf.y = top;
      if (own.length > 0) place(i, () => pdf.drawLines(own, stile));
      if (strike) own.forEach((line, n) => strikeLine(pdf, stile, line, top + n * stile.corpo * INTERLINEA));
    });
    pdf.y = top - BORDO + heightOf(lines, stili);
    rule(pdf.y);
  };
  const drawTitles = (place: (i: number, draw: () => void) => void): void => {
    pdf.artifact(() => {
      doc.rect(pdf.sinistra, pdf.y, pdf.larghezza, heightOf(titles, titoli)).fill(FONDO_TITOLI);
    });
    drawPiece(titles, titoli, place, false);
  };
  const drawTitlesAgain = (): void => drawTitles((_i, draw) => pdf.artifact(draw));

  pdf.ensureSpace(heightOf(titles, titoli) + 3 * corpo);
  const head = doc.struct('TR');
  table.add(head);
  drawTitles((_i, draw) => head.add(doc.struct('TH', {}, pdf.content('TH', draw))));
  head.end();

  let count = 0;
  for await (const riga of righe) {
    const row = doc.struct('TR');
    table.add(row);
    const elements = celle.map(() => doc.struct('TD'));
    elements.forEach((one) => row.add(one));
    const lines = celle.map((cella, i) => pdf.wrap(riga[i] ?? '', cella));
    const strike = barrata(count);
    if (pdf.ensureSpace(heightOf(lines, celle))) drawTitlesAgain();
    while (lines.some((own) => own.length > 0)) {
      const room = pdf.fondo - pdf.y - 2 * BORDO;
      const piece = lines.map((own, i) =>
        own.splice(0, Math.max(1, Math.floor(room / ((celle[i]?.corpo ?? corpo) * INTERLINEA) + 1e-6))),
      );
      drawPiece(piece, celle, (i, draw) => elements[i]?.add(pdf.content('TD', draw)), strike);
      if (lines.some((own) => own.length > 0)) {
        pdf.addPage();
        drawTitlesAgain();
      }
    }
    elements.forEach((one) => one.end());
    row.end();
    count += 1;
    if (count % RIGHE_DI_SEGUITO === 0) await setImmediate();
  }
  table.end();
  return count;
}

function strikeLine(pdf: PdfA, { x, corpo, carattere = 'testo' }: Cella, line: string, top: number): void {
  const y = top + corpo * 0.62;
  pdf.artifact(() => {
    pdf.doc.lineWidth(0.5).moveTo(x, y);
    pdf.doc.lineTo(x + pdf.widthOf(line, carattere, corpo), y).stroke('#000000');
  });
}
