import { setImmediate as nextTurn } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { SOSTITUTO, toPrintable } from '../../lib/caratteri-pdf.js';
import { wrapText } from '../../lib/pdfa.js';
import { CARATTERI_REGISTRO, type CarattereRegistro, sourceOf, widthOf } from './caratteri.js';

/** A4 on its side: a row of the register needs the breadth. */
const LARGHEZZA = 841.89;
const ALTEZZA = 595.28;
const MARGINE = 26;
const SOPRA = 40;
const SOTTO = 42;
export const INTERLINEA = 1.24;
export const GRIGIO = '#4a5563';
export const LINEA = '#b9c2cf';
const FILIGRANA = '#e9ecf0';
const PIEDE = 6.5;
/** Room for the number of all pages, which is known at the end only. */
const SPAZIO_TOTALE = 26;

export interface DatiFoglio {
  titolo: string;
  ente: string;
  istante: Date;
  esempio: boolean;
  /** on every page but the first */
  testata: string;
  piede: string;
  /** SHA-256 of the XML that is drawn */
  impronta: string;
}

/** Words in one face and size; `barrato`: struck, and still to be read. */
export interface Frammento {
  testo: string;
  carattere?: CarattereRegistro;
  corpo?: number;
  colore?: string;
  barrato?: boolean;
}

/** A line as it is drawn. */
export type Linea = Required<Frammento>;

/** What pdfkit has and its types do not say: the face in use, that a form of our own must name too. */
interface ConCarattere {
  _font: { id: string; ref(): object; encode(testo: string): [string[], unknown] };
}

const CORPO = 6.6;

/**
 * The pages of a register, each written out when the next begins: a register of any length takes the memory of a page. PDF/A-2b,
 * the same bytes for the same data. It carries no tags, which would have to be held until the end: what machines and screen
 * readers read is the XML of the same register.
 */
export class FoglioRegistro {
  readonly doc: InstanceType<typeof PDFDocument>;
  readonly sinistra = MARGINE;
  readonly larghezza = LARGHEZZA - 2 * MARGINE;
  readonly fondo = ALTEZZA - SOTTO;
  y = 0;
  pagine = 0;
  #sostituiti = 0;
  readonly #totale: ReturnType<InstanceType<typeof PDFDocument>['ref']>;

  constructor(private readonly dati: DatiFoglio) {
    const quando = new Date(Math.floor(dati.istante.getTime() / 1_000) * 1_000);
    this.doc = new PDFDocument({
      size: [LARGHEZZA, ALTEZZA],
      margin: 0,
      autoFirstPage: false,
      pdfVersion: '1.7',
      subset: 'PDF/A-2b',
      displayTitle: true,
      lang: 'it-IT',
      fontLayoutCache: false,
      font: '', // none by default: a face that is both default and registered would be opened again at every line
      info: {
        Title: dati.titolo,
        Author: dati.ente,
        ...(dati.esempio && { Subject: 'ESEMPIO' }),
        Keywords: dati.impronta,
        Creator: 'Protocollo',
        Producer: 'Protocollo',
        CreationDate: quando,
        ModDate: quando,
      },
    });
    for (const carattere of CARATTERI_REGISTRO)
      this.doc.registerFont(carattere, sourceOf(carattere) as unknown as string);
    this.#totale = this.doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, -3, SPAZIO_TOTALE, 10] });
  }

  async addPage(): Promise<void> {
    if (this.pagine > 0) this.#drawFoot();
    await nextTurn(); // what is written goes out, and who else asks is served
    this.doc.addPage();
    this.pagine += 1;
    if (this.dati.esempio) this.#drawFiligrana();
    this.y = SOPRA;
    if (this.pagine > 1) this.#drawHead();
  }

  /** Lines of a text within that width. */
  wrap(
    { testo, carattere = 'stretto', corpo = CORPO, colore = '#000000', barrato = false }: Frammento,
    larghezza: number,
  ): Linea[] {
    const { testo: shown, sostituiti } = toPrintable(testo, carattere);
    this.#sostituiti += sostituiti;
    return wrapText(shown, larghezza / corpo, (words) => widthOf(words, carattere)).map((line) => ({
      testo: line,
      carattere,
      corpo,
      colore,
      barrato,
    }));
  }

  drawLine({ testo, carattere, corpo, colore, barrato }: Linea, x: number, y: number): void {
    if (testo === '') return;
    const width = widthOf(testo, carattere) * corpo;
    this.doc.font(carattere).fontSize(corpo).fillColor(colore);
    this.doc.text(testo, x, y, { lineBreak: false, textWidth: width, wordCount: 1 } as PDFKit.Mixins.TextOptions);
    if (barrato)
      this.doc
        .lineWidth(0.45)
        .moveTo(x, y + corpo * 0.62)
        .lineTo(x + width, y + corpo * 0.62)
        .stroke('#000000');
  }

  /** A text from `y` on, in as many lines as it takes. */
  async write(frammento: Frammento, dopo = 0): Promise<void> {
    for (const linea of this.wrap(frammento, this.larghezza)) {
      if (this.y + linea.corpo * INTERLINEA > this.fondo) await this.addPage();
      this.drawLine(linea, this.sinistra, this.y);
      this.y += linea.corpo * INTERLINEA;
    }
    this.y += dopo;
  }

  rule(y: number, colore = LINEA): void {
    this.doc.lineWidth(0.4).moveTo(this.sinistra, y);
    this.doc.lineTo(this.sinistra + this.larghezza, y).stroke(colore);
  }

  /** Ends the document; its number of pages is told on each of them. */
  end(): void {
    this.#drawFoot();
    this.doc.font('stretto');
    const { _font: font } = this.doc as unknown as ConCarattere;
    const [glyphs] = font.encode(String(this.pagine));
    Object.assign(this.#totale.data, { Resources: { Font: { [font.id]: font.ref() } } });
    this.#totale.end(Buffer.from(`0.29 0.333 0.388 rg BT /${font.id} ${PIEDE} Tf 0 0 Td <${glyphs.join('')}> Tj ET`));
    this.doc.end();
  }

  #line(testo: string, altri: Omit<Frammento, 'testo'> = {}): Linea {
    const [first] = this.wrap({ testo, corpo: PIEDE, colore: GRIGIO, ...altri }, this.larghezza);
    return first ?? { testo: '', carattere: 'stretto', corpo: PIEDE, colore: GRIGIO, barrato: false };
  }

  #drawHead(): void {
    this.drawLine(this.#line(this.dati.testata), this.sinistra, SOPRA - 16);
    this.rule(SOPRA - 5);
  }

  #drawFoot(): void {
    const y = this.fondo + 8;
    this.rule(y);
    this.drawLine(this.#line(this.dati.piede), this.sinistra, y + 4);
    const pagina = this.#line(`Pagina ${this.pagine} di `);
    const right = this.sinistra + this.larghezza - SPAZIO_TOTALE;
    const width = widthOf(`${pagina.testo} `, 'stretto') * PIEDE;
    this.drawLine(pagina, right - width, y + 4);
    Object.assign(this.doc.page.xobjects as object, { Totale: this.#totale });
    const baseline = y + 4 + PIEDE * 0.93;
    this.doc.addContent(`q 1 0 0 -1 ${right} ${baseline.toFixed(3)} cm /Totale Do Q`);
    const hash = this.#line(this.dati.impronta, { carattere: 'macchina', corpo: 5.6 });
    const label = this.#line('Impronta SHA-256 del registro in XML: ');
    this.drawLine(label, this.sinistra, y + 13);
    this.drawLine(hash, this.sinistra + widthOf(`${label.testo} `, 'stretto') * PIEDE, y + 13.6);
    const notes = [
      ...(this.dati.esempio ? ['ESEMPIO: banca dati dimostrativa, senza valore legale'] : []),
      ...(this.#sostituiti > 0
        ? [
            `${SOSTITUTO} sta al posto di un carattere che i tipi di stampa non hanno: il testo esatto è nel registro in XML`,
          ]
        : []),
    ];
    if (notes.length > 0) this.drawLine(this.#line(notes.join(' - ')), this.sinistra, y + 22);
  }

  #drawFiligrana(): void {
    const corpo = 120;
    const [word] = this.wrap({ testo: 'ESEMPIO', carattere: 'stretto-grassetto', corpo, colore: FILIGRANA }, LARGHEZZA);
    if (word === undefined) return;
    const width = widthOf(word.testo, word.carattere) * corpo;
    this.doc.save().rotate(-35, { origin: [LARGHEZZA / 2, ALTEZZA / 2] });
    this.drawLine(word, (LARGHEZZA - width) / 2, ALTEZZA / 2 - corpo * 0.6);
    this.doc.restore();
  }
}
