import { type Formato, MM, PdfA } from '../lib/pdfa.js';
import { drawQr } from './codici.js';
import { annullataInParole, type Carta, FLUSSI_IN_PAROLE, numeroEData } from './dati.js';

/** A stamp as a PDF of one page of its own size, to be laid upon a page of the document. */
export interface Segno {
  pdf: Buffer;
  /** points */
  larghezza: number;
  altezza: number;
}

/** Sizes of the stamp, the first that finds room on the page is taken; millimetres. */
const RIQUADRO = { larghezza: 78, altezza: 25 };
const STRISCIA = { larghezza: 118, altezza: 14 };
const BORDO = 1.2 * MM;

interface Riga {
  testo: string;
  corpo: number;
  grassetto?: boolean;
}

/** Words of the stamp, from the first line down (DPR 445/2000 art. 55 c. 1). */
function righeOf(carta: Carta, bassa: boolean): Riga[] {
  const dove = `AOO ${carta.aoo} - ${carta.registro} - ${carta.flusso} ${FLUSSI_IN_PAROLE[carta.flusso].toLowerCase()}`;
  const copia = carta.dimostrazione ? 'ESEMPIO - copia con segnatura' : 'Copia con segnatura';
  const annullata = annullataInParole(carta);
  const ente = `${carta.ente} (${carta.codiceIPA})`;
  const emergenza = carta.emergenza && `Registro di emergenza n. ${carta.emergenza}`;
  return bassa
    ? [
        { testo: `${ente} - ${dove}`, corpo: 7 },
        { testo: numeroEData(carta), corpo: 10.5, grassetto: true },
        ...(emergenza === undefined ? [] : [{ testo: emergenza, corpo: 6.5 }]),
        annullata === undefined ? { testo: copia, corpo: 6 } : { testo: annullata, corpo: 6.5, grassetto: true },
      ]
    : [
        { testo: ente, corpo: 8, grassetto: true },
        { testo: dove, corpo: 6.5 },
        { testo: numeroEData(carta), corpo: 11, grassetto: true },
        ...(emergenza === undefined ? [] : [{ testo: emergenza, corpo: 6.5 }]),
        ...(annullata === undefined ? [] : [{ testo: annullata, corpo: 6, grassetto: true }]),
        { testo: copia, corpo: 6 },
      ];
}

/** The size at which a text keeps to that many lines, down to half of what it was given. */
function fitting(pdf: PdfA, { testo, corpo, grassetto = false }: Riga, larghezza: number, righe: number) {
  const carattere = grassetto ? ('grassetto' as const) : ('testo' as const);
  for (let size = corpo; ; size -= 0.25) {
    const lines = pdf.wrap(testo, { carattere, corpo: size, larghezza });
    if (lines.length <= righe || size <= corpo / 2)
      return { lines: lines.slice(0, righe), stile: { carattere, corpo: size } };
  }
}

async function drawSegno(carta: Carta, istante: Date, [w, h]: Formato, bassa: boolean): Promise<Segno> {
  const pdf = new PdfA({
    titolo: `Segnatura ${carta.segnatura}`,
    autore: carta.ente,
    istante,
    dimostrazione: carta.dimostrazione,
    formato: [w, h],
    margini: { sopra: 0, sotto: 0, lati: 0 },
    esempio: () => undefined, // its words say it
  });
  const lato = h - 2 * BORDO;
  const larghezza = w - lato - 3 * BORDO;
  pdf.artifact(() => {
    pdf.doc.rect(0, 0, w, h).fill('#ffffff');
    pdf.doc
      .lineWidth(0.8)
      .rect(0.4, 0.4, w - 0.8, h - 0.8)
      .stroke('#000000');
    const righe = righeOf(carta, bassa).map((riga) => fitting(pdf, riga, larghezza, bassa || riga.corpo > 10 ? 1 : 2));
    const total = righe.reduce((sum, { lines, stile }) => sum + lines.length * stile.corpo * 1.16, 0);
    const scale = Math.min(1, lato / total);
    let y = BORDO + Math.max(0, (lato - total * scale) / 2);
    for (const { lines, stile } of righe)
      for (const line of lines) {
        pdf.drawLine(line, 1.5 * BORDO, y, { ...stile, corpo: stile.corpo * scale });
        y += stile.corpo * 1.16 * scale;
      }
    drawQr(pdf, carta.indirizzo, w - lato - BORDO, BORDO, lato);
  });
  return { pdf: await pdf.finish(), larghezza: w, altezza: h };
}

/** The stamp in its two shapes, the square one first. */
export const drawSegni = (carta: Carta, istante: Date): Promise<Segno[]> =>
  Promise.all([
    drawSegno(carta, istante, [RIQUADRO.larghezza * MM, RIQUADRO.altezza * MM], false),
    drawSegno(carta, istante, [STRISCIA.larghezza * MM, STRISCIA.altezza * MM], true),
  ]);
