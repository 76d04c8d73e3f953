import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { PdfA } from '../../server/lib/pdfa.js';
import type { Carattere } from '../../server/lib/caratteri-pdf.js';

export interface FoglioDipinto {
  /** lines of words, in order */
  testo: string;
  carattere?: Carattere;
  corpo?: number;
}

/** A sheet A4 with that text, as a scanner that sees everything would give it: grey, PNG. */
export async function dipingi({ testo, carattere = 'testo', corpo = 11 }: FoglioDipinto, dpi: number): Promise<Buffer> {
  const pdf = new PdfA({ titolo: 'Foglio', autore: 'Prova', istante: new Date(0), dimostrazione: false });
  pdf.scrivi(testo, { carattere, corpo });
  return disegna(await pdf.finish(), 0, dpi);
}

/** A page of a PDF as it is seen: grey, PNG. */
export async function disegna(pdf: Buffer, indice: number, dpi: number): Promise<Buffer> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
  const library = await PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer });
  try {
    const document = await library.loadDocument(pdf);
    const { data, width, height } = await document.getPage(indice).render({ scale: dpi / 72, render: 'bitmap' });
    document.destroy();
    return await sharp(Buffer.from(data), { raw: { width, height, channels: 4 } })
      .flatten({ background: '#ffffff' })
      .toColourspace('b-w')
      .withMetadata({ density: dpi })
      .png({ compressionLevel: 1 })
      .toBuffer();
  } finally {
    library.destroy();
  }
}

/** The same sheet from a tired copier: crooked, pale, blurred, grainy. The same sheet always comes out the same. */
export async function sporca(png: Buffer, seme: number): Promise<Buffer> {
  const { data, info } = await sharp(png)
    .rotate(seme % 2 === 0 ? 0.8 : -0.6, { background: '#ffffff' })
    .blur(0.8)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  let state = (seme + 1) * 2_654_435_761;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  for (let i = 0; i < data.length; i += 1) {
    const grain = (random() + random() + random() - 1.5) * 24;
    const speck = random() < 0.0004 ? -140 : 0;
    data[i] = Math.max(0, Math.min(255, 55 + (data[i] ?? 0) * 0.7 + grain + speck));
  }
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } })
    .toColourspace('b-w')
    .withMetadata({ density: 300 })
    .png({ compressionLevel: 1 })
    .toBuffer();
}
