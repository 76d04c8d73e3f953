import type { NonInviabile, Riepilogo } from '../../schemas/conservazione.api.js';
import type { ErroreRiga, ImportazioneRisposta } from '../../schemas/importazione.api.js';
import type { InteressatiFascicolo } from '../../schemas/interessato.api.js';
import type { RigaScansione } from '../../schemas/scansione.api.js';
import type { ElencoLetto, RigaAnteprima, RigaElencoLetta, TestaElencoLetta } from '../../schemas/scarto.api.js';
import type { QualitaSuggerimenti } from '../../schemas/suggerimento.api.js';
import type { RigaVersamento } from '../../schemas/versamento.api.js';

/* What the API answers where the tables would take a worker, a receiver of conservation, or years. */

export const ID = '0123456789abcdef01234567';
const OGGI = '2026-03-04T09:00:00+01:00';
const pagina = <T>(elementi: T[]) => ({ elementi, totale: elementi.length });

const scansione = (nome: string, stato: RigaScansione['stato'], pagine: number): RigaScansione => ({
  id: nome.padEnd(24, '0'),
  nome,
  stato,
  avanzamento: { pagine, fatte: pagine },
  operatore: 'protocollo',
  creata: OGGI,
  versione: 1,
  daVedere: 0,
});

const ERRORI: ErroreRiga[] = [
  { riga: 3, messaggio: 'La riga ha 2 colonne invece di 7.', presa: false },
  { riga: 14, messaggio: 'Il codice fiscale non torna.', presa: true },
];
const IMPORTAZIONE: ImportazioneRisposta = {
  id: ID,
  tipo: 'enti',
  origine: 'mano',
  stato: 'conclusa',
  file: { nome: 'enti.csv', dimensione: 1_000, sha256: 'a'.repeat(64) },
  chiesta: OGGI,
  righe: { lette: 14, nuove: 12, cambiate: 0, invariate: 0, rifiutate: 1, segnalate: 1 },
  cessate: 0,
  errori: ERRORI,
};

const accesso = (nome: string, stato: 'attivo' | 'scaduto') => ({
  id: nome,
  nome,
  stato,
  creato: OGGI,
  scadenza: '2026-04-04',
  utente: 'responsabile',
  documenti: [],
});
export const INTERESSATI: InteressatiFascicolo = {
  soggetti: [],
  documenti: [],
  accessi: [accesso('Maria Rossi', 'attivo'), accesso('Edile Valdoria S.r.l.', 'scaduto')],
  letture: [],
};

export const QUALITA: QualitaSuggerimenti = {
  mese: '2026-03',
  scelte: 1_210,
  risposte: 1_000,
  primo: 700,
  primiTre: 900,
  perClasse: [
    { codice: 'VI.3', scelte: 1_200, risposte: 995, primo: 698, primiTre: 897 },
    { codice: 'V.2', scelte: 10, risposte: 5, primo: 2, primiTre: 3 },
  ],
};

const versamento = (numero: string, stato: RigaVersamento['stato'], situazione: string): RigaVersamento => ({
  id: numero,
  tipo: 'unita-documentaria',
  riferimento: `2026/${numero}`,
  operazione: 'versamento',
  stato,
  situazione,
  conservatore: 'parer',
  chiave: { registro: 'PROT-GEN', anno: 2026, numero: numero.padStart(7, '0') },
  sha256: 'b'.repeat(64),
  dimensione: 1_000,
  creato: OGGI,
  aggiornato: OGGI,
  tentativi: [],
  priorita: false,
  versione: 1,
});
const conti = (totale: number, accettate: number) => ({
  totale,
  accettate,
  inCorso: 0,
  rifiutate: 0,
  daInviare: totale - accettate,
  percento: (100 * accettate) / totale,
});
const RIEPILOGO: Riepilogo = {
  adesso: OGGI,
  code: [
    { codice: 'rifiutati', gruppo: 'da-fare', totale: 2 },
    { codice: 'non-inviabili', gruppo: 'da-fare', totale: 2 },
    { codice: 'in-invio', gruppo: 'va-da-se', totale: 2 },
  ],
  copertura: [
    { anno: 2026, inCorso: true, registrazioni: conti(50, 40), giornalieri: conti(20, 19) },
    { anno: 2025, inCorso: false, registrazioni: conti(1_200, 1_199), giornalieri: conti(250, 250) },
  ],
  rifiutati: [],
  linee: [],
};
const nonInviabile = (numero: number, messaggio: string): NonInviabile => ({
  tipo: 'unita-documentaria',
  riferimento: `2026/${numero}`,
  nome: `n. ${String(numero).padStart(7, '0')}/2026`,
  mancanze: [{ codice: 'manca', messaggio }],
  quando: OGGI,
});
export const BANCO = {
  '/versamenti/riepilogo': RIEPILOGO,
  '/versamenti?coda=rifiutati&limite=100': pagina([
    versamento('31', 'rifiutato', 'Il certificato è scaduto'),
    versamento('32', 'rifiutato', 'Il formato è un altro'),
  ]),
  '/versamenti?coda=in-invio&limite=4': pagina([
    versamento('41', 'in-invio', 'In viaggio dalle nove'),
    versamento('42', 'in-invio', 'Aspetta la risposta'),
  ]),
  '/conservazione/non-inviabili?limite=5': pagina([
    nonInviabile(51, 'Manca la classifica.'),
    nonInviabile(52, 'Manca il fascicolo.'),
  ]),
  '/conservazione/non-inviabili?limite=100': pagina([
    nonInviabile(51, 'Manca la classifica.'),
    nonInviabile(52, 'Manca il fascicolo.'),
  ]),
  '/versamenti?coda=accettati&limite=100&anno=2026': pagina([
    versamento('61', 'accettato', 'Conservato'),
    versamento('62', 'accettato-con-avvisi', 'Conservato con osservazioni'),
  ]),
};

const REGOLA = { tempo: 10, tipologia: 'Affare', fonte: 'massimario' };
const rigaScarto = (codice: string, oggetto: string) => ({
  fascicolo: codice,
  codice,
  oggetto,
  riservato: false,
  classifica: 'V.2',
  voce: 'Contenzioso',
  uo: 'U410',
  dataApertura: '2010-01-02T09:00:00+01:00',
  dataChiusura: '2012-01-02T09:00:00+01:00',
  documenti: 2,
  file: 2,
  byte: 2_000,
});
const RIGHE = [rigaScarto('2010-V/2.1', 'Risarcimento di un danno'), rigaScarto('2010-V/2.2', 'Lite per un confine')];
const testaScarto = (numero: number, stato: TestaElencoLetta['stato']): TestaElencoLetta => ({
  id: `elenco-${numero}`,
  tipo: 'scarto',
  anno: 2026,
  numero,
  stato,
  creato: OGGI,
  utente: 'archivista',
  fascicoli: 2,
  documenti: 4,
  byte: 4_000,
  versione: 1,
});
export const ELENCO: ElencoLetto = {
  ...testaScarto(1, 'proposto'),
  righe: RIGHE.map((riga): RigaElencoLetta => ({ ...riga, regola: REGOLA, esclusa: false, impedimenti: [] })),
  eventi: [],
};
const ANTEPRIMA: RigaAnteprima[] = RIGHE.map((riga) => ({
  ...riga,
  conservazione: { regola: REGOLA, impedimenti: [], sospesi: [] },
  proponibile: true,
  rilievi: [],
}));
export const SCARTO = {
  '/scarto/elenchi': { elementi: [testaScarto(1, 'proposto'), testaScarto(2, 'eseguito')] },
  '/scarto/anteprima': pagina(ANTEPRIMA),
};

export const SCANSIONI = pagina([scansione('abaco.pdf', 'attestata', 3), scansione('bolla.pdf', 'in-lavorazione', 0)]);
export const IMPORTAZIONI = {
  [`/rubrica/importazioni/${ID}`]: IMPORTAZIONE,
  [`/rubrica/importazioni/${ID}/errori`]: pagina(ERRORI),
};
