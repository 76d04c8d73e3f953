import { degrees, PDFDocument, PDFName, type PDFPage, rgb, StandardFonts, type PDFFont } from 'pdf-lib';
import sharp from 'sharp';
import { disegna, sporca } from '../../support/pagine-dipinte.js';
import { documentiOnesti } from './documenti.js';

/** A page to be stamped, and where the stamp may go. */
export interface PaginaDiProva {
  pdf: Buffer;
  /** where the stamp stands: on a free part of the page, or on a band that the page grows by at its head; absent: either */
  dove?: 'pagina' | 'fascia';
  /** the same page with its unseen words in black: what the stamp may not cover either */
  inchiostro?: Buffer;
  /** grain and specks that are no ink */
  grana?: true;
}

const A4: [number, number] = [595, 842];
const RIGA = 'Il sottoscritto chiede il rilascio della copia degli atti indicati in oggetto.';

async function page(size: [number, number], draw: (page: PDFPage, font: PDFFont) => void): Promise<Buffer> {
  const doc = await PDFDocument.create();
  const font = await doc.embedFont(StandardFonts.Helvetica);
  draw(doc.addPage(size), font);
  return Buffer.from(await doc.save());
}

interface Righe {
  x?: number;
  da?: number;
  a?: number;
  corpo?: number;
  grigio?: number;
  testo?: string;
}

/** Lines of words from a height down to another. */
const scrivi =
  ({ x = 40, da = 820, a = 20, corpo = 11, grigio = 0, testo = RIGA }: Righe = {}) =>
  (one: PDFPage, font: PDFFont): void => {
    for (let y = da; y > a; y -= corpo * 1.25)
      one.drawText(testo, { x, y, size: corpo, font, color: rgb(grigio, grigio, grigio) });
  };

/** Letters that fill a page from edge to edge, whatever its size. */
const piena =
  (width: number, height: number) =>
  (one: PDFPage, font: PDFFont): void => {
    for (let y = height - 10; y > 2; y -= 11)
      one.drawText('m'.repeat(Math.ceil(width / 8)), { x: 2, y, size: 10, font });
  };

/** The same page as a scanner gives it: one picture, no words. */
async function scansione(pdf: Buffer, { dpi = 200, sporco = false } = {}): Promise<Buffer> {
  const grey = await disegna(pdf, 0, dpi);
  const png = sporco ? await sporca(grey, 3) : grey;
  const { width, height } = await sharp(png).metadata();
  const doc = await PDFDocument.create();
  const picture = await doc.embedJpg(await sharp(png).jpeg({ quality: 80 }).toBuffer());
  const [w, h] = [(width * 72) / dpi, (height * 72) / dpi];
  doc.addPage([w, h]).drawImage(picture, { x: 0, y: 0, width: w, height: h });
  return Buffer.from(await doc.save());
}

/** A letter: its heading at the left, words down to the foot, the head free at the right. */
const lettera = (size: [number, number] = A4): Promise<Buffer> =>
  page(size, (one, font) => {
    scrivi({ da: size[1] - 40, a: size[1] - 110, testo: 'Studio tecnico Valdoria' })(one, font);
    scrivi({ da: size[1] - 130 })(one, font);
  });

async function girata(pdf: Buffer, angle: number): Promise<Buffer> {
  const doc = await PDFDocument.load(pdf);
  doc.getPage(0).setRotation(degrees(angle));
  return Buffer.from(await doc.save());
}

/** A page of whose paper a part only is shown; ink lies in what is hidden. */
const ritagliata = (draw: (page: PDFPage, font: PDFFont) => void): Promise<Buffer> =>
  page([900, 1000], (one, font) => {
    one.setMediaBox(-100, -50, 900, 1000);
    one.setCropBox(0, 0, ...A4);
    one.drawRectangle({ x: -90, y: 843, width: 880, height: 100, color: rgb(0, 0, 0) });
    draw(one, font);
  });

/** Words aslant across the place that the stamp likes best. */
const traverso = (one: PDFPage, font: PDFFont): void => {
  for (let x = 300; x < 560; x += 40)
    one.drawText('RISERVATO', { x, y: 700, size: 22, font, rotate: degrees(40), color: rgb(0.4, 0.4, 0.4) });
  scrivi({ da: 690 })(one, font);
};

const bianche = (grigio: number) => (one: PDFPage, font: PDFFont) => {
  scrivi({ x: 360, da: 830, a: 560, grigio, testo: 'Parole che non si vedono' })(one, font);
  scrivi({ da: 550 })(one, font);
};

async function unita(pdf: Buffer): Promise<Buffer> {
  const doc = await PDFDocument.load(pdf);
  doc.getPage(0).node.set(PDFName.of('UserUnit'), doc.context.obj(2));
  return Buffer.from(await doc.save());
}

/** Pages of every kind, with what is on them and what is not. */
export async function pagineDiProva(): Promise<Record<string, PaginaDiProva>> {
  const onesti = await documentiOnesti();
  const onesto = (nome: string): Buffer => onesti[nome]?.bytes ?? Buffer.of();
  const a4 = await lettera();
  const orizzontale = await lettera([842, 595]);
  const fitta = await page(A4, piena(...A4));
  const destra = await page(A4, scrivi({ x: 330, a: 300, testo: 'Comune di Valdoria, ufficio tecnico' }));
  const piccole = await page(A4, (one, font) => {
    scrivi({ corpo: 7, a: 300, grigio: 0.45, x: 330, testo: 'Clausole in carattere piccolo e chiaro, in fondo' })(
      one,
      font,
    );
    scrivi({ da: 290 })(one, font);
  });
  const su = (pdf: Buffer, over: Partial<PaginaDiProva> = {}): PaginaDiProva => ({ pdf, dove: 'pagina', ...over });
  const fascia = (pdf: Buffer): PaginaDiProva => ({ pdf, dove: 'fascia' });
  return {
    lettera: su(a4),
    orizzontale: su(orizzontale),
    'girata di 90': su(await girata(orizzontale, 90)),
    'girata di 180': su(await girata(a4, 180)),
    'girata di 270': su(await girata(a4, 270)),
    'scritta a destra': su(destra),
    'scritta di traverso': su(await page(A4, traverso)),
    'parole bianche': su(await page(A4, bianche(1)), { inchiostro: await page(A4, bianche(0)) }),
    ritagliata: su(await ritagliata(scrivi({ da: 690, a: 100 }))),
    'unità doppia': su(await unita(a4)),
    enorme: su(await page([2_400, 3_400], scrivi({ da: 3_300, a: 2_600, x: 1_900, corpo: 20 }))),
    scansione: su(await scansione(a4)),
    'scansione scritta a destra': su(await scansione(destra)),
    'scansione in caratteri piccoli e chiari': su(await scansione(piccole, { dpi: 300 })),
    'scansione sporca': { pdf: await scansione(a4, { sporco: true, dpi: 150 }), grana: true },
    firmata: su(onesto('firmata')),
    'firmata e girata': su(onesto('firmataGirata')),
    fitta: fascia(fitta),
    'fitta e girata': fascia(await girata(fitta, 90)),
    'fitta e capovolta': fascia(await girata(fitta, 180)),
    'fitta e girata di 270': fascia(await girata(fitta, 270)),
    'fitta e ritagliata': fascia(await ritagliata(piena(...A4))),
    'scansione fitta': fascia(await scansione(fitta)),
    stretta: fascia(await page([200, 842], piena(200, 842))),
    'stretta, ritagliata da una più larga': fascia(
      await page([600, 842], (one, font) => {
        one.setCropBox(0, 0, 200, 842);
        piena(600, 842)(one, font);
      }),
    ),
    minuscola: fascia(onesto('minuscola')),
  };
}
