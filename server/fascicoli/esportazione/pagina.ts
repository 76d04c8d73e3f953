import { createHash } from 'node:crypto';
import type { Camicia } from './camicia.js';
import type { RigaIndice } from './righe.js';

/**
 * The page of an exported fascicolo: opens in any browser from a folder, without a server and without anything from elsewhere. No
 * script; its policy forbids all but its own style; whatever a person wrote is escaped.
 */

/** A document with the files that the archive has of it. */
export interface RigaPagina extends RigaIndice {
  file: readonly { percorso: string; detto: string }[];
  /** what is to be said of it: files that are not there, metadata that are not complete */
  note: readonly string[];
}

export interface PartePagina {
  codice: string;
  oggetto: string;
  /** files of the part itself: cover, index, metadata */
  file: readonly { percorso: string; detto: string }[];
  righe: readonly RigaPagina[];
  note: readonly string[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** Text that stands in a page as it is. */
export const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (c) => ESCAPES[c] ?? c).replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');

/** How a page that is taken away looks. */
export const STILE = `body{font:16px/1.45 sans-serif;color:#17324d;margin:1.5rem auto;max-width:75rem;padding:0 1rem}
h1{font-size:1.6rem;margin:.2rem 0}h2{font-size:1.2rem;margin-top:2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#455a71}dd{margin:0;white-space:pre-line}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{border:1px solid #c5cdd8;padding:.35rem .5rem;text-align:left;vertical-align:top}
th{background:#eef1f5}code{font-size:.7rem;word-break:break-all}.annullata{text-decoration:line-through}ul{margin:0;padding-left:1.1rem}
a{color:#004d99}.esempio{background:#fff1d6;border:1px solid #995c00;padding:.4rem .8rem}`;
/** Nothing but its own style. */
export const POLITICA = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STILE).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** The names in the archive are plain: letters, digits, dots, dashes. A `:` could not begin one. */
const link = ({ percorso, detto }: { percorso: string; detto: string }): string =>
  `<a href="${escape(percorso.split('/').map(encodeURIComponent).join('/'))}">${escape(detto)}</a>`;

const lista = (voci: readonly string[]): string =>
  voci.length === 0 ? '' : `<ul>${voci.map((one) => `<li>${one}</li>`).join('')}</ul>`;

const rigaHtml = (riga: RigaPagina): string =>
  `<tr><td>${riga.posto}</td><td>${escape(riga.numero)}<br>${escape(riga.data)}</td><td>${escape(riga.flusso)}</td>` +
  `<td${riga.annullata ? ' class="annullata"' : ''}>${escape(riga.oggetto)}${riga.annullata ? ' (annullata)' : ''}</td>` +
  `<td>${escape(riga.corrispondente)}</td><td>${lista(riga.file.map(link))}${lista(riga.note.map(escape))}</td>` +
  `<td><code>${escape(riga.sha256)}</code></td></tr>\n`;

const TITOLI = ['N.', 'Protocollo e data', 'Flusso', 'Oggetto', 'Corrispondente', 'File', 'Impronta SHA-256'];

const parteHtml = (parte: PartePagina): string =>
  `<section><h2>${escape(parte.codice)} - ${escape(parte.oggetto)}</h2>\n` +
  `${lista(parte.file.map(link))}${lista(parte.note.map(escape))}` +
  (parte.righe.length === 0
    ? '<p>Nessun documento.</p>'
    : `<table><caption>Documenti di ${escape(parte.codice)}</caption><thead><tr>${TITOLI.map((one) => `<th scope="col">${one}</th>`).join('')}</tr></thead><tbody>\n${parte.righe.map(rigaHtml).join('')}</tbody></table>`) +
  '</section>\n';

/** @param esportato - day and hour of the export, and by whom */
export function paginaOf(camicia: Camicia, parti: readonly PartePagina[], esportato: string): string {
  const dati = camicia.dati
    .filter(([, valore]) => valore !== undefined && valore !== '')
    .map(([nome, valore = '']) => `<dt>${escape(nome)}</dt><dd>${escape(valore).replaceAll('\n', '<br>')}</dd>`)
    .join('');
  return (
    `<!doctype html>\n<html lang="it"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${escape(POLITICA)}">` +
    `<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escape(`${camicia.genere} ${camicia.codice}`)}</title><style>${STILE}</style></head>\n<body><main>` +
    (camicia.dimostrazione ? '<p class="esempio">ESEMPIO - banca dati dimostrativa, senza valore legale</p>' : '') +
    `<p>${escape(camicia.ente)} - AOO ${escape(camicia.aoo)}</p><h1>${escape(`${camicia.genere} ${camicia.codice}`)}</h1>` +
    `<p>${escape(camicia.oggetto)}</p><dl>${dati}</dl>` +
    `<p>${escape(esportato)}. Le impronte di tutti i file sono in ${link({ percorso: 'impronte.sha256', detto: 'impronte.sha256' })}: si verificano con <code>sha256sum -c impronte.sha256</code>.</p>\n` +
    `${parti.map(parteHtml).join('')}</main></body></html>\n`
  );
}
