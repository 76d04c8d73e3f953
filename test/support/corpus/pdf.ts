import { deflateSync } from 'node:zlib';

/** Objects of a PDF beside its page: what it says of itself. The table of places is left to whoever reads it (all rebuild it). */
export function buildPdfCon(...oggetti: readonly (string | Buffer)[]): Buffer {
  const bodies: Buffer[] = [
    Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
    Buffer.from(
      '1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n',
    ),
    Buffer.from('3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>\nendobj\n'),
    ...oggetti.map((one, i) =>
      Buffer.concat([Buffer.from(`${i + 4} 0 obj\n`), Buffer.from(one as Buffer), Buffer.from('\nendobj\n')]),
    ),
  ];
  return Buffer.concat([...bodies, Buffer.from('trailer\n<< /Root 1 0 R /Size 20 >>\nstartxref\n0\n%%EOF\n')]);
}

const streamOf = (dictionary: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);

/** Objects kept compressed, as newer writers do. */
export const oggettiCompressi = (testo: string): Buffer =>
  streamOf('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.from(`5 0 ${testo}`)));

export const xmp = (parte: number, conformita: string): Buffer =>
  streamOf(
    '/Type /Metadata /Subtype /XML',
    Buffer.from(
      `<?xpacket?><rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="${parte}"><pdfaid:conformance>${conformita}</pdfaid:conformance></rdf:Description>`,
    ),
  );
