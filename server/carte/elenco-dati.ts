import { INTERLINEA, MM, type PdfA } from '../lib/pdfa.js';

const NOME = 44 * MM;
const CORPO = 9.5;
/** A value of more lines may begin at the foot of a page and go on. */
const RIGHE_INSIEME = 20;

/** Names at the left, values at the right; what has no value is left out. Each pair is heard as name, then value. */
export function drawDati(pdf: PdfA, righe: readonly (readonly [nome: string, valore: string | undefined])[]): void {
  for (const [nome, valore] of righe) {
    if (valore === undefined || valore === '') continue;
    const stile = { corpo: CORPO, x: pdf.sinistra + NOME, larghezza: pdf.larghezza - NOME };
    const name = pdf.wrap(nome, { corpo: CORPO, larghezza: NOME - 8 });
    const lines = Math.max(name.length, Math.min(RIGHE_INSIEME, pdf.wrap(valore, stile).length));
    pdf.ensureSpace(lines * CORPO * INTERLINEA);
    const { y, pagine } = pdf;
    const label = pdf.doc.struct('P');
    label.add(pdf.content('P', () => pdf.drawLines(name, { corpo: CORPO, colore: '#475a6d' })));
    pdf.doc.addStructure(label);
    label.end();
    const below = pdf.y;
    pdf.y = y;
    pdf.scrivi(valore, stile);
    if (pdf.pagine === pagine) pdf.y = Math.max(pdf.y, below);
    pdf.salta(4);
  }
}
