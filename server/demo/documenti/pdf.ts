import PDFDocument from 'pdfkit';
import { type Carattere, CARATTERI, fontOf } from './caratteri.js';
import { ALTEZZA, type Foglio, LARGHEZZA, type Segno } from './foglio.js';

export interface DatiPdf {
  titolo: string;
  autore: string;
  /** legal day of the document; the file bears its noon, so that the same document has the same bytes */
  giorno: string;
}

type Documento = InstanceType<typeof PDFDocument>;

/**
 * An opened font as a source of pdfkit: it takes one as it is (its types do not say so), and what would cost 20 ms a
 * document, the reading of the tables, is done once a process.
 */
const sourceOf = (carattere: Carattere): Buffer => fontOf(carattere) as unknown as Buffer;

/** A PDF without pages, with fixed dates. */
export function createPdf({ titolo, autore, giorno }: DatiPdf): Documento {
  const quando = new Date(`${giorno}T12:00:00Z`);
  return new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'it-IT',
    font: sourceOf('grazie') as unknown as string,
    info: { Title: titolo, Author: autore, Subject: 'ESEMPIO', CreationDate: quando, ModDate: quando },
  });
}

/** Ends the document and gives its bytes. */
export async function finishPdf(doc: Documento): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => resolve());
    doc.on('error', reject);
  });
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

function drawSegno(doc: Documento, segno: Segno, isKnown: (carattere: Carattere) => boolean): void {
  if (segno.tipo === 'testo') {
    const nome = CARATTERI[segno.carattere];
    if (!isKnown(segno.carattere)) doc.registerFont(nome, sourceOf(segno.carattere));
    doc.font(nome).fontSize(segno.corpo).fillColor(segno.colore);
    doc.text(segno.testo, segno.x, segno.y, { lineBreak: false, baseline: 'alphabetic' });
    return;
  }
  segno.punti.forEach(([x, y], i) => (i === 0 ? doc.moveTo(x, y) : doc.lineTo(x, y)));
  if (segno.tipo === 'campitura') doc.closePath().fill(segno.colore);
  else doc.lineWidth(segno.spessore).lineJoin('round').lineCap('round').stroke(segno.colore);
}

/** The pages as a PDF with text and embedded fonts. The same pages and data give the same bytes. */
export function renderPdf(fogli: readonly Foglio[], dati: DatiPdf): Promise<Buffer> {
  const doc = createPdf(dati);
  const known = new Set<Carattere>();
  const isKnown = (carattere: Carattere): boolean => {
    const before = known.has(carattere);
    known.add(carattere);
    return before;
  };
  for (const { segni } of fogli) {
    doc.addPage({ size: [LARGHEZZA, ALTEZZA], margin: 0 });
    for (const segno of segni) drawSegno(doc, segno, isKnown);
  }
  return finishPdf(doc);
}
