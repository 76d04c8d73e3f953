import type { AvvisoDetto } from '../../../schemas/avviso-conservazione.model.js';
import { rfc3339 } from '../../lib/clock.js';

/* The words of the mails: plain text, what to do and where. Nothing of what a document says. Pure. */

export interface Lettera {
  oggetto: string;
  testo: string;
}

interface Dove {
  /** address of the pages */
  url: string;
  ente: string;
  dimostrazione: boolean;
  adesso: Date;
}

const MAX_VOCI = 60;

const giornoEOra = (istante: Date): string => {
  const text = rfc3339(istante);
  return `${text.slice(0, 10).split('-').reverse().join('/')} alle ${text.slice(11, 16)}`;
};

const voce = ({ aoo, titolo, parole, consiglio, indirizzo }: AvvisoDetto, url: string): string =>
  [`- ${titolo}${aoo === undefined ? '' : ` (AOO ${aoo})`}`, `  ${parole}`, `  Che fare: ${consiglio}`, `  ${url}${indirizzo}`].join('\n'); // prettier-ignore

function voci(avvisi: readonly AvvisoDetto[], url: string): string {
  const shown = avvisi.slice(0, MAX_VOCI).map((one) => voce(one, url));
  const more = avvisi.length - shown.length;
  return [...shown, ...(more > 0 ? [`- e altri ${more}: ${url}/conservazione`] : [])].join('\n\n');
}

const firma = ({ ente, url }: Dove): string =>
  `Messaggio automatico del protocollo informatico di ${ente}.\nLa situazione di adesso: ${url}/conservazione`;

const oggettoDi = (testo: string, { ente, dimostrazione }: Dove): string =>
  `${dimostrazione ? 'ESEMPIO - ' : ''}${testo} - ${ente}`;

/** The mail that does not wait for the summary. */
export function letteraSubito(gravi: readonly AvvisoDetto[], dove: Dove): Lettera {
  const [first] = gravi;
  const soggetto = gravi.length === 1 ? (first?.titolo ?? '') : `${gravi.length} avvisi gravi sulla conservazione`;
  return {
    oggetto: oggettoDi(soggetto, dove),
    testo: [
      `${giornoEOra(dove.adesso)}. Occorre intervenire:`,
      voci(gravi, dove.url),
      'Finché dura non arrivano altri messaggi su questo: lo ripete il riepilogo del mattino.',
      firma(dove),
    ].join('\n\n'),
  };
}

/** The summary of the day. @param finiti - what is over since the last one */
export function letteraRiepilogo(aperti: readonly AvvisoDetto[], finiti: readonly AvvisoDetto[], dove: Dove): Lettera {
  const gravi = aperti.filter(({ grave }) => grave);
  const altri = aperti.filter(({ grave }) => !grave);
  const soggetto =
    aperti.length === 0
      ? 'Conservazione: tutto a posto'
      : `Conservazione: ${aperti.length === 1 ? '1 avviso' : `${aperti.length} avvisi`}${gravi.length > 0 ? `, ${gravi.length === 1 ? '1 grave' : `${gravi.length} gravi`}` : ''}`;
  return {
    oggetto: oggettoDi(soggetto, dove),
    testo: [
      `Situazione del ${giornoEOra(dove.adesso)}.`,
      ...(gravi.length > 0 ? ['GRAVI', voci(gravi, dove.url)] : []),
      ...(altri.length > 0 ? ['DA VEDERE', voci(altri, dove.url)] : []),
      ...(finiti.length > 0
        ? [
            `RISOLTI DALL’ULTIMO RIEPILOGO\n${finiti
              .slice(0, MAX_VOCI)
              .map(({ titolo, aoo }) => `- ${titolo}${aoo === undefined ? '' : ` (AOO ${aoo})`}`)
              .join('\n')}`,
          ]
        : []),
      firma(dove),
    ].join('\n\n'),
  };
}
