import type { AttestazionePubblica } from '../../schemas/attestazione.api.js';
import { giornoOf } from '../carte/dati.js';
import { type Cornice, escapeHtml, IGNOTO, inWords, page, SPUNTA } from '../carte/verifica-pagina.js';

const MODI = {
  raffronto: 'Raffronto di ogni copia con il suo originale',
  processo: 'Certificazione di processo, con raffronto di un campione',
} as const;

/** The part that compares files: it shows itself when its script runs, else says how to do without. */
const confronto = (id: string): string =>
  `<section class="confronto" aria-labelledby="confronto-titolo"><h2 id="confronto-titolo">Confronti la copia, l’attestazione e la firma</h2><noscript><p class="nota">Per il confronto serve JavaScript. Altrimenti si calcola l’impronta SHA-256 della copia con un programma, e la si cerca nell’elenco del documento di attestazione.</p></noscript><div class="zona" id="zona" data-indirizzo="/attestazione/${id}" hidden><label class="scegli" for="file">Scegli i file</label><input id="file" type="file" multiple aria-describedby="file-aiuto"><p class="nota" id="file-aiuto">Della copia e dell’attestazione si calcola soltanto l’impronta, su questo dispositivo. La firma (.p7m, .p7s o PDF firmato) si invia per la verifica e non è conservata. Si possono anche trascinare qui, tutti insieme.</p></div><ul class="esiti-confronto" id="esiti" aria-live="polite"></ul></section>`;

/** The page of an attestation that is signed and whole. */
export function foundPage(cornice: Cornice, a: AttestazionePubblica): string {
  const rows = [
    ['Ente', `${a.ente}, AOO ${a.aoo}`],
    ['Modo', MODI[a.modo]],
    ['Copie attestate', String(a.copie)],
    ['Verificata', `ora, ${giornoOf(a.verificata)} alle ${a.verificata.slice(11, 16)}`],
  ].map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`);
  return page(
    { ...cornice, ente: a.ente },
    'Verifica di un’attestazione di conformità',
    `<div class="esito" role="status">${SPUNTA}<div><h1>Attestazione autentica</h1><p>È tra le attestazioni di conformità dell’ente, è firmata, e non è cambiata da quel giorno.</p></div></div><p class="giorno">${inWords(a.data.slice(0, 10))}, ore ${a.data.slice(11, 16)}</p><dl>${rows.join('')}</dl>${confronto(a.id)}<details open><summary>Che cosa prova questa pagina</summary><p class="nota">Che in quel momento un funzionario delegato ha attestato la conformità di queste copie per immagine agli originali su carta, e che l’elenco delle impronte è ancora quello firmato. Che un file sia una di quelle copie lo dice il confronto; chi ha firmato, la firma.</p></details><details><summary>Codice dell’attestazione</summary><p class="nota codice">${a.id}</p></details><p class="nota fine">Nomi e contenuto dei documenti non sono mostrati. Per averli, chi ne ha titolo si rivolge all’ufficio protocollo.</p>`,
  );
}

/** One page for whatever is not found, whatever is wrong with the address: it tells nothing. */
export const notFoundPage = (cornice: Cornice): string =>
  page(
    cornice,
    'Non trovata',
    `<div class="esito ignota">${IGNOTO}<div><h1>Non trovata</h1><p>Non c’è un’attestazione di conformità firmata con questo codice.</p></div></div><p class="nota">Controllare che l’indirizzo sia completo, o inquadrare di nuovo il codice sul documento. Se il risultato non cambia, rivolgersi all’ufficio protocollo dell’ente.</p>`,
  );
