/** The parts of a PDF file, each as `n 0 obj … endobj`, with a cross-reference table that tells where each begins. */
function assemble(objects: readonly string[]): Buffer {
  const header = '%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n';
  const parts = objects.map((body, i) => `${i + 1} 0 obj\n${body}\nendobj\n`);
  const offsets: number[] = [];
  let at = header.length;
  for (const part of parts) {
    offsets.push(at);
    at += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(`${header}${parts.join('')}${table}${trailer}`, 'latin1');
}

/**
 * A real, small PDF of one page that says the text; other texts give other bytes.
 * @param bytes - length to reach at least, by a comment in the page
 */
export function buildPdf(testo: string, bytes = 0): Buffer {
  const words = testo.replaceAll(/[^\x20-\x7e]/g, '?').replaceAll(/[()\\]/g, String.raw`\$&`);
  const page = `BT /F1 14 Tf 72 760 Td (${words}) Tj ET`;
  const filler = bytes > page.length ? `\n%${'x'.repeat(bytes - page.length)}` : '';
  const content = page + filler;
  return assemble([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]);
}
