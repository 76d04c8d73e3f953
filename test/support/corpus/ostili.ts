import PDFDocument from 'pdfkit';
import { deflateSync } from 'node:zlib';
import { buildP7m } from './der.js';
import { buildOle } from './ole.js';
import { buildPdfCon } from './pdf.js';
import { buildDocx, buildOdt, buildZip } from './zip.js';

/** Files made to stop, fill or fool whoever reads their words. */

/** A real PDF that opens with a password only. */
export function buildPdfCifrato(): Promise<Buffer> {
  const doc = new PDFDocument({ userPassword: 'segreta' });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  doc.text('non si legge');
  doc.end();
  return new Promise((resolve) => doc.on('end', () => resolve(Buffer.concat(chunks))));
}

/** A Word document with a password: Office puts it whole into a compound file. */
export const docxCifrato = (): Buffer =>
  buildOle([{ nome: 'EncryptionInfo' }, { nome: 'EncryptedPackage', inizio: Buffer.from('non si legge') }]);
export const zipCifrato = (): Buffer =>
  buildZip([{ nome: 'non si legge.txt', bytes: 'non si legge', cifrata: true, stored: true }]);
export const odtCifrato = (): Buffer => buildOdt(['non si legge'], '<manifest:encryption-data/>');

const pdfOf = (...objects: string[]): Buffer =>
  Buffer.from(
    `%PDF-1.7\n${objects.map((one, i) => `${i + 1} 0 obj\n${one}\nendobj\n`).join('')}trailer\n<< /Root 1 0 R /Size 9 >>\nstartxref\n0\n%%EOF\n`,
    'latin1',
  );
const stream = (dictionary: string, data: Buffer): string =>
  `<< ${dictionary} /Length ${data.length} >>\nstream\n${data.toString('latin1')}\nendstream`;
const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const PAGE =
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>';

/** A page that draws a form that draws itself. */
export const pdfCheSiDisegna = (): Buffer =>
  pdfOf(
    CATALOG,
    PAGES,
    PAGE,
    stream('', Buffer.from('/X Do')),
    stream(
      '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>',
      Buffer.from('/X Do /X Do'),
    ),
  );
export const pdfAdAnello = (): Buffer => pdfOf(CATALOG, '<< /Type /Pages /Kids [2 0 R] /Count 1000000 >>');
export const pdfSenzaPagine = (): Buffer => pdfOf(CATALOG, '<< /Type /Pages /Kids [] /Count 0 >>');
export const pdfAnnidato = (): Buffer => buildPdfCon('['.repeat(300_000));
/** A page whose content expands to so many bytes. */
export const pdfBomba = (bytes: number): Buffer =>
  pdfOf(CATALOG, PAGES, PAGE, stream('/Filter /FlateDecode', deflateSync(Buffer.alloc(bytes, 0x20))));

const LAUGHS = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ridi">${Array.from({ length: 9 }, (_one, i) => `<!ENTITY b${i} "${`&b${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&b8;&f;</a>`;
export const xmlBomba = (): Buffer => Buffer.from(LAUGHS);
export const xmlAnnidato = (): Buffer => Buffer.from(`<?xml version="1.0"?>${'<a>'.repeat(400_000)}`);
export const htmlAnnidato = (): Buffer => Buffer.from(`<!doctype html>${'<div><script '.repeat(300_000)}`);
export const rtfAnnidato = (): Buffer => Buffer.from(`{\\rtf1${'{\\b '.repeat(400_000)}`);

/** A document of little bytes and very many words. */
export const docxBomba = (bytes: number): Buffer =>
  buildDocx([], [{ nome: 'word/footnotes.xml', bytes: Buffer.alloc(bytes, 0x61) }]);
export const docxConDoctype = (): Buffer =>
  buildZip([
    { nome: '[Content_Types].xml', bytes: '<Types/>' },
    { nome: 'word/document.xml', bytes: LAUGHS.replace('<a>', '<w:t>ciao ').replace('</a>', '</w:t>') },
  ]);

export const p7mAnnidato = (depth: number): Buffer =>
  depth === 0 ? Buffer.from('in fondo') : buildP7m(p7mAnnidato(depth - 1));

/** Messages in messages. */
export const postaAnnidata = (depth: number): Buffer =>
  Buffer.from(
    depth === 0
      ? 'From: a@b.example\r\nSubject: ultima\r\n\r\nin fondo'
      : `From: a@b.example\r\nSubject: numero ${depth}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x${depth}\r\n\r\n--x${depth}\r\nContent-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n${postaAnnidata(depth - 1).toString()}\r\n--x${depth}--\r\n`,
  );
export const testoLungo = (bytes: number): Buffer =>
  Buffer.from('parola '.repeat(Math.ceil(bytes / 7)).slice(0, bytes));
