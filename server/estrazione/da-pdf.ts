import { createRequire } from 'node:module';
import path from 'node:path';
import type { Raccolta } from './raccolta.js';

const require = createRequire(import.meta.url);
const MAX_PAGINE = 3_000;

const hasName = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/**
 * The text of a PDF that was born as one; a scan has none. Nothing of it is run or drawn.
 * @returns false if it needs a password
 * @throws what pdfjs says of a file that is none
 */
export async function testoDiPdf(bytes: Buffer, raccolta: Raccolta): Promise<boolean> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const root = path.dirname(require.resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: `${path.join(root, 'cmaps')}${path.sep}`,
    standardFontDataUrl: `${path.join(root, 'standard_fonts')}${path.sep}`,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    verbosity: 0,
    enableXfa: false,
    isOffscreenCanvasSupported: false,
  });
  try {
    const document = await task.promise;
    for (let n = 1; n <= document.numPages && !raccolta.piena; n += 1) {
      if (n > MAX_PAGINE) {
        raccolta.tronca();
        break;
      }
      const page = await document.getPage(n);
      const { items } = await page.getTextContent();
      for (const item of items) if ('str' in item) raccolta.aggiungi(item.hasEOL ? `${item.str}\n` : item.str);
      raccolta.aggiungi('\n');
      page.cleanup();
    }
    return true;
  } catch (error) {
    if (hasName(error, 'PasswordException')) return false;
    throw error;
  } finally {
    await task.destroy();
  }
}
