import { drawQr } from '../../carte/codici.js';
import { drawDati } from '../../carte/elenco-dati.js';
import { drawTabella } from '../../lib/pdfa-tabella.js';
import { MM, PdfA } from '../../lib/pdfa.js';
import type { Camicia } from './camicia.js';
import type { RigaIndice } from './righe.js';

const LATO_QR = 34 * MM;

const pdfOf = (camicia: Camicia, titolo: string, istante: Date, stampato: string): PdfA =>
  new PdfA({
    titolo: `${titolo} ${camicia.codice}`,
    autore: camicia.ente,
    istante,
    dimostrazione: camicia.dimostrazione,
    intestazione: { sinistra: `${camicia.ente} - AOO ${camicia.aoo}`, destra: `${titolo} ${camicia.codice}` },
    piede: `stampato il ${stampato}`,
  });

/** The cover of a fascicolo, PDF/A-2b: what it is, its parts, its code to be read by a person and by a machine. */
export async function drawCamicia(camicia: Camicia, istante: Date, stampato: string): Promise<Buffer> {
  const pdf = pdfOf(camicia, 'Copertina', istante, stampato);
  pdf.scrivi(camicia.genere, { corpo: 12, dopo: 2 });
  pdf.scrivi(camicia.codice, { parte: 'H1', carattere: 'grassetto', corpo: 30, dopo: 8 });
  pdf.scrivi(camicia.oggetto, { parte: 'H2', carattere: 'grassetto', corpo: 15, dopo: 14 });
  drawDati(pdf, camicia.dati);
  if (camicia.parti.length > 0) {
    pdf.salta(10).scrivi('Parti', { parte: 'H2', carattere: 'grassetto', corpo: 11, dopo: 4 });
    await drawTabella(
      pdf,
      [
        { titolo: 'Codice', parte: 3, carattere: 'macchina' },
        { titolo: 'Oggetto', parte: 8 },
        { titolo: 'Stato', parte: 2 },
      ],
      camicia.parti.map(({ codice, oggetto, stato }) => [codice, oggetto, stato]),
    );
  }
  pdf.salta(14).ensureSpace(LATO_QR + 20);
  pdf.artifact(() => drawQr(pdf, camicia.indirizzo, pdf.sinistra, pdf.y, LATO_QR));
  pdf.salta(LATO_QR + 4);
  pdf.scrivi(`Identificativo ${camicia.id}`, { carattere: 'macchina', corpo: 8 });
  return pdf.finish();
}

/** The index of the documents of a fascicolo, PDF/A-2b, in the order of the fascicolo. */
export async function drawIndice(
  camicia: Camicia,
  righe: Iterable<RigaIndice> | AsyncIterable<RigaIndice>,
  istante: Date,
  stampato: string,
): Promise<Buffer> {
  const pdf = pdfOf(camicia, 'Indice dei documenti', istante, stampato);
  pdf.scrivi('Indice dei documenti', { parte: 'H1', carattere: 'grassetto', corpo: 18, dopo: 4 });
  pdf.scrivi(`${camicia.genere} ${camicia.codice}`, { corpo: 11, dopo: 2 });
  pdf.scrivi(camicia.oggetto, { corpo: 11, dopo: 10 });
  const annullate = new Set<number>();
  async function* cells(): AsyncGenerator<readonly string[], void> {
    for await (const riga of righe) {
      if (riga.annullata) annullate.add(riga.posto - 1);
      yield [
        String(riga.posto),
        `${riga.numero}\n${riga.data}`,
        riga.flusso,
        `${riga.oggetto}${riga.annullata ? ' (ANNULLATA)' : ''}`,
        riga.corrispondente,
        riga.sha256 === '' ? 'attende la scansione' : riga.sha256,
      ];
    }
  }
  const quanti = await drawTabella(
    pdf,
    [
      { titolo: 'N.', parte: 4, allinea: 'destra' },
      { titolo: 'Protocollo e data', parte: 11 },
      { titolo: 'Flusso', parte: 6 },
      { titolo: 'Oggetto', parte: 22 },
      { titolo: 'Corrispondente', parte: 14 },
      { titolo: 'Impronta SHA-256', parte: 14, carattere: 'macchina', corpo: 5.5 },
    ],
    cells(),
    { corpo: 7.5, barrata: (i) => annullate.has(i) },
  );
  pdf.salta(8).scrivi(quanti === 1 ? '1 documento.' : `${quanti} documenti.`, { corpo: 9 });
  return pdf.finish();
}
