import { drawQr } from '../carte/codici.js';
import { drawDati } from '../carte/elenco-dati.js';
import { drawTabella } from '../lib/pdfa-tabella.js';
import { MM, PdfA, type Stile } from '../lib/pdfa.js';
import { formatNumero } from '../protocollo/rules.js';
import { attoInParole, quandoInParole } from './testo.js';
import type { DatiAttestazione, DatiLotto } from './tipi.js';

const TITOLO: Stile = { parte: 'H2', carattere: 'grassetto', corpo: 11.5, dopo: 4 };

const NORME = {
  raffronto:
    'Codice dell’amministrazione digitale, artt. 22, cc. 1-bis e 2, e 23-ter, c. 3; Linee guida AgID sul documento informatico, par. 2.2 e 2.5',
  processo:
    'Codice dell’amministrazione digitale, artt. 22, c. 1-bis, e 23-ter, c. 3; Linee guida AgID sul documento informatico, par. 2.2 e 2.5, e Allegato 3',
} as const;

const MODI = {
  raffronto: 'Raffronto di ogni copia con il suo originale',
  processo: 'Certificazione di processo, con raffronto del campione',
} as const;

const FASI =
  '1. Analisi e progettazione: requisiti e tolleranze qui indicati. 2. Normalizzazione: presa in carico e riordino della carta. 3. Scannerizzazione: acquisizione, controllo di ogni immagine (risoluzione, inclinazione, luminosità, contrasto, bordi, pagine bianche o doppie), composizione della copia in PDF/A. 4. Indicizzazione: riconoscimento del testo e dati di registrazione. Poi il raffronto del campione con gli originali (leggibilità, integrità, completezza) e la firma.';

const giornoIt = (giorno: string): string => giorno.split('-').reverse().join('/');
const certificato = ({ ente, numero, dal, al }: DatiLotto['ciclo']['iso9001']): string =>
  `n. ${numero}, ${ente}, dal ${giornoIt(dal)} al ${giornoIt(al)}`;

function esitiInParole({ piano, esiti }: DatiLotto): string {
  const difformi = esiti.filter(({ esito }) => esito === 'difforme');
  const dette = difformi.map(({ scansione, motivo }) => `${scansione}${motivo === undefined ? '' : ` (${motivo})`}`);
  const coda =
    dette.length === 0 ? 'nessuna difforme' : `difformi, e non coperte da questa attestazione: ${dette.join('; ')}`;
  return `${esiti.length} copie raffrontate su ${piano.copie}: ${coda}. Il piano accetta fino a ${piano.accetta} difformi.`;
}

/** Contents 1 to 12 of Allegato 3 §2.3, in its order. */
function drawLotto(pdf: PdfA, dati: DatiAttestazione, lotto: DatiLotto): void {
  const { ciclo, piano } = lotto;
  const pagine = dati.copie.reduce((sum, one) => sum + one.pagine, 0);
  pdf.salta(6).scrivi('Il lotto e il processo', TITOLO);
  drawDati(pdf, [
    ['Committente', ciclo.committente],
    ['Lotto', lotto.codice],
    ['Tipo e volume', `Documenti analogici su carta; copie attestate: ${dati.copie.length}, pagine: ${pagine}`],
    ['Requisiti e vincoli', lotto.requisiti],
    ['Finalità', ciclo.finalita],
    ['Fornitore e contratto', [ciclo.fornitore, ciclo.contratto].filter((one) => one !== undefined).join(', ')],
    ['Luogo e tempo', `${ciclo.luogo}, dal ${quandoInParole(lotto.inizio)} al ${quandoInParole(lotto.fine)}`],
    ['Referenti', lotto.referenti.join(', ')],
    ['Documentazione', ciclo.documentazione],
    ['Programma', lotto.software],
    ['Anomalie', lotto.anomalie.length === 0 ? 'Nessuna' : lotto.anomalie.join('; ')],
    ['Fasi e controlli', FASI],
    ['Certificati del ciclo', `ISO 9001: ${certificato(ciclo.iso9001)}; ISO 27001: ${certificato(ciclo.iso27001)}`],
    [
      'Campione',
      `${piano.norma}, livello ${piano.livello}, lettera ${piano.lettera}, AQL ${String(piano.aql).replace('.', ',')}: ${piano.campione} copie su ${piano.copie}, estratte con il seme ${lotto.seme}`,
    ],
    ['Esito', esitiInParole(lotto)],
  ]);
}

/**
 * The document of an attestation: what the law wants said, with the riferimento temporale and the hash of every copy (LG 2.2), and of a
 * lot what Allegato 3 §2.3 wants. PDF/A-2b; signed afterwards, never changed.
 */
export async function drawAttestazione(dati: DatiAttestazione): Promise<Buffer> {
  const pdf = new PdfA({
    titolo: `Attestazione di conformità ${dati.id}`,
    autore: dati.ente,
    istante: dati.quando,
    dimostrazione: dati.dimostrazione,
    intestazione: { sinistra: `${dati.ente} - AOO ${dati.aoo}`, destra: 'Attestazione di conformità' },
    piede: `attestazione ${dati.id}`,
  });
  const lato = 30 * MM;
  const top = pdf.y;
  pdf.artifact(() => drawQr(pdf, dati.indirizzo, pdf.sinistra + pdf.larghezza - lato, top - 6, lato));
  const stretto = { larghezza: pdf.larghezza - lato - 8 };
  pdf.scrivi(dati.ente, { ...stretto, carattere: 'grassetto', corpo: 13, dopo: 2 });
  pdf.scrivi(`${dati.denominazioneAoo} (${dati.aoo}), codice IPA ${dati.codiceIPA}`, {
    ...stretto,
    corpo: 9,
    colore: '#475a6d',
    dopo: 8,
  });
  pdf.scrivi('Attestazione di conformità', { ...stretto, parte: 'H1', carattere: 'grassetto', corpo: 17, dopo: 2 });
  pdf.scrivi('di copie per immagine su supporto informatico di documenti analogici', {
    ...stretto,
    corpo: 10,
    dopo: 4,
  });
  pdf.y = Math.max(pdf.y, top + lato - 2);
  pdf.scrivi(NORME[dati.modo], { corpo: 8.5, colore: '#475a6d', dopo: 6 });
  pdf.filetto().salta(8);
  drawDati(pdf, [
    ['Attestazione', dati.id],
    ['Riferimento temporale', `${quandoInParole(dati.quando)} (ora legale italiana)`],
    ['Modo', MODI[dati.modo]],
    ['Funzionario', dati.funzionario],
    ['Delega', attoInParole(dati.atto)],
  ]);
  pdf.salta(4);
  for (const paragrafo of dati.testo) pdf.scrivi(paragrafo, { corpo: 10, dopo: 5 });
  if (dati.note !== undefined) pdf.scrivi(`Note: ${dati.note}`, { dopo: 4 });
  if (dati.lotto !== undefined) drawLotto(pdf, dati, dati.lotto);
  pdf.salta(6).scrivi(dati.copie.length === 1 ? 'La copia' : `Le ${dati.copie.length} copie`, TITOLO);
  await drawTabella(
    pdf,
    [
      { titolo: 'N.', parte: 1.4, allinea: 'destra' },
      { titolo: 'Copia', parte: 8 },
      { titolo: 'Protocollo', parte: 4 },
      { titolo: 'Pagine', parte: 2.4, allinea: 'destra' },
      { titolo: 'Byte', parte: 3, allinea: 'destra' },
      { titolo: 'Impronta SHA-256', parte: 9, carattere: 'macchina', corpo: 6.5 },
    ],
    dati.copie.map(({ nome, registrazione, pagine, dimensione, sha256 }, i) => [
      String(i + 1),
      nome,
      registrazione === undefined ? '' : `${formatNumero(registrazione.numero)}/${registrazione.anno}`,
      String(pagine),
      dimensione.toLocaleString('it-IT'),
      sha256,
    ]),
  );
  pdf.salta(8).scrivi('Verifica', TITOLO);
  pdf.scrivi(
    'All’indirizzo del codice in alto chiunque abbia una copia, questa attestazione e la sua firma verifica che corrispondano:',
  );
  pdf.scrivi(dati.indirizzo, { carattere: 'macchina', corpo: 7.5 });
  return pdf.finish();
}
