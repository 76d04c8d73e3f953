import type { ProcedimentoLetto } from '../../schemas/procedimento.api.js';
import { type Cornice, escapeHtml, inWords, page } from '../carte/verifica-pagina.js';
import { legalDay } from '../lib/clock.js';
import { formatNumero } from '../protocollo/rules.js';
import type { Letta } from './contenuto.js';

/* The pages that a person concerned reads: plain Italian, whole from the server, without a script (WCAG 2.1 AA). */

export interface Veduto {
  indirizzo: string;
  nome: string;
  scadenza: Date;
  codice: string;
  oggetto: string;
  classifica: string;
  stato: 'aperto' | 'chiuso';
  dataApertura: string;
  dataChiusura?: string | undefined;
  ufficio: string;
  responsabile?: string | undefined;
  procedimento?: ProcedimentoLetto | undefined;
  documenti: readonly Letta[];
}

const giorno = (day: string): string => day.split('-').reverse().join('/');
const dl = (rows: readonly (readonly [string, string])[]): string =>
  `<dl>${rows.map(([nome, valore]) => `<dt>${escapeHtml(nome)}</dt><dd>${escapeHtml(valore)}</dd>`).join('')}</dl>`;

const IDENTITA =
  'L’ingresso con SPID o con la carta d’identità elettronica non è ancora attivo: per ora servono il collegamento e il codice che l’ufficio Le ha dato a parte.';

/** Asks for the code. The same page whether the link is good or not: it tells nothing. */
export function codicePage(cornice: Cornice, indirizzo: string, sbagliato: boolean): string {
  const errore = sbagliato
    ? '<p class="errore" id="errore" role="alert">Il codice non apre questo fascicolo. Controllarlo e scriverlo di nuovo; dopo alcuni tentativi l’accesso si blocca e occorre rivolgersi all’ufficio.</p>'
    : '';
  return page(
    cornice,
    'Il Suo fascicolo',
    `<h1>Il Suo fascicolo</h1><p>Per aprirlo scriva il codice che l’ufficio Le ha consegnato a parte.</p>${errore}<form method="post" action="${escapeHtml(indirizzo)}" class="ingresso"><label for="codice">Codice</label><input id="codice" name="codice" required maxlength="40" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false"${sbagliato ? ' aria-invalid="true" aria-describedby="errore"' : ''}><button type="submit">Apri il fascicolo</button></form><p class="nota fine">${IDENTITA} Ogni lettura è annotata e l’ufficio la vede. Se il collegamento è scaduto o non funziona, rivolgersi all’ufficio che lo ha dato.</p>`,
  );
}

const STATI: Readonly<Record<ProcedimentoLetto['stato'], string>> = {
  'da-avviare': 'non ancora avviato',
  'in-corso': 'in corso',
  sospeso: 'sospeso',
  scaduto: 'in corso, oltre il termine',
  concluso: 'concluso',
};

function procedimentoOf(p: ProcedimentoLetto | undefined): string {
  if (p?.procedimento === undefined) return '';
  const rows: (readonly [string, string])[] = [
    ['Procedimento', p.procedimento.denominazione],
    ['Stato', STATI[p.stato]],
    ...(p.inizio === undefined ? [] : ([['Avviato', inWords(p.inizio)]] as const)),
    ...(p.scadenza === undefined || p.fine !== undefined
      ? []
      : ([['Termine', `entro ${inWords(p.scadenza)}`]] as const)),
    ...(p.fine === undefined ? [] : ([['Concluso', inWords(p.fine)]] as const)),
    ...(p.stato === 'in-corso' && p.restano !== undefined
      ? ([['Giorni che restano', String(p.restano)]] as const)
      : []),
  ];
  const fasi = p.fasi.map(
    ({ fase, dal, al }) =>
      `<li>${escapeHtml(fase)}: dal ${giorno(dal)}${al === undefined ? '' : ` al ${giorno(al)}`}</li>`,
  );
  const fermate = p.fermate.map(({ tipo, dal, al, entro }) => {
    const end = al ?? entro;
    return `<li>Termine ${tipo === 'sospensione' ? 'sospeso' : 'interrotto'} dal ${giorno(dal)}${end === undefined ? '' : ` al ${giorno(end)}`}</li>`;
  });
  const steps = [...fasi, ...fermate];
  return `<section aria-labelledby="proc"><h2 id="proc">A che punto è</h2>${dl(rows)}${steps.length === 0 ? '' : `<ul class="passi">${steps.join('')}</ul>`}</section>`;
}

const FLUSSI = { E: 'ricevuto', U: 'inviato', I: 'interno' } as const;

function documentoOf(
  indirizzo: string,
  { anno, numero, dataRegistrazione, flusso, oggetto, documento, allegati }: Letta,
): string {
  const nome = `n. ${formatNumero(numero)} del ${giorno(legalDay(dataRegistrazione))}`;
  const files = [documento, ...allegati].flatMap((file, n) =>
    file === undefined
      ? []
      : [
          `<li><a href="${escapeHtml(`${indirizzo}/documenti/${anno}/${numero}/${n}`)}">${n === 0 ? 'Documento' : `Allegato ${n}`}: ${escapeHtml(file.nome)}<span class="fuori"> del ${nome}</span></a></li>`,
        ],
  );
  return `<li><p><b>${nome}</b>, ${FLUSSI[flusso]}</p><p>${escapeHtml(oggetto)}</p><ul>${files.join('')}</ul></li>`;
}

/** The fascicolo as the person concerned may see it. */
export function fascicoloPage(cornice: Cornice, v: Veduto): string {
  const rows: (readonly [string, string])[] = [
    ['Fascicolo', v.codice],
    ['Riguarda', v.classifica],
    [
      'Stato',
      v.stato === 'aperto'
        ? `aperto dal ${giorno(v.dataApertura)}`
        : `chiuso il ${giorno(v.dataChiusura ?? v.dataApertura)}`,
    ],
    ['Ufficio', v.ufficio],
    ...(v.responsabile === undefined ? [] : ([['Responsabile', v.responsabile]] as const)),
  ];
  const documenti =
    v.documenti.length === 0
      ? '<p>Nessun documento è stato messo a disposizione qui.</p>'
      : `<ol class="documenti">${v.documenti.map((one) => documentoOf(v.indirizzo, one)).join('')}</ol>`;
  return page(
    cornice,
    `Fascicolo ${v.codice}`,
    `<p class="nota">Accesso di ${escapeHtml(v.nome)}, fino al ${giorno(legalDay(v.scadenza))}</p><h1>${escapeHtml(v.oggetto)}</h1>${dl(rows)}${procedimentoOf(v.procedimento)}<section aria-labelledby="docs"><h2 id="docs">Documenti</h2>${documenti}</section><form method="post" action="${escapeHtml(`${v.indirizzo}/uscita`)}"><button type="submit" class="secondo">Esci</button></form><p class="nota fine">Qui sono soltanto i documenti che la legge consente di vedere senza altra richiesta e che l’ufficio ha indicato (L. 241/1990, artt. 10 e 22; CAD, art. 41 c. 2-quater). Per gli altri si presenta all’ufficio un’istanza di accesso. Ogni lettura è annotata. ${IDENTITA}</p>`,
  );
}

/** Whatever cannot be opened, in one sentence. */
export const messaggioPage = (cornice: Cornice, titolo: string, testo: string): string =>
  page(cornice, titolo, `<h1>${escapeHtml(titolo)}</h1><p role="status">${escapeHtml(testo)}</p>`);
