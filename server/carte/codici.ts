import bwip from 'bwip-js/node'; // its named export `raw` is a kind of code, not this function
import type { PdfA } from '../lib/pdfa.js';

/** Modules of quiet around a code that readers need. */
const QUIETE_QR = 4;
const QUIETE_128 = 10;

interface Rettangolo {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** The dark modules of a QR code, those side by side as one rectangle; `lato` in modules. */
export function qrOf(testo: string): { lato: number; scuri: Rettangolo[] } {
  const [code] = bwip.raw('qrcode', testo, 'eclevel=M');
  if (code === undefined || !('pixs' in code)) throw new TypeError('no QR code');
  const { pixs, pixx: lato, pixy } = code;
  const scuri: Rettangolo[] = [];
  for (let y = 0; y < pixy; y += 1) {
    for (let x = 0; x < lato; x += 1) {
      if (pixs[y * lato + x] !== 1) continue;
      const start = x;
      while (x + 1 < lato && pixs[y * lato + x + 1] === 1) x += 1;
      scuri.push({ x: start, y, w: x - start + 1, h: 1 });
    }
  }
  return { lato, scuri };
}

/** The bars of a Code 128; `larghezza` in modules. */
export function code128Of(testo: string): { larghezza: number; barre: Rettangolo[] } {
  const [code] = bwip.raw({ bcid: 'code128', text: testo });
  if (code === undefined || !('sbs' in code)) throw new TypeError('no bar code');
  const barre: Rettangolo[] = [];
  let x = 0;
  code.sbs.forEach((width, i) => {
    if (i % 2 === 0) barre.push({ x, y: 0, w: width, h: 1 });
    x += width;
  });
  return { larghezza: x, barre };
}

function fillAll({ doc }: PdfA, rettangoli: readonly Rettangolo[], x: number, y: number, sx: number, sy: number): void {
  for (const one of rettangoli) doc.rect(x + one.x * sx, y + one.y * sy, one.w * sx, one.h * sy);
  doc.fill('#000000');
}

/** A QR code in a white square of that side, quiet zone included; vector, sharp at any size. */
export function drawQr(pdf: PdfA, testo: string, x: number, y: number, lato: number): void {
  const code = qrOf(testo);
  const module = lato / (code.lato + 2 * QUIETE_QR);
  pdf.doc.rect(x, y, lato, lato).fill('#ffffff');
  fillAll(pdf, code.scuri, x + QUIETE_QR * module, y + QUIETE_QR * module, module, module);
}

/** A Code 128 in a white rectangle, quiet zones included. */
export function drawCode128(pdf: PdfA, testo: string, x: number, y: number, larghezza: number, altezza: number): void {
  const code = code128Of(testo);
  const module = larghezza / (code.larghezza + 2 * QUIETE_128);
  pdf.doc.rect(x, y, larghezza, altezza).fill('#ffffff');
  fillAll(pdf, code.barre, x + QUIETE_128 * module, y, module, altezza);
}
