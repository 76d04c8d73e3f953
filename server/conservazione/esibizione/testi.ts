import { escape, POLITICA, STILE } from '../../fascicoli/esportazione/pagina.js';
import type { Confronto } from './confronto.js';

/* What an exhibition says in words: a text and a page that opens anywhere. Pure. */

export interface Esibito {
  ente: string;
  aoo: string;
  conservatore: string;
  /** `Registro del 24/11/2026` */
  cosa: string;
  /** `PG 2026 0000012` */
  chiave: string;
  /** `26/11/2026 alle 10:05` */
  quando: string;
  /** who asked for it */
  chi: string;
  motivo: string;
  stato: string;
  pacchetto: { sha256: string; dimensione: number };
  /** of the receipt, if there is one */
  rapporto?: { identificativo?: string; data: string; sha256: string };
  confronto: Confronto;
  dimostrazione: boolean;
}

/** Paths in the archive. */
export const RESO = 'dal-conservatore/pacchetto-di-distribuzione.zip';
const ESEMPIO = 'ESEMPIO - banca dati dimostrativa, senza valore legale';
const AVVERTENZA =
  'L’esemplare conservato è quello del conservatore, nella cartella «dal-conservatore», così come lo ha reso. Le altre cartelle sono copie del produttore, qui per il confronto.';

export const conclusioneOf = ({ differenze }: Confronto): string =>
  differenze.length === 0
    ? 'Ciò che il conservatore ha reso corrisponde a ciò che fu inviato.'
    : `Ciò che il conservatore ha reso NON corrisponde a ciò che fu inviato: ${differenze.length === 1 ? '1 differenza' : `${differenze.length} differenze`}.`;

const dati = (e: Esibito): [nome: string, valore: string][] => [
  ['Oggetto', e.cosa],
  ['Chiave', e.chiave],
  ['Conservatore', e.conservatore],
  ['Stato del versamento', e.stato],
  ['Chiesto da', e.chi],
  ['Quando', e.quando],
  ['Motivo', e.motivo],
  ['Pacchetto di distribuzione', `${e.pacchetto.dimensione} byte, SHA-256 ${e.pacchetto.sha256}`],
  [
    'Rapporto di versamento',
    e.rapporto === undefined
      ? 'nessuno'
      : `${e.rapporto.identificativo ?? 'senza identificativo'}, del ${e.rapporto.data}, SHA-256 ${e.rapporto.sha256}`,
  ],
];

/** `esito.txt`: the statement of the comparison. */
export function esitoTesto(e: Esibito): string {
  const { righe, differenze, note } = e.confronto;
  return [
    ...(e.dimostrazione ? [ESEMPIO, ''] : []),
    'ESITO DEL CONFRONTO',
    `${e.ente} - AOO ${e.aoo}`,
    '',
    ...dati(e).map(([nome, valore]) => `${nome}: ${valore}`),
    '',
    conclusioneOf(e.confronto),
    '',
    'File inviati e file resi',
    ...righe.map(
      ({ cosa, sha256, trovato }) => `${trovato === undefined ? '[NO]' : '[sì]'} ${sha256}  ${cosa}${trovato === undefined ? '' : `  =  ${trovato}`}`, // prettier-ignore
    ),
    ...(righe.length === 0 ? ['nessuno'] : []),
    ...(differenze.length > 0 ? ['', 'Differenze', ...differenze.map((one) => `- ${one}`)] : []),
    ...(note.length > 0 ? ['', 'Note', ...note.map((one) => `- ${one}`)] : []),
    '',
    AVVERTENZA,
    '',
  ].join('\n');
}

const lista = (titolo: string, voci: readonly string[]): string =>
  voci.length === 0
    ? ''
    : `<section><h2>${escape(titolo)}</h2><ul>${voci.map((one) => `<li>${escape(one)}</li>`).join('')}</ul></section>\n`;

/** `index.html`. @param file - entries of the archive with what they are */
export function esitoPagina(e: Esibito, file: readonly { percorso: string; detto: string }[]): string {
  const { righe, differenze, note } = e.confronto;
  const rows = righe
    .map(
      ({ cosa, sha256, trovato }) =>
        `<tr><td>${escape(cosa)}</td><td><code>${escape(sha256)}</code></td><td>${trovato === undefined ? '<strong>non c’è, o è diverso</strong>' : `uguale: ${escape(trovato)}`}</td></tr>\n`,
    )
    .join('');
  const links = file
    .map(
      ({ percorso, detto }) =>
        `<li><a href="${escape(percorso.split('/').map(encodeURIComponent).join('/'))}">${escape(detto)}</a></li>`,
    )
    .join('');
  return (
    `<!doctype html>\n<html lang="it"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${escape(POLITICA)}">` +
    `<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${escape(`Esibizione: ${e.cosa}`)}</title><style>${STILE}</style></head>\n<body><main>` +
    (e.dimostrazione ? `<p class="esempio">${ESEMPIO}</p>` : '') +
    `<p>${escape(`${e.ente} - AOO ${e.aoo}`)}</p><h1>${escape(`Esibizione: ${e.cosa}`)}</h1>` +
    `<p><strong>${escape(conclusioneOf(e.confronto))}</strong></p><dl>` +
    dati(e)
      .map(([nome, valore]) => `<dt>${escape(nome)}</dt><dd>${escape(valore)}</dd>`)
      .join('') +
    `</dl>\n<p>${escape(AVVERTENZA)}</p>\n${lista('Differenze', differenze)}` +
    `<section><h2>File inviati e file resi</h2>${rows === '' ? '<p>Nessun file.</p>' : `<table><caption>Confronto per impronta</caption><thead><tr><th scope="col">File inviato</th><th scope="col">SHA-256</th><th scope="col">Nel pacchetto del conservatore</th></tr></thead><tbody>\n${rows}</tbody></table>`}</section>\n` +
    `${lista('Note', note)}<section><h2>Contenuto</h2><ul>${links}</ul></section></main></body></html>\n`
  );
}
