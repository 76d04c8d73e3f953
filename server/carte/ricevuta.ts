import type { EsitoProcedimento } from '../../schemas/configurazione-procedimenti.api.js';
import { drawTabella } from '../lib/pdfa-tabella.js';
import { MM, PdfA } from '../lib/pdfa.js';
import { drawQr } from './codici.js';
import { annullataInParole, type Carta, giornoEOra, numeroEData } from './dati.js';
import { drawDati } from './elenco-dati.js';
import type { DatiRicevuta, TermineRicevuta } from './ricevuta-dati.js';

const TITOLO = { parte: 'H2', carattere: 'grassetto', corpo: 11.5, dopo: 5 } as const;

const SILENZIO: Readonly<Record<EsitoProcedimento, string>> = {
  provvedimento: 'Il procedimento si conclude con un provvedimento espresso: il silenzio non equivale ad accoglimento.',
  'silenzio-assenso':
    'Decorso il termine senza un provvedimento, il silenzio equivale ad accoglimento (L. 241/1990, art. 20, c. 1).',
  'silenzio-rigetto': 'Decorso il termine senza un provvedimento, la richiesta si intende respinta.',
  dichiarazione:
    'L’attività può iniziare dalla presentazione; entro il termine l’ufficio controlla e può vietarla (L. 241/1990, art. 19).',
};

/** By when the administration must answer, in words. */
function paroleTermine({ giorni, entro, procedimento }: TermineRicevuta): string {
  if (procedimento === undefined)
    return `${giorni} giorni dalla presentazione, cioè entro il ${entro ?? ''}, se leggi o regolamenti non ne stabiliscono un altro per il procedimento (L. 241/1990, art. 2, c. 2).`;
  const { computo, inizio, norma } = procedimento;
  const fino =
    entro === undefined
      ? 'il termine è sospeso e la sua fine sarà comunicata alla ripresa'
      : `cioè entro il ${entro}, salve sospensioni`;
  return `${giorni} giorni${computo === 'lavorativi' ? ' lavorativi' : ''} dal ${inizio}: ${fino}${norma === undefined ? '' : ` (${norma})`}.`;
}

/** What silence means when the term has passed. */
const paroleSilenzio = ({ procedimento }: TermineRicevuta): string =>
  procedimento === undefined
    ? 'Decorso il termine, il silenzio equivale ad accoglimento nei procedimenti a istanza di parte, salvi quelli che la legge esclude (L. 241/1990, art. 20).'
    : SILENZIO[procedimento.esito];

/** Terms, silence and remedies, in the words of the law where nothing more precise is known. */
function drawTermini(pdf: PdfA, { termine, ufficio, responsabile }: DatiRicevuta, carta: Carta): void {
  pdf.salta(6).scrivi('Procedimento e termini', TITOLO);
  drawDati(pdf, [
    ['Ufficio competente', ufficio ?? 'In corso di assegnazione: lo comunica l’ufficio protocollo.'],
    [
      'Responsabile',
      responsabile ?? 'Fino all’assegnazione, chi è preposto all’ufficio competente (L. 241/1990, art. 5, c. 2).',
    ],
    ...(termine.procedimento === undefined ? [] : [['Procedimento', termine.procedimento.denominazione] as const]),
    ['Termine', paroleTermine(termine)],
    ['Silenzio', paroleSilenzio(termine)],
    [
      'Rimedi',
      'Contro l’inerzia si può chiedere l’esercizio del potere sostitutivo (L. 241/1990, art. 2, c. 9-ter) o ricorrere al tribunale amministrativo regionale entro un anno dalla scadenza del termine (D.Lgs. 104/2010, art. 31).',
    ],
    [
      'Atti e informazioni',
      `Presso l’ufficio competente${carta.domicilioDigitale === undefined ? '' : `, o scrivendo a ${carta.domicilioDigitale}`}, indicando il numero di protocollo.`,
    ],
    [
      'Avvio',
      responsabile === undefined || ufficio === undefined
        ? 'La comunicazione di avvio del procedimento, se dovuta, viene dall’ufficio competente (L. 241/1990, artt. 7 e 8).'
        : 'Con i dati qui indicati la ricevuta vale come comunicazione di avvio del procedimento (L. 241/1990, artt. 7, 8 e 18-bis).',
    ],
  ]);
}

/**
 * The receipt of what was presented (L. 241/1990 art. 18-bis c. 1): that it was, when, by whom, with which files, and by when
 * the administration must answer. PDF/A-2b.
 */
export async function drawRicevuta(carta: Carta, dati: DatiRicevuta, istante: Date): Promise<Buffer> {
  const rilascio = giornoEOra(istante);
  const pdf = new PdfA({
    titolo: `Ricevuta ${carta.segnatura}`,
    autore: carta.ente,
    istante,
    dimostrazione: carta.dimostrazione,
    intestazione: { sinistra: `${carta.ente} - AOO ${carta.aoo}`, destra: 'Ricevuta di presentazione' },
    piede: `rilasciata il ${rilascio.giorno} alle ore ${rilascio.ora}`,
  });
  const lato = 32 * MM;
  const top = pdf.y;
  pdf.artifact(() => drawQr(pdf, carta.indirizzo, pdf.sinistra + pdf.larghezza - lato, top - 6, lato));
  const stretto = { larghezza: pdf.larghezza - lato - 8 };
  pdf.scrivi(carta.ente, { ...stretto, carattere: 'grassetto', corpo: 14, dopo: 2 });
  pdf.scrivi(`${carta.denominazioneAoo} (${carta.aoo}), codice IPA ${carta.codiceIPA}`, {
    ...stretto,
    corpo: 9,
    colore: '#475a6d',
    dopo: 10,
  });
  pdf.scrivi('Ricevuta di presentazione', { ...stretto, parte: 'H1', carattere: 'grassetto', corpo: 18, dopo: 2 });
  pdf.scrivi('Legge 7 agosto 1990, n. 241, art. 18-bis', { ...stretto, corpo: 9, dopo: 8 });
  pdf.y = Math.max(pdf.y, top + lato - 2);
  const annullata = annullataInParole(carta);
  if (annullata !== undefined) {
    pdf.scrivi(annullata, { carattere: 'grassetto', corpo: 12, dopo: 2 });
    pdf.scrivi('La registrazione è annullata: questa ricevuta è superata e resta come prova della presentazione.', {
      dopo: 8,
    });
  }
  pdf.filetto().salta(8);
  pdf.scrivi(`Protocollo ${numeroEData(carta)}, ore ${carta.ora}`, {
    parte: 'H2',
    carattere: 'grassetto',
    corpo: 13,
    dopo: 6,
  });
  drawDati(pdf, [
    ['Segnatura', carta.segnatura],
    ['Registro di emergenza', carta.emergenza && `n. ${carta.emergenza}`],
    ['Presentata da', dati.mittenti],
    ['Data di arrivo', dati.arrivo],
    ['Modo', dati.mezzo],
    ['Protocollo del mittente', dati.protocolloMittente],
    ['Oggetto', dati.oggetto],
  ]);
  pdf.salta(6).scrivi('Documenti presentati', TITOLO);
  if (dati.file.length === 0)
    pdf.scrivi('Documento su carta, consegnato all’ufficio: la sua copia per immagine si aggiunge alla registrazione.');
  else
    await drawTabella(
      pdf,
      [
        { titolo: 'Parte', parte: 4 },
        { titolo: 'Nome', parte: 9 },
        { titolo: 'Byte', parte: 3, allinea: 'destra' },
        { titolo: 'Impronta SHA-256', parte: 11, carattere: 'macchina', corpo: 6.5 },
      ],
      dati.file.map(({ ruolo, nome, dimensione, sha256 }) => [ruolo, nome, dimensione.toLocaleString('it-IT'), sha256]),
    );
  drawTermini(pdf, dati, carta);
  pdf.salta(6).scrivi('Verifica', TITOLO);
  pdf.scrivi(
    'All’indirizzo del codice in alto chiunque abbia questa ricevuta verifica che la registrazione c’è ed è immutata:',
  );
  pdf.scrivi(carta.indirizzo, { carattere: 'macchina', corpo: 7.5, dopo: 6 });
  pdf.scrivi('La domanda ha effetto dalla presentazione anche se la ricevuta non è rilasciata.', { corpo: 8.5 });
  return pdf.finish();
}
