import { createCaso } from '../caso.js';
import { ENTE } from '../ente.js';
import { dataEstesa } from '../giorni.js';
import { composeAllegato } from './allegati.js';
import { avvertenza, sigla, stemma, timbro } from './disegni.js';
import { foglioDiFirme, FOGLI, type Scheda } from './fogli.js';
import { Foglio, GIUSTEZZA, LARGHEZZA, MARGINE } from './foglio.js';
import type { Contenuto, Impaginazione, Lettera } from './lettera.js';

const LUOGO = 'Valdoria';
const META = MARGINE + GIUSTEZZA / 2;
/** Distance between the end of the text and the signature. */
const PRIMA_DELLA_FIRMA = 16;
const COLORI_IMPRESA = ['#1d5c4a', '#7a3b12', '#223a6b', '#5a1f3d', '#3f5a1a'];

const giornoBreve = (giorno: string): string => giorno.split('-').reverse().join('/');

function destinatario(foglio: Foglio, { destinatario: { nome, righe } }: Lettera, appellativo: string): void {
  const stile = { x: META + 10, larghezza: GIUSTEZZA / 2 - 10, corpo: 10.5 };
  foglio
    .scrivi(appellativo, stile)
    .scrivi(nome, { ...stile, carattere: 'grazie-grassetto' })
    .righe(righe.slice(0, 3), { ...stile, corpo: 9.5 });
}

function corpoDellaLettera(foglio: Foglio, { premessa, verbo, paragrafi }: Lettera): void {
  if (premessa !== undefined) foglio.scrivi(premessa, { dopo: 6 });
  if (verbo !== undefined) foglio.scrivi(verbo, { allinea: 'centro', carattere: 'grazie-grassetto', dopo: 6 });
  foglio.righe(paragrafi, { dopo: 8 });
}

function oggetto(foglio: Foglio, lettera: Lettera): void {
  foglio.scrivi(`Oggetto: ${lettera.oggetto}`, { carattere: 'grazie-grassetto', dopo: 12 });
}

function firma(foglio: Foglio, { firma: righe, seme, impaginazione }: Lettera): void {
  if (righe.length === 0) return;
  const stile = { x: META, larghezza: GIUSTEZZA / 2, allinea: 'centro' as const };
  foglio.salta(PRIMA_DELLA_FIRMA).righe(righe, stile).salta(26);
  if (impaginazione === 'comune' || impaginazione === 'interna') {
    foglio
      .salta(-22)
      .scrivi('documento sottoscritto con firma elettronica', { ...stile, corpo: 8, carattere: 'grazie-corsivo' });
  } else sigla(foglio, createCaso(`sigla/${seme}`), META + GIUSTEZZA / 4 - 55, foglio.y);
}

function luogoEData(foglio: Foglio, { giorno }: Lettera): void {
  foglio.scrivi(`${LUOGO}, ${dataEstesa(giorno)}`, { dopo: 10 });
}

function impresa(foglio: Foglio, lettera: Lettera): void {
  const { mittente, protocollo } = lettera;
  const colore = createCaso(mittente.nome).pick(COLORI_IMPRESA);
  foglio.scrivi(mittente.nome, { carattere: 'bastoni-grassetto', corpo: 17, colore });
  foglio.scrivi(mittente.righe.join('  ·  '), { carattere: 'bastoni', corpo: 7.5, colore: '#444444', dopo: 7 });
  foglio.filetto(colore, 2).salta(22);
  destinatario(foglio, lettera, 'Spett.le');
  foglio.salta(18);
  if (protocollo !== undefined) foglio.scrivi(`Prot. n. ${protocollo}`);
  luogoEData(foglio, lettera);
  oggetto(foglio, lettera);
  corpoDellaLettera(foglio, lettera);
  foglio.scrivi('Distinti saluti.');
  firma(foglio, lettera);
}

function cittadino(foglio: Foglio, lettera: Lettera): void {
  const { mittente } = lettera;
  if (lettera.firma.length > 0)
    foglio.scrivi(mittente.nome, { carattere: 'grazie-grassetto' }).righe(mittente.righe, { corpo: 9.5 });
  foglio.salta(24);
  destinatario(foglio, lettera, 'Al');
  foglio.salta(26);
  oggetto(foglio, lettera);
  corpoDellaLettera(foglio, lettera);
  foglio.salta(8);
  luogoEData(foglio, lettera);
  firma(foglio, lettera);
}

function amministrazione(foglio: Foglio, lettera: Lettera): void {
  const { mittente, protocollo } = lettera;
  foglio.scrivi(mittente.nome.toUpperCase(), { allinea: 'centro', carattere: 'bastoni-grassetto', corpo: 13 });
  foglio.scrivi(mittente.righe.join('  ·  '), { allinea: 'centro', carattere: 'bastoni', corpo: 7.5, dopo: 8 });
  foglio.filetto('#444444', 0.6).salta(2).filetto('#444444', 0.6).salta(18);
  foglio.scrivi(`Prot. n. ${protocollo ?? 'come da segnatura allegata'}`, { corpo: 10 });
  foglio.scrivi(dataEstesa(lettera.giorno), { corpo: 10, dopo: 12 });
  destinatario(foglio, lettera, 'Al');
  foglio.salta(20);
  oggetto(foglio, lettera);
  corpoDellaLettera(foglio, lettera);
  firma(foglio, lettera);
}

function intestazioneDelComune(foglio: Foglio, ufficio: string): void {
  stemma(foglio, MARGINE, MARGINE - 8, 58);
  const stile = { x: MARGINE + 62, larghezza: GIUSTEZZA - 62 };
  foglio.y = MARGINE - 14;
  foglio.scrivi(ENTE.denominazione.toUpperCase(), { ...stile, carattere: 'grazie-grassetto', corpo: 16 });
  foglio.scrivi(`Provincia di ${ENTE.provincia}`, { ...stile, corpo: 9.5 });
  foglio.scrivi(ufficio, { ...stile, carattere: 'bastoni-grassetto', corpo: 9.5 });
  foglio.y = Math.max(foglio.y, MARGINE + 54);
  foglio.filetto('#1f5fa8', 1.2).salta(12);
}

function comune(foglio: Foglio, lettera: Lettera): void {
  intestazioneDelComune(foglio, lettera.mittente.righe[0] ?? '');
  foglio.scrivi('Protocollo e data come da segnatura', { corpo: 9, carattere: 'grazie-corsivo', dopo: 10 });
  destinatario(foglio, lettera, lettera.destinatario.nome.startsWith('Esempio') ? 'Gent.' : 'Spett.le');
  foglio.salta(22);
  oggetto(foglio, lettera);
  corpoDellaLettera(foglio, lettera);
  foglio.scrivi('Cordiali saluti.');
  firma(foglio, lettera);
  foglio.accanto(742, (one) =>
    one.filetto('#9aa6b8', 0.5).scrivi(`${ENTE.indirizzo}  ·  C.F. ${ENTE.codiceFiscale}  ·  ${ENTE.sito}`, {
      allinea: 'centro',
      corpo: 7.5,
      carattere: 'bastoni',
    }),
  );
}

function interna(foglio: Foglio, lettera: Lettera): void {
  intestazioneDelComune(foglio, 'Nota interna');
  foglio.salta(8).tabella(
    [
      ['Da', lettera.mittente.righe[0] ?? ''],
      ['A', lettera.destinatario.righe[0] ?? ''],
      ['Data', dataEstesa(lettera.giorno)],
      ['Oggetto', lettera.oggetto],
    ],
    [1, 5],
    { corpo: 10 },
  );
  foglio.salta(8);
  corpoDellaLettera(foglio, lettera);
  firma(foglio, lettera);
}

function portale(foglio: Foglio, lettera: Lettera): void {
  const { mittente, paragrafi } = lettera;
  foglio.campisci([[0, 0], [LARGHEZZA, 0], [LARGHEZZA, 18], [0, 18]], '#0a5a9c'); // prettier-ignore
  foglio.scrivi('Portale dei servizi', { carattere: 'bastoni-grassetto', corpo: 17, colore: '#0a5a9c' });
  foglio.scrivi(`${ENTE.denominazione} - istanza trasmessa con identità digitale`, {
    carattere: 'bastoni',
    corpo: 9,
    dopo: 14,
  });
  const codice = createCaso(`portale/${lettera.seme}`).integer(100_000, 999_999);
  foglio.tabella(
    [
      ['Campo', 'Valore'],
      ['Numero della pratica', String(codice)],
      ['Data di presentazione', giornoBreve(lettera.giorno)],
      ['Richiedente', mittente.nome],
      ...mittente.righe.map((riga): string[] => ['Recapiti e codici', riga]),
      ['Ufficio', lettera.destinatario.righe[0] ?? ''],
      ['Oggetto', lettera.oggetto],
    ],
    [2, 5],
  );
  foglio.salta(6).scrivi(lettera.premessa ?? '', { carattere: 'bastoni', corpo: 10, dopo: 6 });
  foglio.scrivi(lettera.verbo ?? '', { carattere: 'bastoni-grassetto', corpo: 10.5, allinea: 'centro', dopo: 6 });
  foglio.righe(paragrafi, { carattere: 'bastoni', corpo: 10, dopo: 8 });
}

const PRIMA_PAGINA: Readonly<Record<Impaginazione, (foglio: Foglio, lettera: Lettera) => void>> = {
  impresa,
  cittadino,
  amministrazione,
  comune,
  interna,
  portale,
};

/** The pages of a letter, as many as asked: the letter, then the sheets that go with it. */
function composeLettera(lettera: Lettera, pagine: number): Foglio[] {
  const prima = new Foglio();
  PRIMA_PAGINA[lettera.impaginazione](prima, lettera);
  const schede = FOGLI[lettera.impaginazione];
  const altre = Array.from({ length: pagine - 1 }, (_, i) => {
    const foglio = new Foglio();
    const caso = createCaso(`foglio/${lettera.seme}/${i}`);
    const scheda: Scheda = lettera.fogli === 'firme' ? foglioDiFirme(i) : (schede[i % schede.length] as Scheda);
    scheda(foglio, lettera, caso);
    return foglio;
  });
  return [prima, ...altre];
}

/** The pages of a file, with the warning on each. */
export function composeFogli(contenuto: Contenuto, pagine: number): Foglio[] {
  const fogli = contenuto.genere === 'lettera' ? composeLettera(contenuto, pagine) : [composeAllegato(contenuto)];
  fogli.forEach((foglio, i) => avvertenza(foglio, i + 1, fogli.length));
  return fogli;
}

/** The stamp that the counter puts on paper. */
export const stampArrivo = (foglio: Foglio, giorno: string): void =>
  timbro(foglio, [LARGHEZZA - MARGINE - 60, 168], ['COMUNE', 'DI VALDORIA', giornoBreve(giorno), 'ARRIVO']);
