import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, type PDFPage, PDFRef } from 'pdf-lib';
import type { MotivoFrontespizio } from './frontespizio.js';
import { type Pagina, readPagina } from './pagina.js';
import type { Segno } from './segno.js';
import { findPosto } from './spazio.js';

export type EsitoTimbro = { pdf: Buffer } | { motivo: MotivoFrontespizio };

/** Distance of the stamp from the edge of the page and from what is around it, points of paper. */
const BORDO = 6;
const ARIA = 3;
/** Pages much larger than A4 get a larger stamp, or it would be lost on them. */
const LATO_A4 = 595;
const MAX_SCALA = 4;
/** Annotation flags: printed; locked against moving, and its content too. */
const STAMPATA_E_FERMA = 4 + 128 + 512;

/** Where the stamp goes: corner of its foot and left, in the coordinates of the PDF; points of paper a unit of its own measures. */
interface Sede {
  segno: Segno;
  scala: number;
  angolo: [x: number, y: number];
  /** the page grows at its head, upright, by so many points of paper, and is at least so wide */
  fascia?: { altezza: number; larghezza: number };
}

const scalaOf = ({ mappa, lato }: Pagina): number =>
  Math.min(MAX_SCALA, Math.max(1, (Math.min(mappa.colonne, mappa.righe) * lato) / LATO_A4));

/** A place that covers nothing, for the first of the shapes that finds one. */
function findSede(pagina: Pagina, segni: readonly Segno[], ovunque: boolean): Sede | undefined {
  const { mappa, lato, toPdf } = pagina;
  const scala = scalaOf(pagina);
  const squares = (points: number): number => Math.ceil(points / lato);
  for (const segno of segni) {
    const larghezza = squares(segno.larghezza * scala);
    const altezza = squares(segno.altezza * scala);
    const aria = squares(ARIA * scala);
    const bordo = squares(BORDO * scala) - aria;
    const posto = findPosto(mappa, { larghezza: larghezza + 2 * aria, altezza: altezza + 2 * aria, bordo, ovunque });
    if (posto === undefined) continue;
    const angolo = toPdf(posto.colonna + aria, posto.riga + aria + altezza);
    return { segno, scala, angolo };
  }
  return undefined;
}

/** On a band added at the head of the page, for a page that has no room. */
function findFascia(pagina: Pagina, segni: readonly Segno[]): Sede {
  const { mappa, lato, toPdf, vista, rotazione, unita } = pagina;
  const width = mappa.colonne * lato;
  const scala = scalaOf(pagina);
  const segno = segni.at(-1)?.larghezza ?? 0;
  const chosen = (segno + 2 * BORDO) * scala <= width ? segni.at(-1) : segni[0];
  if (chosen === undefined) throw new TypeError('no stamp');
  const larghezza = Math.max(width, (chosen.larghezza + 2 * BORDO) * scala);
  const altezza = (chosen.altezza + 2 * ARIA) * scala;
  const right = vista[2] - vista[0];
  const shown = (rotazione % 180 === 0 ? right : vista[3] - vista[1]) / unita; // exact, where the map is rounded
  const x = Math.max(shown, larghezza) - (chosen.larghezza + BORDO) * scala;
  return { segno: chosen, scala, angolo: toPdf(x / lato, (-ARIA * scala) / lato), fascia: { altezza, larghezza } };
}

/** Visible right and visible up, in the coordinates of the PDF. */
const VERSI: Readonly<Record<Pagina['rotazione'], readonly [right: [number, number], up: [number, number]]>> = {
  0: [[1, 0], [0, 1]],
  90: [[0, 1], [-1, 0]],
  180: [[-1, 0], [0, -1]],
  270: [[0, -1], [1, 0]],
}; // prettier-ignore

/** The six numbers that set the stamp upright at its place. */
function matrixOf({ rotazione, unita }: Pagina, { scala, angolo }: Sede): number[] {
  const [right, up] = VERSI[rotazione];
  return [...[...right, ...up].map((one) => one * scala * unita), ...angolo];
}

const show = (numbers: readonly number[]): string => numbers.map((n) => String(Math.round(n * 1e4) / 1e4)).join(' ');

const dictOf = (object: PDFObject): PDFDict | undefined => {
  if (object instanceof PDFDict) return object;
  const { dict } = object as { dict?: unknown };
  return dict instanceof PDFDict ? dict : undefined;
};

/** sRGB told by its measures (IEC 61966-2-1), with the plain gamma. */
const SRGB = {
  WhitePoint: [0.9505, 1, 1.089],
  Gamma: [2.2, 2.2, 2.2],
  Matrix: [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
};

/**
 * The stamp as a form of the document. Its colours are told by measure: on a page made for another press (PDF/A with a CMYK
 * output intent) plain RGB would not conform.
 */
async function embedSegno(doc: PDFDocument, { pdf }: Segno): Promise<PDFRef> {
  const [form] = await doc.embedPdf(pdf);
  if (form === undefined) throw new TypeError('no stamp');
  await form.embed();
  const { context } = doc;
  const object = context.lookup(form.ref);
  const own = object && dictOf(object)?.lookupMaybe(PDFName.of('Resources'), PDFDict);
  const calRgb = context.obj([PDFName.of('CalRGB'), context.obj(SRGB)]);
  own?.set(PDFName.of('ColorSpace'), context.obj({ DefaultRGB: calRgb }));
  return form.ref;
}

/** Paints the stamp, and the band where there is one, over what the page holds. */
function paint(doc: PDFDocument, page: PDFPage, pagina: Pagina, sede: Sede, form: PDFRef): void {
  const { context } = doc;
  const { node } = page;
  node.normalize();
  const name = node.newXObject('Segnatura', form);
  const seen = boxOf(pagina.vista);
  const grown = sede.fascia && growPage(page, pagina, sede.fascia);
  // what lay outside of what was seen stays hidden: the new paper is white
  const band = grown === undefined ? '' : `1 g ${show(grown)} re ${show(seen)} re f* `;
  const drawing = `Q /Artifact BMC q ${band}${show(matrixOf(pagina, sede))} cm ${name.toString()} Do Q EMC`;
  const before = context.register(context.flateStream('q'));
  const after = context.register(context.flateStream(drawing));
  if (!node.wrapContentStreams(before, after)) node.set(PDFName.of('Contents'), context.obj([before, after]));
}

/**
 * Enlarges the page at its head, as it is read, and at its right where the stamp is wider.
 * @returns what is seen of it now: x, y, width, height in the coordinates of the PDF
 */
function growPage(page: PDFPage, { vista, rotazione, unita }: Pagina, fascia: NonNullable<Sede['fascia']>): Riquadro {
  const [left, foot, right, head] = vista;
  const high = fascia.altezza * unita;
  const wide = Math.max(0, fascia.larghezza * unita - (rotazione % 180 === 0 ? right - left : head - foot));
  const grown = {
    0: [left, foot, right + wide, head + high],
    90: [left - high, foot, right, head + wide],
    180: [left - wide, foot - high, right, head],
    270: [left, foot - wide, right + high, head],
  }[rotazione] as [number, number, number, number];
  const media = page.getMediaBox();
  page.setMediaBox(
    ...boxOf([
      Math.min(grown[0], media.x),
      Math.min(grown[1], media.y),
      Math.max(grown[2], media.x + media.width),
      Math.max(grown[3], media.y + media.height),
    ]),
  );
  const box = boxOf(grown);
  page.setCropBox(...box);
  return box;
}

type Riquadro = [x: number, y: number, larghezza: number, altezza: number];

const boxOf = ([x1, y1, x2, y2]: readonly [number, number, number, number]): Riquadro => [x1, y1, x2 - x1, y2 - y1];

/** Lays the stamp on the page as an annotation: of what was signed not a byte changes. */
function annotate(doc: PDFDocument, page: PDFPage, pagina: Pagina, sede: Sede, form: PDFRef): void {
  const { context } = doc;
  const { larghezza, altezza } = sede.segno;
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = matrixOf(pagina, sede);
  const xs = [x, x + a * larghezza + c * altezza];
  const ys = [y, y + b * larghezza + d * altezza];
  const appearance = context.register(
    context.flateStream('/Segno Do', {
      Type: 'XObject',
      Subtype: 'Form',
      BBox: [0, 0, larghezza, altezza],
      Matrix: [a, b, c, d, 0, 0],
      Resources: { XObject: { Segno: form } },
    }),
  );
  const stamp = context.obj({
    Type: 'Annot',
    Subtype: 'Stamp',
    Rect: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    F: STAMPATA_E_FERMA,
    AP: { N: appearance },
    P: page.ref,
  });
  page.node.addAnnot(context.register(stamp));
}

/** Whether something in the file is a signature, and whether one certifies it, so that nothing may be added. */
function signaturesOf(doc: PDFDocument): { firmato: boolean; certificato: boolean } {
  const names = (dict: PDFDict, key: string): boolean => dict.has(PDFName.of(key));
  let firmato = false;
  let certificato = doc.catalog.lookupMaybe(PDFName.of('Perms'), PDFDict)?.has(PDFName.of('DocMDP')) === true;
  for (const [, object] of doc.context.enumerateIndirectObjects()) {
    const dict = dictOf(object);
    if (dict === undefined) continue;
    if (names(dict, 'ByteRange') && names(dict, 'Contents')) {
      firmato = true;
      const references = dict.lookupMaybe(PDFName.of('Reference'), PDFArray)?.asArray() ?? [];
      certificato ||= references.some((one) => {
        const found = one instanceof PDFRef ? doc.context.lookup(one) : one;
        const method = found === undefined ? undefined : dictOf(found)?.get(PDFName.of('TransformMethod'));
        return method === PDFName.of('DocMDP');
      });
    }
  }
  return { firmato, certificato };
}

/**
 * The stamped copy of a PDF: painted on a free part of the first page, else on a band added at its head; of a signed one as an
 * annotation in an incremental update, so that its signatures stay valid. To be run where it may die or take too long.
 * @param segni - the stamp in its shapes, the preferred one first
 * @returns the copy, or why the document bears no stamp
 */
export async function stampPdf(pdf: Buffer, segni: readonly Segno[]): Promise<EsitoTimbro> {
  const options = { updateMetadata: false, ignoreEncryption: true };
  let doc = await PDFDocument.load(pdf, options);
  if (doc.isEncrypted) return { motivo: 'cifrato' };
  if (doc.getPageCount() === 0) return { motivo: 'illeggibile' };
  const { firmato, certificato } = signaturesOf(doc);
  if (certificato) return { motivo: 'certificato' };
  const pagina = await readPagina(pdf);
  const free = findSede(pagina, segni, firmato); // a signed page cannot grow: any free place will do
  if (firmato && free === undefined) return { motivo: 'senza-spazio' };
  if (firmato) doc = await PDFDocument.load(pdf, { ...options, forIncrementalUpdate: true });
  const sede = free ?? findFascia(pagina, segni);
  const page = doc.getPage(0);
  const form = await embedSegno(doc, sede.segno);
  (firmato ? annotate : paint)(doc, page, pagina, sede, form);
  const stamped = Buffer.from(
    await (firmato ? doc.commit({ useObjectStreams: false }) : doc.save({ useObjectStreams: false })),
  );
  const again = await readPagina(stamped); // a copy that cannot be read is no copy
  return again.pagine === pagina.pagine ? { pdf: stamped } : { motivo: 'illeggibile' };
}
