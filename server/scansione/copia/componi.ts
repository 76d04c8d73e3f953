import { Readable } from 'node:stream';
import type { PaginaCopia } from '../tipi.js';
import type { DatiCopia } from './metadati.js';
import { ScrittorePdf } from './scrittore.js';

/**
 * A PDF/A-2b of scanned pages, searchable: each picture as it is kept, and over it its words, unseen, where they stand. Pages are
 * taken one at a time as the reader of the stream asks for them, so memory does not grow with their number.
 * The same pages with the same data give the same bytes.
 */
export const componiCopia = (pagine: AsyncIterable<PaginaCopia>, dati: DatiCopia): Readable =>
  Readable.from(pieces(pagine, dati), { objectMode: false });

async function* pieces(pagine: AsyncIterable<PaginaCopia>, dati: DatiCopia): AsyncGenerator<Buffer> {
  const scrittore = new ScrittorePdf(dati);
  yield scrittore.testa();
  for await (const pagina of pagine) yield* scrittore.pagina(pagina);
  yield* scrittore.coda();
}
