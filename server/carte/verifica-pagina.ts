import type { VerificaPubblica } from '../../schemas/carte.api.js';
import { formatNumero } from '../protocollo/rules.js';
import { giornoOf } from './dati.js';

/** Addresses of the style and of the script, under names that change with their content; none before the pages are built. */
export interface Risorse {
  stili: readonly string[];
  script?: string;
}

export interface Cornice extends Risorse {
  ente: string;
  dimostrazione: boolean;
}

/** A text inside a page, or inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const longDay = new Intl.DateTimeFormat('it-IT', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
/** A day in words: `lunedì 2 marzo 2026`. */
export const inWords = (day: string): string => longDay.format(new Date(`${day}T12:00:00Z`));

const icon = (path: string): string =>
  `<svg class="segno" viewBox="0 0 24 24" width="32" height="32" aria-hidden="true" focusable="false"><path fill="none" stroke="currentColor" stroke-width="2" d="${path}"/></svg>`;
export const SPUNTA = icon('M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M7 12.5l3.5 3.5L17 9');
const BARRATO = icon('M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M5 5l14 14');
export const IGNOTO = icon('M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M12 6v8M12 16v2');

/** A page for people outside, whole: no session, no script needed. @param main - HTML, escaped already */
export function page({ ente, dimostrazione, stili, script }: Cornice, titolo: string, main: string): string {
  const head = [
    ...stili.map((one) => `<link rel="stylesheet" href="${escapeHtml(one)}">`),
    ...(script === undefined ? [] : [`<script type="module" src="${escapeHtml(script)}"></script>`]),
  ];
  const esempio = dimostrazione ? '<span class="esempio" title="Banca dati dimostrativa">ESEMPIO</span>' : '';
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light"><link rel="icon" href="data:,"><title>${escapeHtml(titolo)} - ${escapeHtml(ente)}</title>${head.join('')}</head><body class="verifica"><header class="verifica-testa"><b>${escapeHtml(ente)}</b>${esempio}</header><main>${main}</main></body></html>`;
}

/** The part that compares a file: it shows itself when its script runs, else says how to do without. */
function confronto({ anno, numero, hash }: VerificaPubblica): string {
  return `<section class="confronto" aria-labelledby="confronto-titolo"><h2 id="confronto-titolo">Ha ricevuto un file? Lo confronti</h2><noscript><p class="nota">Per il confronto serve JavaScript. Altrimenti si calcola l’impronta SHA-256 del file con un programma e la si confronta con quella scritta sulla ricevuta.</p></noscript><div class="zona" id="zona" data-indirizzo="/verifica/${anno}/${numero}/${hash}/confronto" hidden><label class="scegli" for="file">Scegli il file</label><input id="file" type="file" aria-describedby="file-aiuto"><p class="nota" id="file-aiuto">Il file resta su questo dispositivo: se ne calcola soltanto l’impronta, che si confronta con quelle registrate. Si può anche trascinarlo qui.</p></div><p class="esito-confronto" id="esito" role="status"></p></section>`;
}

/** The page of a registration that is in the register. */
export function foundPage(cornice: Cornice, v: VerificaPubblica): string {
  const annullata = v.stato === 'annullata';
  const day = inWords(v.data);
  const quando = v.dataAnnullamento === undefined ? '' : ` il ${giornoOf(v.dataAnnullamento)}`;
  const esito = annullata
    ? `<div class="esito annullata" role="status">${BARRATO}<div><h1>Registrazione annullata</h1><p>È nel registro di protocollo, ed è stata annullata${quando}.</p></div></div>`
    : `<div class="esito" role="status">${SPUNTA}<div><h1>Registrazione autentica</h1><p>È nel registro di protocollo e non è cambiata da quel giorno.</p></div></div>`;
  const stato = annullata ? `Annullata${quando}` : 'Valida, non annullata';
  const rows = [
    ['Ente', `${v.ente}, AOO ${v.aoo}`],
    ['Registro', v.registro === 'PROT-GEN' ? 'Protocollo generale' : v.registro],
    ['Stato', stato],
    ['Verificata', `ora, ${giornoOf(v.verificata)} alle ${v.verificata.slice(11, 16)}`],
  ].map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`);
  const prova = annullata
    ? `Che ${day} l’ente ha registrato un documento con questo numero, e che la registrazione è stata poi annullata con un provvedimento.`
    : `Che ${day} l’ente ha registrato un documento con questo numero, e che la registrazione è ancora identica.`;
  return page(
    { ...cornice, ente: v.ente },
    'Verifica di un protocollo',
    `${esito}<p class="numero"><span class="n">n.</span> ${formatNumero(v.numero)}</p><p class="giorno">${day}</p><dl>${rows.join('')}</dl>${confronto(v)}<details open><summary>Che cosa prova questa pagina</summary><p class="nota">${prova} Non prova chi lo ha scritto: per questo conta la firma del documento.</p></details><details><summary>Codice di verifica</summary><p class="nota codice">${v.hash}</p></details><p class="nota fine">Oggetto, mittente e contenuto non sono mostrati. Per averli, chi ne ha titolo si rivolge all’ufficio protocollo.</p>`,
  );
}

/** One page for whatever is not found, whatever is wrong with the address: it tells nothing. */
export const notFoundPage = (cornice: Cornice): string =>
  page(
    cornice,
    'Non trovato',
    `<div class="esito ignota">${IGNOTO}<div><h1>Non trovato</h1><p>Nel registro di protocollo non c’è una registrazione con questo codice.</p></div></div><p class="nota">Controllare che l’indirizzo sia completo, o inquadrare di nuovo il codice sul documento. Se il risultato non cambia, rivolgersi all’ufficio protocollo dell’ente.</p>`,
  );

/** To who asks too often. */
export const tooManyPage = (cornice: Cornice, seconds: number): string =>
  page(
    cornice,
    'Troppe richieste',
    `<div class="esito ignota">${IGNOTO}<div><h1>Troppe richieste</h1><p>Da questo indirizzo sono arrivate troppe verifiche di seguito: riprovare tra ${seconds === 1 ? 'un secondo' : `${seconds} secondi`}.</p></div></div>`,
  );
