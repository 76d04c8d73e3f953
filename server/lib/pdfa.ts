import PDFDocument from 'pdfkit';
import { CARATTERI, type Carattere, charactersOf, fontOf, SOSTITUTO, toPrintable } from './caratteri-pdf.js';

/** Points of a millimetre. */
export const MM = 72 / 25.4;
export const A4: Formato = [595.28, 841.89];
/** Width and height of a page in points. */
export type Formato = readonly [larghezza: number, altezza: number];
export type Documento = InstanceType<typeof PDFDocument>;

export interface Margini {
  sopra: number;
  sotto: number;
  lati: number;
}

export interface DatiPdfA {
  titolo: string;
  /** the administration */
  autore: string;
  /** creation of the paper; whole seconds. The same data with the same instant give the same bytes */
  istante: Date;
  /** a demonstration database: every page says ESEMPIO */
  dimostrazione: boolean;
  formato?: Formato;
  margini?: Margini;
  /** on every page, above a line */
  intestazione?: { sinistra: string; destra?: string };
  /** on every page, below a line, with the number of the page and of all pages */
  piede?: string;
  /** how the mark of a demonstration is drawn, where large grey letters under the text would harm (labels) */
  esempio?: (pdf: PdfA) => void;
}

/** Part that a text plays, for who listens to the paper; `nessuno`: ornament or furniture. */
export type Parte = 'H1' | 'H2' | 'H3' | 'P' | 'TH' | 'TD' | 'nessuno';

export interface Stile {
  carattere?: Carattere;
  corpo?: number;
  colore?: string;
  allinea?: 'sinistra' | 'centro' | 'destra';
  x?: number;
  larghezza?: number;
  /** blank below, in points */
  dopo?: number;
  parte?: Parte;
}

export const INTERLINEA = 1.28;
const CORPO = 9.5;
const MARGINI: Margini = { sopra: 54, sotto: 54, lati: 54 };
const GRIGIO = '#4a5563';
/** Under the text: pale enough to read over it, dark enough to be seen on paper. */
const FILIGRANA = '#e6e9ee';
const AVVERTENZA = 'ESEMPIO - banca dati dimostrativa, senza valore legale';
const NOTA_SOSTITUTI = `${SOSTITUTO} sta al posto di un carattere che i tipi di stampa non hanno: il testo esatto è nel registro`;
/** Widths kept in memory: words of a register repeat, hashes do not. */
const MAX_PAROLA = 24;
const MAX_PAROLE = 20_000;
const HA_PAROLE_LUNGHE = new RegExp(String.raw`\S{${MAX_PAROLA + 1}}`);
/** pdfkit keeps the glyphs of each word it has set, but for those set with features of their own: hashes would fill the memory. */
const NON_TENERE: PDFKit.Mixins.TextOptions = { features: [] };

/** The opened face as a source of pdfkit, which takes one as it is (its types do not say so): tables are read once a process. */
const sourceOf = (carattere: Carattere): string => fontOf(carattere) as unknown as string;

const wholeSecond = (instant: Date): Date => new Date(Math.floor(instant.getTime() / 1_000) * 1_000);

/**
 * A PDF/A-2b that is the same, byte for byte, for the same data: embedded fonts, Italian, title, tags, dates as given.
 * Text is set line by line by this class, so that a page break never falls inside a tag. Coordinates are points from the
 * upper left corner; `y` is where the next line begins.
 */
export class PdfA {
  readonly doc: Documento;
  y = 0;
  #sostituiti = 0;
  readonly #widths = new Map<string, number>();
  readonly #margini: Margini;

  constructor(private readonly dati: DatiPdfA) {
    const quando = wholeSecond(dati.istante);
    this.#margini = dati.margini ?? MARGINI;
    this.doc = new PDFDocument({
      size: [...(dati.formato ?? A4)],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      subset: 'PDF/A-2b',
      tagged: true,
      displayTitle: true,
      lang: 'it-IT',
      font: sourceOf('testo'),
      info: {
        Title: this.printable(dati.titolo, 'testo'),
        Author: this.printable(dati.autore, 'testo'),
        ...(dati.dimostrazione && { Subject: 'ESEMPIO' }),
        Creator: 'Protocollo',
        Producer: 'Protocollo',
        CreationDate: quando,
        ModDate: quando,
      },
    });
    // by the name that the file itself gives, or pdfkit compares faces at each use
    for (const carattere of Object.keys(CARATTERI) as Carattere[])
      this.doc.registerFont(CARATTERI[carattere], sourceOf(carattere));
    this.addPage();
  }

  get larghezza(): number {
    return this.doc.page.width - 2 * this.#margini.lati;
  }
  get sinistra(): number {
    return this.#margini.lati;
  }
  /** Where the text of a page ends. */
  get fondo(): number {
    return this.doc.page.height - this.#margini.sotto;
  }
  get pagine(): number {
    return this.doc.bufferedPageRange().count;
  }

  addPage(): this {
    if (this.pagine > 0) compact(this.doc.page);
    this.doc.addPage();
    this.y = this.#margini.sopra;
    if (this.dati.dimostrazione) this.artifact(() => (this.dati.esempio ?? drawFiligrana)(this));
    return this;
  }

  /** A new page unless that height is still free on this one. */
  ensureSpace(altezza: number): boolean {
    if (this.y + altezza <= this.fondo || this.y <= this.#margini.sopra) return false;
    this.addPage();
    return true;
  }

  salta(punti: number): this {
    this.y += punti;
    return this;
  }

  filetto(colore = '#9aa6b8', spessore = 0.6): this {
    this.artifact(() => {
      this.doc.lineWidth(spessore).moveTo(this.sinistra, this.y);
      this.doc.lineTo(this.sinistra + this.larghezza, this.y).stroke(colore);
    });
    return this.salta(spessore);
  }

  /** A text as the face can print it; what it has not is counted, and told at the foot of the last page. */
  printable(testo: string, carattere: Carattere): string {
    const { testo: shown, sostituiti } = toPrintable(testo, carattere);
    this.#sostituiti += sostituiti;
    return shown;
  }
  get sostituiti(): number {
    return this.#sostituiti;
  }

  /** Width in points of what is printable. */
  widthOf(testo: string, carattere: Carattere, corpo: number): number {
    if (testo === '') return 0;
    const key = `${carattere}/${testo}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width = this.doc
        .font(CARATTERI[carattere])
        .fontSize(1)
        .widthOfString(testo, testo.length > MAX_PAROLA ? NON_TENERE : {});
      if (testo.length <= MAX_PAROLA && this.#widths.size < MAX_PAROLE) this.#widths.set(key, width);
    }
    return width * corpo;
  }

  /** Lines no wider than that, parted at blanks; what is longer than a line is parted where it must. */
  wrap(testo: string, { carattere = 'testo', corpo = CORPO, larghezza = this.larghezza }: Stile = {}): string[] {
    return wrapText(this.printable(testo, carattere), larghezza, (text) => this.widthOf(text, carattere, corpo));
  }

  /** One line of printable text at a place; it opens no tag. */
  drawLine(testo: string, x: number, y: number, stile: Stile = {}): void {
    const { carattere = 'testo', corpo = CORPO, colore = '#000000' } = stile;
    if (testo === '') return;
    this.doc.font(CARATTERI[carattere]).fontSize(corpo).fillColor(colore);
    this.doc.text(testo, x, y, { lineBreak: false, ...(HA_PAROLE_LUNGHE.test(testo) && NON_TENERE) });
  }

  /** Lines that `wrap` made, from `y` on, on this page. */
  drawLines(righe: readonly string[], stile: Stile = {}): void {
    const { carattere = 'testo', corpo = CORPO, allinea = 'sinistra' } = stile;
    const { x = this.sinistra, larghezza = this.larghezza } = stile;
    for (const riga of righe) {
      const blank = allinea === 'sinistra' ? 0 : larghezza - this.widthOf(riga, carattere, corpo);
      this.drawLine(riga, x + (allinea === 'centro' ? blank / 2 : blank), this.y, stile);
      this.y += corpo * INTERLINEA;
    }
  }

  /** A text in lines, over as many pages as it takes. */
  scrivi(testo: string, stile: Stile = {}): this {
    const { corpo = CORPO, dopo = 0, parte = 'P' } = stile;
    const righe = this.wrap(testo, stile);
    const element = parte === 'nessuno' ? undefined : this.doc.struct(parte);
    while (righe.length > 0) {
      this.ensureSpace(corpo * INTERLINEA);
      const fitting = Math.max(1, Math.floor((this.fondo - this.y) / (corpo * INTERLINEA) + 1e-6));
      const now = righe.splice(0, fitting);
      if (element === undefined) this.artifact(() => this.drawLines(now, stile));
      else element.add(this.content(parte, () => this.drawLines(now, stile)));
    }
    if (element !== undefined) {
      this.doc.addStructure(element);
      element.end();
    }
    return this.salta(dopo);
  }

  /** What is drawn stands in the page as content of that part; to be added to a structure element. */
  content(parte: string, draw: () => void): PDFKit.PDFStructureContent {
    const content = this.doc.markStructureContent(parte);
    draw();
    this.doc.endMarkedContent();
    return content;
  }

  /** What is drawn is furniture: who listens to the paper does not hear it. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  /** Ends the document. @returns its bytes */
  async finish(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const done = new Promise<void>((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve());
      this.doc.on('error', reject);
    });
    for (let i = 0; i < this.pagine; i += 1) {
      this.doc.switchToPage(i);
      this.artifact(() => this.#drawFurniture(i + 1));
    }
    this.doc.end();
    await done;
    return Buffer.concat(chunks);
  }

  #drawFurniture(pagina: number): void {
    const { intestazione, piede, dimostrazione } = this.dati;
    const stile: Stile = { corpo: 7.5, colore: GRIGIO };
    const rule = (y: number): void => {
      this.doc.lineWidth(0.5).moveTo(this.sinistra, y);
      this.doc.lineTo(this.sinistra + this.larghezza, y).stroke('#9aa6b8');
    };
    const sides = (y: number, sinistra: string, destra: string): void => {
      const right = this.printable(destra, 'testo');
      const width = this.widthOf(right, 'testo', 7.5);
      this.drawLine(right, this.sinistra + this.larghezza - width, y, stile);
      const [first = ''] = this.wrap(sinistra, { ...stile, larghezza: this.larghezza - width - 12 });
      this.drawLine(first, this.sinistra, y, stile);
    };
    if (intestazione !== undefined) {
      const y = this.#margini.sopra - 24;
      sides(y, intestazione.sinistra, intestazione.destra ?? '');
      rule(y + 12);
    }
    if (piede === undefined) return;
    const y = this.fondo + 10;
    rule(y);
    sides(y + 4, dimostrazione ? `${AVVERTENZA} - ${piede}` : piede, `Pagina ${pagina} di ${this.pagine}`);
    if (this.#sostituiti > 0 && pagina === this.pagine)
      this.drawLine(NOTA_SOSTITUTI, this.sinistra, y + 14, { ...stile, corpo: 6.5 });
  }
}

/** A page that waits for its number: what pdfkit keeps as thousands of small pieces (its types do not tell them) becomes one. */
function compact({ content }: PDFKit.PDFPage): void {
  const pieces = content as unknown as { buffer: Uint8Array[] };
  pieces.buffer = [Buffer.concat(pieces.buffer)];
}

/** ESEMPIO in large pale letters across the page, under its text. */
function drawFiligrana(pdf: PdfA): void {
  const { doc } = pdf;
  const { width, height } = doc.page;
  const testo = 'ESEMPIO';
  const corpo = Math.hypot(width, height) / 8;
  const angle = (Math.atan2(height, width) * 180) / Math.PI;
  doc.save().rotate(-angle, { origin: [width / 2, height / 2] });
  pdf.drawLine(testo, (width - pdf.widthOf(testo, 'grassetto', corpo)) / 2, height / 2 - corpo * 0.6, {
    carattere: 'grassetto',
    corpo,
    colore: FILIGRANA,
  });
  doc.restore();
}

/**
 * Parts a text into lines no wider than that, at blanks; a word longer than a line is parted between characters.
 * @param widthOf - width of a text in the unit of `larghezza`
 */
export function wrapText(testo: string, larghezza: number, widthOf: (testo: string) => number): string[] {
  const lines: string[] = [];
  for (const paragrafo of testo.split('\n')) {
    let line = '';
    let width = 0;
    const push = (): void => {
      lines.push(line);
      line = '';
      width = 0;
    };
    const blank = widthOf(' ');
    for (const parola of paragrafo.split(/\s+/).filter(Boolean)) {
      const long = widthOf(parola);
      if (line !== '' && width + blank + long > larghezza) push();
      if (long <= larghezza) {
        line = line === '' ? parola : `${line} ${parola}`;
        width += (width === 0 ? 0 : blank) + long;
        continue;
      }
      for (const character of charactersOf(parola)) {
        const one = widthOf(character);
        if (line !== '' && width + one > larghezza) push();
        line += character;
        width += one;
      }
    }
    push();
  }
  return lines;
}
