import assert from 'node:assert/strict';
import sharp from 'sharp';
import { readPagina } from '../../../server/carte/pagina.js';
import { drawSegni, type Segno } from '../../../server/carte/segno.js';
import type { Mappa } from '../../../server/carte/spazio.js';
import { stampPdf } from '../../../server/carte/timbra.js';
import { ADESSO } from '../../support/factories.js';
import { disegna } from '../../support/pagine-dipinte.js';
import { buildCarta } from '../../unit/carte/esempi.js';
import { type PaginaDiProva, pagineDiProva } from './pagine.js';

/** Pixels of an inch, fewer on pages that would be too large. */
const DPI = 100;
const MAX_PX = 1_200;
/** Of 255: darker than this is ink to any eye. */
const SCURO = 140;
/** Two drawings of one thing differ by less. */
const DIVERSO = 60;
/** Drawings of pages of different heights are rounded to whole points, then to pixels. */
const SPOSTATO = 3;
/** The stamp keeps clear of what was seen by so many squares: the tip of a letter may fill too little of its own. */
const ARIA = 3;

interface Disegno {
  data: Buffer;
  width: number;
  height: number;
}
/** A page as the stamp sees it, and as it is drawn before it is stamped. */
interface PaginaLetta extends PaginaDiProva {
  mappa: Mappa;
  dpi: number;
  prima: Disegno;
}
interface Riquadro {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** The first page as it is seen, grey, a byte a pixel. */
async function draw(pdf: Buffer, dpi: number, grana = false): Promise<Disegno> {
  const picture = sharp(await disegna(pdf, 0, dpi));
  const { data, info } = await (grana ? picture.median(3) : picture)
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The smallest rectangle around the pixels of which that is true; undefined where it is of none. */
function around(
  { width, height }: Disegno,
  isIt: (at: number) => boolean,
  top = 0,
  foot = height,
): Riquadro | undefined {
  let found: Riquadro | undefined;
  for (let y = top; y < foot; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (!isIt(y * width + x)) continue;
      found ??= { x1: x, y1: y, x2: x, y2: y };
      found = { x1: Math.min(found.x1, x), y1: found.y1, x2: Math.max(found.x2, x), y2: y };
    }
  return found;
}

const isDark = ({ data }: Disegno, at: number): boolean => (data[at] ?? 255) < SCURO;

/** Dark pixels of `one` that have no dark pixel of `other` near their place; `other` lies `down` lower. */
function missing(one: Disegno, other: Disegno, down: number): number {
  let count = 0;
  for (let y = 0; y < one.height; y += 1)
    for (let x = 0; x < one.width; x += 1) {
      if (!isDark(one, y * one.width + x)) continue;
      let near = false;
      for (let dy = -SPOSTATO; dy <= SPOSTATO && !near; dy += 1)
        for (let dx = -SPOSTATO; dx <= SPOSTATO && !near; dx += 1) {
          const [px, py] = [x + dx, y + dy + down];
          near = px >= 0 && px < other.width && py >= 0 && py < other.height && isDark(other, py * other.width + px);
        }
      if (!near) count += 1;
    }
  return count;
}

function isTakenNear({ colonne, righe, occupate }: Mappa, x: number, y: number): boolean {
  for (let row = Math.max(0, y - ARIA); row <= Math.min(righe - 1, y + ARIA); row += 1)
    for (let col = Math.max(0, x - ARIA); col <= Math.min(colonne - 1, x + ARIA); col += 1)
      if (occupate[row * colonne + col] === 1) return true;
  return false;
}

/** What is left of the edges of a rectangle when a pixel of blur is taken away. */
const inside = ({ x1, y1, x2, y2 }: Riquadro): Riquadro => ({ x1: x1 + 1, y1: y1 + 1, x2: x2 - 1, y2: y2 - 1 });

/** That a rectangle has the shape of one of the stamps: it is whole. */
function assertShape({ x1, y1, x2, y2 }: Riquadro, segni: readonly Segno[]): void {
  const shape = (x2 - x1 + 1) / (y2 - y1 + 1);
  assert.ok(
    segni.some(({ larghezza, altezza }) => Math.abs(shape / (larghezza / altezza) - 1) < 0.06),
    `the shape of no stamp: ${shape}`,
  );
}

describe('the stamp on real pages', function () {
  this.timeout(120_000);
  let pagine: Record<string, PaginaLetta>;
  let segni: Segno[];

  before(async () => {
    segni = await drawSegni(buildCarta(), ADESSO);
    pagine = {};
    for (const [nome, one] of Object.entries(await pagineDiProva())) {
      const { mappa, lato } = await readPagina(one.pdf);
      const dpi = Math.min(DPI, (MAX_PX * 72) / (Math.max(mappa.colonne, mappa.righe) * lato));
      pagine[nome] = { ...one, mappa, dpi, prima: await draw(one.pdf, dpi, one.grana) };
    }
  });

  it('where there is ink, the page that was read is taken', async () => {
    for (const [nome, { prima: vista, inchiostro, dpi, mappa, dove }] of Object.entries(pagine)) {
      const prima = inchiostro === undefined ? vista : await draw(inchiostro, dpi);
      const [sx, sy] = [mappa.colonne / prima.width, mappa.righe / prima.height];
      let [free, ink, taken] = [0, 0, 0];
      for (let at = 0; at < prima.data.length; at += 1) {
        if (!isDark(prima, at)) continue;
        ink += 1;
        const [x, y] = [Math.floor((at % prima.width) * sx), Math.floor(Math.floor(at / prima.width) * sy)];
        if (!isTakenNear(mappa, x, y)) free += 1;
      }
      for (const one of mappa.occupate) taken += one;
      assert.ok(ink > 100, `${nome}: there is ink`);
      assert.equal(free, 0, `${nome}: of ${ink} dark pixels ${free} are free to be covered`);
      if (dove === 'pagina') assert.ok(taken < 0.8 * mappa.occupate.length, `${nome}: paper is free`);
    }
  });

  it('covers not a dark pixel of the page: it stands on paper, or on a band that the page grows by', async () => {
    for (const [nome, { pdf, inchiostro, grana, dove, dpi, prima }] of Object.entries(pagine)) {
      const esito = await stampPdf(pdf, segni);
      assert.ok('pdf' in esito, `${nome}: ${JSON.stringify(esito)}`);
      const dopo = await draw(esito.pdf, dpi, grana);
      const grown = dopo.height - prima.height;
      const found = grown > 2 ? 'fascia' : 'pagina';
      assert.equal(found, dove ?? found, nome);
      if (found === 'fascia') {
        assert.equal(missing(prima, dopo, grown), 0, `${nome}: the page is below the band, unchanged`);
        const beside = around(dopo, (at) => at % dopo.width > prima.width + 1 && isDark(dopo, at), grown + 2);
        assert.equal(beside, undefined, `${nome}: nothing is shown that was not`);
        const stamp = around(dopo, (at) => isDark(dopo, at), 0, grown - 1);
        assert.ok(stamp !== undefined, `${nome}: no stamp`);
        assertShape(stamp, segni);
        continue;
      }
      assert.deepEqual([dopo.width, dopo.height], [prima.width, prima.height], nome);
      const stamp = around(dopo, (at) => Math.abs((dopo.data[at] ?? 0) - (prima.data[at] ?? 0)) > DIVERSO);
      assert.ok(stamp !== undefined, `${nome}: no stamp`);
      assertShape(stamp, segni);
      const { data, width } = inchiostro === undefined ? prima : await draw(inchiostro, dpi);
      const { x1, y1, x2, y2 } = inside(stamp);
      let covered = 0;
      for (let y = y1; y <= y2; y += 1)
        for (let x = x1; x <= x2; x += 1) if ((data[y * width + x] ?? 255) < SCURO) covered += 1;
      assert.equal(covered, 0, `${nome}: ${covered} dark pixels are under the stamp`);
    }
  });
});
