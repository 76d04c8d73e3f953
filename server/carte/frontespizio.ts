import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { MM, PdfA } from '../lib/pdfa.js';
import { drawQr } from './codici.js';
import { annullataInParole, type Carta, FLUSSI_IN_PAROLE, numeroEData } from './dati.js';
import { drawDati } from './elenco-dati.js';

/** Why a document bears no stamp, in words for who opens the copy. */
export const MOTIVI = {
  'non-pdf': 'Il documento non è un PDF: la segnatura è in questo frontespizio.',
  cifrato: 'Il documento è cifrato o protetto: la segnatura è in questo frontespizio.',
  certificato:
    'Il documento è certificato da chi lo ha firmato e non ammette aggiunte: la segnatura è in questo frontespizio.',
  illeggibile: 'Il documento è danneggiato o non si lascia leggere: la segnatura è in questo frontespizio.',
  'senza-spazio':
    'Il documento è firmato e non ha spazio libero per la segnatura senza coprirne una parte: la segnatura è in questo frontespizio.',
  'troppo-grande':
    'Il documento è troppo grande o troppo complesso per apporvi la segnatura: la segnatura è in questo frontespizio.',
} as const;
export type MotivoFrontespizio = keyof typeof MOTIVI;

const inKilobyte = (bytes: number): string => `${bytes.toLocaleString('it-IT')} byte`;

/**
 * A page that stands before a document on which nothing can be stamped: segnatura, QR, hash of the original. PDF/A-2b.
 * @param istante - of the making, for the dates of the file
 */
export async function drawFrontespizio(
  carta: Carta,
  file: Pick<FileRegistrato, 'nome' | 'dimensione' | 'sha256' | 'formato'>,
  motivo: MotivoFrontespizio,
  istante: Date,
): Promise<Buffer> {
  const pdf = new PdfA({
    titolo: `Frontespizio ${carta.segnatura}`,
    autore: carta.ente,
    istante,
    dimostrazione: carta.dimostrazione,
    intestazione: { sinistra: `${carta.ente} - AOO ${carta.aoo}`, destra: 'Copia con segnatura' },
    piede: carta.segnatura,
  });
  pdf.salta(10);
  pdf.scrivi(carta.ente, { carattere: 'grassetto', corpo: 15, dopo: 2 });
  pdf.scrivi(`${carta.denominazioneAoo} (${carta.aoo})`, { corpo: 10, colore: '#475a6d', dopo: 18 });
  pdf.scrivi(numeroEData(carta), { parte: 'H1', carattere: 'grassetto', corpo: 24, dopo: 4 });
  pdf.scrivi(`${FLUSSI_IN_PAROLE[carta.flusso]}, registro ${carta.registro}, ore ${carta.ora}`, {
    corpo: 11,
    dopo: 12,
  });
  const annullata = annullataInParole(carta);
  if (annullata !== undefined) pdf.scrivi(annullata, { carattere: 'grassetto', corpo: 12, dopo: 12 });
  pdf.filetto().salta(12);
  drawDati(pdf, [
    ['Segnatura', carta.segnatura],
    ['Registro di emergenza', carta.emergenza && `n. ${carta.emergenza}`],
    ['Codice IPA', carta.codiceIPA],
    ['Classifica', carta.classifica],
    ['Documento', file.nome],
    ['Formato', file.formato.mime],
    ['Dimensione', inKilobyte(file.dimensione)],
    ['Impronta SHA-256', file.sha256],
  ]);
  pdf.salta(8).filetto().salta(12);
  pdf.scrivi(MOTIVI[motivo], { corpo: 10, dopo: 4 });
  pdf.scrivi('L’originale resta quale fu registrato: la sua impronta è quella scritta sopra.', { corpo: 10, dopo: 16 });
  const lato = 38 * MM;
  pdf.ensureSpace(lato + 30);
  pdf.artifact(() => drawQr(pdf, carta.indirizzo, pdf.sinistra, pdf.y, lato));
  const top = pdf.y;
  const beside = { x: pdf.sinistra + lato + 10, larghezza: pdf.larghezza - lato - 10 };
  pdf.salta(6).scrivi('Verifica pubblica', { ...beside, parte: 'H2', carattere: 'grassetto', corpo: 11, dopo: 3 });
  pdf.scrivi('L’indirizzo del codice dice se la registrazione c’è ed è immutata, senza mostrarne il contenuto:', {
    ...beside,
    dopo: 3,
  });
  pdf.scrivi(carta.indirizzo, { ...beside, carattere: 'macchina', corpo: 7.5 });
  pdf.y = Math.max(pdf.y, top + lato);
  return pdf.finish();
}
