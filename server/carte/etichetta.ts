import type { FormatoEtichetta } from '../../schemas/carte.api.js';
import { A4, type Formato, MM, PdfA } from '../lib/pdfa.js';
import { drawCode128, drawQr } from './codici.js';
import type { Carta } from './dati.js';

interface Misure {
  pagina: Formato;
  /** place and size of the label on the page */
  x: number;
  y: number;
  larghezza: number;
  altezza: number;
  margine: number;
}

/** Two of the rolls in use, and a sheet that any printer has. */
const MISURE: Readonly<Record<FormatoEtichetta, Misure>> = {
  '62x29': { pagina: [62 * MM, 29 * MM], x: 0, y: 0, larghezza: 62 * MM, altezza: 29 * MM, margine: 1.5 * MM },
  '100x50': { pagina: [100 * MM, 50 * MM], x: 0, y: 0, larghezza: 100 * MM, altezza: 50 * MM, margine: 3 * MM },
  a4: { pagina: A4, x: 55 * MM, y: 25 * MM, larghezza: 100 * MM, altezza: 50 * MM, margine: 3 * MM },
};

/** What the bar code says: year and number, as the search of the register takes them. */
export const codiceABarre = ({ anno, numero }: Carta): string => `${anno}-${numero}`;

/** One line as large as given, smaller where it would not fit; cut only below half of that. */
function drawFitting(
  pdf: PdfA,
  testo: string,
  [x, y]: readonly [number, number],
  larghezza: number,
  corpo: number,
  grassetto = false,
): void {
  const carattere = grassetto ? 'grassetto' : 'testo';
  const shown = pdf.printable(testo, carattere);
  const size = Math.max(corpo / 2, Math.min(corpo, (corpo * larghezza) / pdf.widthOf(shown, carattere, corpo)));
  const [line = ''] = pdf.wrap(testo, { carattere, corpo: size, larghezza: larghezza + 0.5 });
  pdf.drawLine(line, x, y, { carattere, corpo: size });
}

/** The label in its frame: words at the left, QR at the right, bar code along the foot. */
function drawInterno(pdf: PdfA, carta: Carta, { x, y, larghezza, altezza, margine }: Misure): void {
  const unit = altezza / 29; // one of the 29 parts of the height: all sizes follow
  const barre = 6.5 * unit;
  const lato = altezza - 2 * margine - barre - 0.8 * unit;
  const left = x + margine;
  const width = larghezza - 3 * margine - lato;
  const top = y + margine;
  const line = (parti: number): readonly [number, number] => [left, top + parti * unit];
  const { annullata } = carta;
  const classe = carta.classifica === undefined ? '' : ` - ${carta.classifica}`;
  drawFitting(pdf, carta.ente, line(0), width, 2.7 * unit, true);
  drawFitting(pdf, `AOO ${carta.aoo} - ${carta.flusso}${classe}`, line(3.4), width, 2.4 * unit);
  drawFitting(pdf, `n. ${carta.numero}`, line(6.6), width, 4.6 * unit, true);
  drawFitting(pdf, `del ${carta.giorno}`, line(12), width, 3.6 * unit, true);
  const nota =
    annullata === undefined
      ? [carta.dimostrazione ? 'ESEMPIO' : '', carta.emergenza ?? ''].filter(Boolean).join(' - ') ||
        `${carta.codiceIPA} ${carta.registro}`
      : `ANNULLATO il ${annullata.giorno}, provv. ${annullata.numero}`;
  drawFitting(pdf, nota, line(16.4), width, 2 * unit, annullata !== undefined);
  if (annullata !== undefined && carta.dimostrazione)
    drawFitting(pdf, 'ESEMPIO', [x + larghezza - margine - lato, y + 0.2 * unit], lato, 1.2 * unit);
  drawQr(pdf, carta.indirizzo, x + larghezza - margine - lato, top, lato);
  drawCode128(pdf, codiceABarre(carta), left, y + altezza - margine - barre, larghezza - 2 * margine, barre);
}

/**
 * The label for the paper original (DPR 445/2000 art. 55): administration, AOO, number, date, class, flusso, QR, bar code. It says
 * nothing of the content, so what is reserved may bear it too. PDF/A-2b, a page of the size of the label.
 */
export async function drawEtichetta(carta: Carta, formato: FormatoEtichetta, istante: Date): Promise<Buffer> {
  const misure = MISURE[formato];
  const pdf = new PdfA({
    titolo: `Etichetta ${carta.segnatura}`,
    autore: carta.ente,
    istante,
    dimostrazione: carta.dimostrazione,
    formato: misure.pagina,
    margini: { sopra: 0, sotto: 0, lati: 0 },
    ...(formato !== 'a4' && { esempio: () => undefined }), // its words say it: grey letters would spoil the codes
  });
  const label = pdf.doc.struct('P');
  label.add(
    pdf.content('P', () => {
      if (formato === 'a4') {
        const { x, y, larghezza, altezza } = misure;
        pdf.doc.rect(x, y, larghezza, altezza).fill('#ffffff');
        pdf.doc.lineWidth(0.4).dash(2, { space: 2 }).rect(x, y, larghezza, altezza).stroke('#6b7d8f').undash();
      }
      drawInterno(pdf, carta, misure);
    }),
  );
  pdf.doc.addStructure(label);
  label.end();
  return pdf.finish();
}
