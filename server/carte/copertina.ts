import { drawTabella } from '../lib/pdfa-tabella.js';
import { MM, PdfA } from '../lib/pdfa.js';
import { drawCode128, drawQr } from './codici.js';
import { type Carta, FLUSSI_IN_PAROLE, numeroEData } from './dati.js';
import { codiceABarre } from './etichetta.js';

/** A sheet that lies on one document of the batch, so that a scanner and a person know where it begins. */
function drawSeparatore(pdf: PdfA, carta: Carta): void {
  pdf.addPage().salta(30);
  const centro = { allinea: 'centro' as const };
  pdf.scrivi(carta.ente, { ...centro, carattere: 'grassetto', corpo: 16, dopo: 4 });
  pdf.scrivi(`AOO ${carta.aoo} - ${carta.registro} - ${FLUSSI_IN_PAROLE[carta.flusso]}`, {
    ...centro,
    corpo: 11,
    dopo: 24,
  });
  pdf.scrivi(numeroEData(carta), { ...centro, parte: 'H2', carattere: 'grassetto', corpo: 28, dopo: 24 });
  const lato = 60 * MM;
  const barre = { larghezza: 120 * MM, altezza: 26 * MM };
  const middle = pdf.sinistra + pdf.larghezza / 2;
  pdf.artifact(() => {
    drawQr(pdf, carta.indirizzo, middle - lato / 2, pdf.y, lato);
    drawCode128(
      pdf,
      codiceABarre(carta),
      middle - barre.larghezza / 2,
      pdf.y + lato + 24,
      barre.larghezza,
      barre.altezza,
    );
  });
  pdf.salta(lato + 24 + barre.altezza + 8);
  pdf.scrivi(codiceABarre(carta), { ...centro, carattere: 'macchina', corpo: 12, dopo: 24 });
  pdf.scrivi('Il documento segue questo foglio.', { ...centro, corpo: 10 });
}

/**
 * The cover of a batch of papers: the list of what is in it, then a sheet with codes for each document. It says nothing of
 * their content. PDF/A-2b.
 * @param carte - at least one, all of one AOO, in the order of the batch
 */
export async function drawCopertina(carte: readonly Carta[], istante: Date, stampato: string): Promise<Buffer> {
  const [first] = carte;
  if (first === undefined) throw new RangeError('an empty batch has no cover');
  const pdf = new PdfA({
    titolo: `Foglio di lotto ${first.aoo} ${first.anno}`,
    autore: first.ente,
    istante,
    dimostrazione: first.dimostrazione,
    intestazione: { sinistra: `${first.ente} - AOO ${first.aoo}`, destra: 'Foglio di lotto' },
    piede: `stampato il ${stampato}`,
  });
  pdf.scrivi('Foglio di lotto', { parte: 'H1', carattere: 'grassetto', corpo: 18, dopo: 6 });
  const quanti = carte.length === 1 ? '1 documento' : `${carte.length} documenti`;
  pdf.scrivi(`${quanti}, anno ${first.anno}, registro ${first.registro}`, { corpo: 11, dopo: 12 });
  await drawTabella(
    pdf,
    [
      { titolo: 'Numero', parte: 3, carattere: 'macchina' },
      { titolo: 'Data', parte: 3 },
      { titolo: 'Flusso', parte: 3 },
      { titolo: 'Classifica', parte: 3 },
      { titolo: 'Stato', parte: 3 },
      { titolo: 'Controllato', parte: 3 },
    ],
    carte.map(({ numero, giorno, flusso, classifica, annullata }) => [
      numero,
      giorno,
      FLUSSI_IN_PAROLE[flusso],
      classifica ?? '',
      annullata === undefined ? 'valida' : 'ANNULLATA',
      '',
    ]),
    { corpo: 9, barrata: (i) => carte[i]?.annullata !== undefined },
  );
  for (const carta of carte) drawSeparatore(pdf, carta);
  return pdf.finish();
}
