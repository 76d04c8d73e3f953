import { PDFArray, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import { type OpzioniCms, signCms } from './cms.js';

/** Room for the signature in the file, bytes. */
const SPAZIO = 16_384;
/** Stands where the places of the signed bytes will be written; as long as the longest. */
const SEGNAPOSTO = 1_111_111_111;

interface OpzioniPades extends Omit<OpzioniCms, 'incluso' | 'istante'> {
  /** shown by readers as who signed */
  nome: string;
  motivo: string;
  istante: Date;
}

/** The document with an empty signature, added by an incremental update: what was there stays byte for byte. */
async function withPlaceholder(pdf: Buffer, { nome, motivo, istante }: OpzioniPades): Promise<Buffer> {
  const doc = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  const { context, catalog } = doc;
  const page = doc.getPage(0);
  const byteRange = PDFArray.withContext(context);
  for (const place of [0, SEGNAPOSTO, SEGNAPOSTO, SEGNAPOSTO]) byteRange.push(PDFNumber.of(place));
  const signature = context.obj({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: byteRange,
    Contents: PDFHexString.of('0'.repeat(SPAZIO * 2)),
    M: PDFString.fromDate(istante),
    Name: PDFHexString.fromText(nome),
    Reason: PDFHexString.fromText(motivo),
  });
  const widget = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [0, 0, 0, 0],
      V: context.register(signature),
      T: PDFString.of('Firma1'),
      F: 132, // printed, locked
      P: page.ref,
    }),
  );
  page.node.addAnnot(widget);
  catalog.set(PDFName.of('AcroForm'), context.obj({ SigFlags: 3, Fields: [widget] }));
  return Buffer.from(await doc.commit({ useObjectStreams: false }));
}

/** The first place of a text that is not before `from`. @throws Error if it is not there */
function placeOf(pdf: Buffer, text: string, from: number): number {
  const place = pdf.indexOf(text, from, 'latin1');
  if (place < 0) throw new Error(`${text} is not in the document`);
  return place;
}

/** Signs a PDF as PAdES baseline B (ETSI EN 319 142-1): everything but the signature itself is signed. */
export async function signPades(pdf: Buffer, opzioni: OpzioniPades): Promise<Buffer> {
  const prepared = await withPlaceholder(pdf, opzioni);
  const start = placeOf(prepared, `<${'0'.repeat(64)}`, pdf.length);
  const end = start + SPAZIO * 2 + 2;
  const range = placeOf(prepared, '/ByteRange', pdf.length);
  const open = placeOf(prepared, '[', range);
  const close = placeOf(prepared, ']', open) + 1;
  const written = `[0 ${start} ${end} ${prepared.length - end}]`;
  prepared.write(written.padEnd(close - open), open, 'latin1');
  const signed = Buffer.concat([prepared.subarray(0, start), prepared.subarray(end)]);
  const { firmatario, autorita } = opzioni;
  const cms = signCms(signed, { firmatario, autorita, incluso: false });
  if (cms.length > SPAZIO) throw new Error('the signature does not fit');
  prepared.write(cms.toString('hex'), start + 1, 'latin1');
  return prepared;
}
