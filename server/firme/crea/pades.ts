import type { PDFArray, PDFDict, PDFDocument as Documento, PDFPageLeaf, PDFRef } from 'pdf-lib';
import { createHash } from 'node:crypto';
import type { ChiediMarca, Firmatario } from '../tipi.js';
import { componiCms } from './cms.js';

/** Room for the signature in the file, bytes; more where a timestamp stands in it. */
const SPAZIO = 16_384;
const SPAZIO_CON_MARCA = 32_768;
/** Stands where the places of the signed bytes will be written; as long as the longest. */
const SEGNAPOSTO = 1_111_111_111;
/** Of the form (ISO 32000-1 table 219): signatures exist, and the file is only appended to. */
const SIG_FLAGS = 3;
/** Of the field's widget: printed, locked. */
const WIDGET_FLAGS = 132;

export interface OpzioniPades {
  /** said in the signature's dictionary, whole seconds */
  quando: Date;
  motivo?: string;
  luogo?: string;
  /** baseline T: a timestamp over the signature */
  marca?: ChiediMarca;
}

/** A PDF that no signature can be added to: encrypted, damaged, without pages. */
export class PdfNonFirmabileError extends Error {}

type Libreria = typeof import('pdf-lib');

/**
 * The first page as it is written: the page that pdf-lib hands out rewrites its contents and resources, which a reader holds to be a
 * change of what was signed before.
 */
function firstPageOf({ PDFPageLeaf, PDFRef }: Libreria, { catalog }: Documento): { page: PDFPageLeaf; ref: PDFRef } {
  const found: { page: PDFPageLeaf; ref: PDFRef }[] = [];
  catalog.Pages().traverse((node, ref) => {
    if (found.length === 0 && node instanceof PDFPageLeaf && ref instanceof PDFRef) found.push({ page: node, ref });
  });
  const [first] = found;
  if (first === undefined) throw new RangeError('no pages');
  return first;
}

type Aperto = { doc: Documento } & ReturnType<typeof firstPageOf>;

async function openPdf(lib: Libreria, pdf: Buffer): Promise<Aperto> {
  try {
    const doc = await lib.PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
    return { doc, ...firstPageOf(lib, doc) };
  } catch (error) {
    throw new PdfNonFirmabileError('the PDF cannot be signed', { cause: error });
  }
}

/** The list of that name of a dictionary, made if there was none. */
function listOf({ PDFArray, PDFName }: Libreria, { context }: Documento, dict: PDFDict, nome: string): PDFArray {
  const known = dict.lookupMaybe(PDFName.of(nome), PDFArray);
  if (known !== undefined) return known;
  const list = PDFArray.withContext(context);
  dict.set(PDFName.of(nome), list);
  return list;
}

/** The form of the document, made if there was none. */
function formOf({ PDFDict, PDFName }: Libreria, { context, catalog }: Documento): PDFDict {
  const known = catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict);
  if (known !== undefined) return known;
  const form = context.obj({});
  catalog.set(PDFName.of('AcroForm'), form);
  return form;
}

/** The first name of the kind `FirmaN` that no field of the form has. */
function freeName({ PDFDict, PDFName, PDFString, PDFHexString }: Libreria, fields: readonly unknown[]): string {
  const taken = new Set(
    fields.map((field) => {
      const name = field instanceof PDFDict ? field.lookup(PDFName.of('T')) : undefined;
      return name instanceof PDFString || name instanceof PDFHexString ? name.decodeText() : '';
    }),
  );
  for (let n = 1; ; n += 1) if (!taken.has(`Firma${n}`)) return `Firma${n}`;
}

/** The document with an empty signature, added by an incremental update: what was there stays byte for byte. */
async function withPlaceholder(
  pdf: Buffer,
  nome: string,
  { quando, motivo, luogo }: OpzioniPades,
  spazio: number,
): Promise<Buffer> {
  const lib = await import('pdf-lib'); // heavy: loaded at the first signature
  const { PDFArray, PDFHexString, PDFName, PDFNumber, PDFString } = lib;
  const { doc, page, ref } = await openPdf(lib, pdf);
  const { context } = doc;
  const byteRange = PDFArray.withContext(context);
  for (const place of [0, SEGNAPOSTO, SEGNAPOSTO, SEGNAPOSTO]) byteRange.push(PDFNumber.of(place));
  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: byteRange,
    Contents: PDFHexString.of('0'.repeat(spazio * 2)),
    M: PDFString.fromDate(quando),
    Name: PDFHexString.fromText(nome),
    ...(motivo !== undefined && { Reason: PDFHexString.fromText(motivo) }),
    ...(luogo !== undefined && { Location: PDFHexString.fromText(luogo) }),
  });
  const form = formOf(lib, doc);
  const fields = listOf(lib, doc, form, 'Fields');
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      V: context.register(signature),
      T: PDFString.of(
        freeName(
          lib,
          fields.asArray().map((field) => context.lookup(field)),
        ),
      ),
      F: WIDGET_FLAGS,
      P: ref,
    }),
  );
  listOf(lib, doc, page, 'Annots').push(widget);
  fields.push(widget);
  form.set(PDFName.of('SigFlags'), PDFNumber.of(SIG_FLAGS));
  return Buffer.from(await doc.commit({ useObjectStreams: false }));
}

/** The first place of a text that is not before `from`. @throws Error if it is not there */
function placeOf(pdf: Buffer, text: string, from: number): number {
  const place = pdf.indexOf(text, from, 'latin1');
  if (place < 0) throw new Error(`${text} is not in the document`);
  return place;
}

/**
 * Signs a PDF as PAdES-BASELINE-B, or -T with a timestamp: everything but the signature itself is signed. What was there,
 * earlier signatures included, stays byte for byte.
 * @throws PdfNonFirmabileError
 * @see ETSI EN 319 142-1
 */
export async function firmaPades(pdf: Buffer, firmatario: Firmatario, opzioni: OpzioniPades): Promise<Buffer> {
  const { marca } = opzioni;
  const spazio = marca === undefined ? SPAZIO : SPAZIO_CON_MARCA;
  const prepared = await withPlaceholder(pdf, firmatario.nome, opzioni, spazio);
  const start = placeOf(prepared, `<${'0'.repeat(64)}`, pdf.length);
  const end = start + spazio * 2 + 2;
  const range = placeOf(prepared, '/ByteRange', pdf.length);
  const open = placeOf(prepared, '[', range);
  const close = placeOf(prepared, ']', open) + 1;
  const written = `[0 ${start} ${end} ${prepared.length - end}]`;
  prepared.write(written.padEnd(close - open), open, 'latin1');
  const sha256 = createHash('sha256').update(prepared.subarray(0, start)).update(prepared.subarray(end)).digest();
  const { testa, coda } = await componiCms({ sha256 }, firmatario, marca === undefined ? {} : { marca });
  const cms = Buffer.concat([testa, coda]);
  if (cms.length > spazio) throw new Error('the signature does not fit');
  prepared.write(cms.toString('hex'), start + 1, 'latin1');
  return prepared;
}
