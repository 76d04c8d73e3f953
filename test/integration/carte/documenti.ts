import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, degrees, StandardFonts } from 'pdf-lib';
import { createPdf, finishPdf } from '../../../server/demo/documenti/pdf.js';
import { createAutorita, createFirmatario } from '../../../server/demo/firma/autorita.js';
import { signCms } from '../../../server/demo/firma/cms.js';
import { signPades } from '../../../server/demo/firma/pades.js';
import { PdfA } from '../../../server/lib/pdfa.js';
import type { FileProva } from '../../support/harness.js';
import { buildPdf } from '../../support/pdf.js';

const autorita = createAutorita(2026);
const firmatario = createFirmatario(autorita, { nome: 'Esempio Undici', codiceFiscale: 'SMPNDC80A01X000X' }, 2026);
const chi = { firmatario, autorita, istante: new Date('2026-03-01T10:00:00Z') };

export const PAROLE = 'Parole del documento';

const pdf = (nome: string, bytes: Uint8Array): FileProva => ({
  nome,
  mime: 'application/pdf',
  bytes: Buffer.from(bytes),
});

/** A page of text that is PDF/A, as a good program writes it. */
async function pdfA(): Promise<Buffer> {
  const one = new PdfA({ titolo: 'Istanza', autore: 'Esempio', istante: chi.istante, dimostrazione: false });
  for (let i = 0; i < 20; i += 1) one.scrivi(`${PAROLE} ${i}. `.repeat(6), { dopo: 6 });
  return one.finish();
}

async function edited(edit: (doc: PDFDocument) => void, testo = PAROLE): Promise<Buffer> {
  const doc = await PDFDocument.create();
  const page = doc.addPage([595, 842]);
  page.drawText(testo, { x: 40, y: 800, size: 12, font: await doc.embedFont(StandardFonts.Helvetica), lineHeight: 12 });
  edit(doc);
  return Buffer.from(await doc.save());
}

const firmaPades = (bytes: Buffer): Promise<Buffer> =>
  signPades(bytes, { ...chi, nome: 'Esempio Undici', motivo: 'prova' });
const rimanda = (doc: PDFDocument, name: string, value: object): void =>
  doc.catalog.set(PDFName.of(name), doc.context.register(doc.context.obj(value as never)));

/** Honest documents of every kind that a stamp meets. */
export async function documentiOnesti(): Promise<Record<string, FileProva>> {
  const fitta = `${PAROLE}\n`.repeat(70);
  return {
    semplice: pdf('semplice.pdf', buildPdf(PAROLE)),
    pdfA: pdf('archivio.pdf', await pdfA()),
    girata: pdf('girata.pdf', await edited((doc) => doc.getPage(0).setRotation(degrees(90)))),
    ritagliata: pdf(
      'ritagliata.pdf',
      await edited((doc) => {
        doc.getPage(0).setMediaBox(-100, -50, 900, 1000);
        doc.getPage(0).setCropBox(0, 0, 595, 842);
      }),
    ),
    fitta: pdf('fitta.pdf', await edited((doc) => doc.getPage(0).setMediaBox(0, 0, 200, 842), fitta)),
    minuscola: pdf('minuscola.pdf', await edited((doc) => doc.getPage(0).setMediaBox(30, 790, 90, 40))),
    enorme: pdf('enorme.pdf', await edited((doc) => doc.getPage(0).setMediaBox(0, 0, 9_000, 14_000))),
    firmata: pdf('firmata.pdf', await firmaPades(await pdfA())),
    firmataGirata: pdf(
      'firmata-girata.pdf',
      await firmaPades(await edited((doc) => doc.getPage(0).setRotation(degrees(270)))),
    ),
  };
}

async function cifrato(): Promise<Buffer> {
  const { default: PDFDocumentKit } = await import('pdfkit');
  const doc = new PDFDocumentKit({ userPassword: 'chiusa', ownerPassword: 'chiusa' });
  doc.text(PAROLE);
  return finishPdf(doc);
}

const firmatoPieno = async (): Promise<Buffer> => {
  const doc = createPdf({ titolo: 'Tavola', autore: 'Esempio', giorno: '2026-03-01' });
  doc.addPage({ size: 'A4', margin: 0 });
  doc.rect(0, 0, 596, 842).fill('#223a6b');
  return firmaPades(await finishPdf(doc));
};

/** What cannot be stamped, each with words of the reason that its frontespizio gives. */
export async function documentiSenzaTimbro(): Promise<Record<string, [FileProva, RegExp]>> {
  const file = (nome: string, mime: string, bytes: Buffer | string): FileProva => ({
    nome,
    mime,
    bytes: Buffer.from(bytes),
  });
  return {
    busta: [
      file('relazione.pdf.p7m', 'application/pkcs7-mime', signCms(buildPdf(PAROLE), { ...chi, incluso: true })),
      /non è un PDF/,
    ],
    xml: [file('fattura.xml', 'application/xml', '<?xml version="1.0"?><a/>'), /non è un PDF/],
    posta: [file('messaggio.eml', 'message/rfc822', 'From: a@b.example\r\nSubject: x\r\n\r\nciao'), /non è un PDF/],
    nome: [file('漢字 «caffè» 👩‍👩‍👧.txt', 'text/plain', 'testo'), /non è un PDF/],
    cifrato: [pdf('cifrato.pdf', await cifrato()), /è cifrato/],
    certificato: [
      pdf('certificato.pdf', await edited((doc) => rimanda(doc, 'Perms', { DocMDP: {} }))),
      /è certificato/,
    ],
    rotto: [pdf('rotto.pdf', buildPdf(PAROLE).subarray(0, 300)), /danneggiato/],
    vuoto: [pdf('vuoto.pdf', Buffer.from('%PDF-1.7\n%%EOF\n')), /danneggiato/],
    firmatoPieno: [pdf('tavola.pdf', await firmatoPieno()), /non ha spazio libero/],
  };
}

/** Files made to harm who reads them. */
export async function documentiOstili(): Promise<Record<string, FileProva>> {
  const giro = await edited((doc) =>
    doc.catalog.Pages().set(PDFName.of('Kids'), doc.context.obj([doc.catalog.get(PDFName.of('Pages')) ?? null])),
  );
  const bomba = await edited((doc) => {
    const stream = doc.context.stream(deflateSync(Buffer.alloc(200_000_000, ' ')), { Filter: 'FlateDecode' });
    doc.getPage(0).node.set(PDFName.of('Contents'), doc.context.register(stream));
  });
  return {
    annidato: pdf('annidato.pdf', Buffer.from(`%PDF-1.4\n1 0 obj\n${'['.repeat(300_000)}`)),
    giro: pdf('giro.pdf', giro),
    bomba: pdf('bomba.pdf', bomba),
  };
}
