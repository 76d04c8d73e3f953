import { drawTabella } from '../../lib/pdfa-tabella.js';
import { PdfA } from '../../lib/pdfa.js';
import { giorno, giornoEOra } from '../parole.js';
import type { RapportoMensile } from './leggi.js';
import { nomeMese, tavoleOf } from './tavole.js';

export interface Foglio {
  ente: string;
  aoo: string;
  /** who asked for it */
  chi: string;
  adesso: Date;
  dimostrazione: boolean;
}

const CORPO = 8;

/** What the month was, in a few sentences. */
function sintesi({ cifre, giornalieri, guasti, copertura, finoA }: RapportoMensile): string {
  const accepted = cifre.tipi.reduce((sum, { accettati }) => sum + accettati, 0);
  const refused = cifre.rifiuti.reduce((sum, { quanti }) => sum + quanti, 0);
  const late = giornalieri.filter(({ inRitardo }) => inRitardo).length;
  return [
    ...(finoA === undefined ? [] : [`Il mese non è finito: le cifre arrivano al ${giorno(finoA)}.`]),
    `Accettati dal conservatore ${accepted} pacchetti; rifiutati ${refused}.`,
    `Delle ${copertura.totale} registrazioni del mese ${copertura.accettate} sono conservate.`,
    late === 0
      ? 'Tutti i registri giornalieri dovuti sono stati accettati nel termine.'
      : `${late === 1 ? 'Un registro giornaliero non è stato accettato' : `${late} registri giornalieri non sono stati accettati`} nel termine.`,
    guasti.length === 0
      ? 'Nessun file e nessuna catena alterati.'
      : `${guasti.length === 1 ? 'Trovato 1 guasto' : `Trovati ${guasti.length} guasti`} di file o catene: vedere la tabella.`,
  ].join(' ');
}

/** The report of a month, PDF/A-2b. Nothing of what a document says: counts, days, numbers, codes. */
export async function disegnaRapporto(rapporto: RapportoMensile, foglio: Foglio): Promise<Buffer> {
  const { ente, aoo, chi, adesso, dimostrazione } = foglio;
  const titolo = `Rapporto mensile della conservazione - ${nomeMese(rapporto.mese.mese)}`;
  const pdf = new PdfA({
    titolo,
    autore: ente,
    istante: adesso,
    dimostrazione,
    intestazione: { sinistra: `${ente} - AOO ${aoo}`, destra: nomeMese(rapporto.mese.mese) },
    piede: `formato il ${giornoEOra(adesso)} per ${chi}`,
  });
  pdf.scrivi('Rapporto mensile della conservazione', { parte: 'H1', carattere: 'grassetto', corpo: 18, dopo: 2 });
  pdf.scrivi(nomeMese(rapporto.mese.mese), { corpo: 13, dopo: 10 });
  pdf.scrivi(sintesi(rapporto), { corpo: 10, dopo: 8 });
  for (const { titolo: testa, vuota, colonne, righe } of tavoleOf(rapporto)) {
    pdf.salta(8).ensureSpace(50);
    pdf.scrivi(testa, { parte: 'H2', carattere: 'grassetto', corpo: 11, dopo: 4 });
    if (righe.length === 0) {
      pdf.scrivi(vuota, { corpo: 9 });
      continue;
    }
    await drawTabella(
      pdf,
      colonne.map(([nome, parte, destra]) => ({ titolo: nome, parte, ...(destra === true && { allinea: 'destra' }) })),
      righe,
      { corpo: CORPO },
    );
  }
  return pdf.finish();
}
