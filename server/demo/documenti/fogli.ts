import type { Caso } from '../caso.js';
import { ENTE } from '../ente.js';
import { dataEstesa, nomeMese } from '../giorni.js';
import { inLettere } from '../soggetti.js';
import { sigla } from './disegni.js';
import { type Foglio, GIUSTEZZA, MARGINE } from './foglio.js';
import type { Impaginazione, Lettera } from './lettera.js';

/** A sheet that goes with a letter. */
export type Scheda = (foglio: Foglio, lettera: Lettera, caso: Caso) => void;

function titolo(foglio: Foglio, testo: string, lettera: Lettera): void {
  foglio.scrivi(testo, { carattere: 'bastoni-grassetto', corpo: 13, dopo: 4 });
  foglio.scrivi(`Unito a: ${lettera.oggetto}`, { carattere: 'grazie-corsivo', corpo: 9, dopo: 6 });
  foglio.filetto('#8a8a8a', 0.5).salta(10);
}

const CAPITOLI: readonly (readonly [string, ...string[]])[] = [
  [
    'Premessa',
    'Il presente elaborato accompagna il documento indicato in testa e ne illustra il contenuto, perché l’ufficio possa valutarlo senza altri accertamenti.',
    'Quanto segue integra il documento principale e va letto insieme a esso; i dati sono aggiornati alla data del documento.',
  ],
  [
    'Stato di fatto',
    'Dal sopralluogo e dagli atti disponibili risulta che la situazione corrisponde a quella descritta nei documenti già depositati. Non sono emerse difformità rispetto a quanto dichiarato.',
    'Le verifiche svolte confermano i dati riportati nella domanda. Le fotografie e i rilievi sono conservati e possono essere esibiti a richiesta.',
  ],
  [
    'Quadro normativo',
    'Si applicano la legge 241/1990 per il procedimento, il DPR 445/2000 per le dichiarazioni e la documentazione, e i regolamenti comunali della materia.',
    'La materia è regolata dalle norme statali e regionali di settore e dal regolamento comunale, pubblicato sul sito istituzionale.',
  ],
  [
    'Descrizione',
    'L’attività si svolge in una sola fase, senza interruzione dei servizi e senza aggravio per i terzi. Le operazioni rumorose sono limitate alle ore centrali della mattina.',
    'La proposta si articola in tre parti: la preparazione, l’esecuzione e la verifica del risultato. Per ciascuna sono indicati il responsabile e il tempo previsto.',
  ],
  [
    'Tempi e costi',
    'Il tempo necessario è stimato in trenta giorni lavorativi. I costi restano a carico di chi presenta il documento, salvo quanto previsto dalla legge.',
    'Le somme indicate comprendono gli oneri di legge. Eventuali variazioni saranno comunicate prima dell’inizio.',
  ],
  [
    'Conclusioni',
    'Per quanto esposto si ritiene che non vi siano motivi ostativi e si chiede che il documento sia accolto.',
    'Si conferma la disponibilità a fornire ogni altro elemento utile e a partecipare a un incontro con l’ufficio.',
  ],
];

export const relazione: Scheda = (foglio, lettera, caso) => {
  titolo(foglio, 'Relazione', lettera);
  CAPITOLI.forEach(([nome, ...varianti], i) => {
    foglio.scrivi(`${i + 1}. ${nome}`, { carattere: 'grazie-grassetto', dopo: 2 });
    foglio.scrivi(caso.pick(varianti), { dopo: 9 });
  });
  foglio.scrivi(dataEstesa(lettera.giorno), { corpo: 9.5 });
};

const INFORMATIVA: readonly string[] = [
  `Titolare del trattamento è il ${ENTE.denominazione}, ${ENTE.indirizzo}. I dati sono trattati per l’adempimento di compiti di interesse pubblico e di obblighi di legge connessi al procedimento.`,
  'I dati sono trattati da personale autorizzato, con strumenti anche informatici, e possono essere comunicati ai soggetti ai quali la legge impone o consente di trasmetterli. Non sono trasferiti fuori dall’Unione europea.',
  'I dati sono conservati per il tempo previsto dal piano di conservazione dell’ente. Chi vi ha interesse può chiedere l’accesso, la rettifica e, nei casi previsti, la cancellazione o la limitazione del trattamento.',
  'Il conferimento dei dati è necessario: senza di essi il procedimento non può essere concluso. Le richieste vanno indirizzate al titolare o al responsabile della protezione dei dati, presso la stessa sede.',
  'È possibile proporre reclamo all’autorità di controllo. Il testo completo dell’informativa è pubblicato sul sito istituzionale.',
];

const informativa: Scheda = (foglio, lettera) => {
  titolo(foglio, 'Informativa sul trattamento dei dati personali', lettera);
  INFORMATIVA.forEach((testo, i) => foglio.scrivi(`${i + 1}. ${testo}`, { dopo: 8 }));
};

const dichiarazione: Scheda = (foglio, lettera, caso) => {
  titolo(foglio, 'Dichiarazione sostitutiva (artt. 46 e 47 DPR 445/2000)', lettera);
  foglio.scrivi(
    `${lettera.premessa ?? `Il sottoscritto, per ${lettera.mittente.nome},`} consapevole delle responsabilità penali per dichiarazioni mendaci, dichiara:`,
    { dopo: 8 },
  );
  const voci = [
    'che i dati riportati nella domanda corrispondono al vero;',
    'di non avere in corso altre domande con lo stesso oggetto;',
    'di essere in regola con il pagamento dei tributi comunali;',
    'che gli originali dei documenti prodotti in copia sono conservati presso la propria residenza o sede;',
    'di impegnarsi a comunicare ogni variazione entro quindici giorni.',
  ];
  for (const voce of voci) foglio.scrivi(`[${caso.chance(0.85) ? 'X' : '  '}]  ${voce}`, { dopo: 5 });
  foglio
    .salta(12)
    .scrivi(`Valdoria, ${dataEstesa(lettera.giorno)}`)
    .salta(34);
  sigla(foglio, caso, MARGINE + GIUSTEZZA * 0.6, foglio.y);
};

export const elenco: Scheda = (foglio, lettera, caso) => {
  titolo(foglio, 'Elenco dei documenti', lettera);
  const nomi = caso.shuffle([
    'Domanda sottoscritta',
    'Copia del documento di identità',
    'Ricevuta del versamento dei diritti',
    'Relazione illustrativa',
    'Documentazione fotografica',
    'Estratto di mappa',
    'Elaborati grafici',
    'Delega alla presentazione',
    'Atto di provenienza',
    'Verbale di sopralluogo',
  ]);
  const righe = nomi
    .slice(0, caso.integer(6, 10))
    .map((nome, i) => [String(i + 1), nome, String(caso.integer(1, 12)), caso.pick(['originale', 'copia'])]);
  foglio.tabella([['N.', 'Documento', 'Pagine', 'Forma'], ...righe], [1, 7, 1.6, 2]);
  foglio.scrivi(
    'I documenti sono trasmessi in formato elettronico; gli originali cartacei restano a disposizione dell’ufficio.',
  );
};

const euro = (caso: Caso): string => `${caso.integer(1, 9)}.${caso.integer(100, 999)},${caso.integer(10, 99)}`;

export const prospetto: Scheda = (foglio, lettera, caso) => {
  titolo(foglio, 'Prospetto riepilogativo', lettera);
  const righe = Array.from({ length: caso.integer(8, 14) }, (_, i) => [
    nomeMese(lettera.giorno, i),
    caso.pick(['ordinario', 'straordinario', 'integrazione', 'conguaglio']),
    String(caso.integer(2, 48)),
    euro(caso),
  ]);
  foglio.tabella([['Periodo', 'Voce', 'Quantità', 'Importo (euro)'], ...righe], [3, 3, 2, 3]);
  foglio.scrivi('Gli importi sono al lordo delle ritenute. I totali sono riportati nel documento principale.');
};

const procedimento: Scheda = (foglio, lettera) => {
  titolo(foglio, 'Notizie sul procedimento', lettera);
  foglio.tabella(
    [
      ['Dato', 'Contenuto'],
      ['Amministrazione', ENTE.denominazione],
      ['Ufficio', lettera.mittente.righe[0] ?? ''],
      ['Oggetto', lettera.oggetto],
      ['Responsabile del procedimento', lettera.firma[0] ?? ''],
      ['Termine di conclusione', 'trenta giorni, salvo il termine diverso previsto dalla legge o dal regolamento'],
      [
        'Rimedi in caso di inerzia',
        'richiesta a chi esercita il potere sostitutivo; ricorso al giudice amministrativo',
      ],
      ['Dove vedere gli atti', `presso l’ufficio, negli orari pubblicati su ${ENTE.sito}`],
    ],
    [2, 5],
  );
  foglio.scrivi(
    'Gli interessati possono prendere visione degli atti, presentare memorie scritte e documenti, che l’amministrazione ha l’obbligo di valutare se pertinenti (legge 241/1990, artt. 8 e 10).',
  );
};

/** What follows the first page, in order, by how the letter looks. */
export const FOGLI: Readonly<Record<Impaginazione, readonly Scheda[]>> = {
  impresa: [relazione, elenco, prospetto, informativa],
  cittadino: [dichiarazione, informativa, elenco, relazione],
  portale: [dichiarazione, informativa, elenco, prospetto],
  amministrazione: [relazione, elenco, prospetto, informativa],
  comune: [procedimento, informativa, prospetto, elenco],
  interna: [prospetto, relazione, elenco, procedimento],
};

/** Signatures a sheet of a petition has room for: 312 on seventeen sheets. */
const FIRME_PER_FOGLIO = 19;
const FIRME = 312;

/** A sheet of signatures, from the first one (0) on. */
export const foglioDiFirme =
  (indice: number): Scheda =>
  (foglio, lettera, caso) => {
    foglio.scrivi(lettera.oggetto, { carattere: 'grazie-grassetto', corpo: 9.5, dopo: 8 });
    const row = 31;
    const columns = [MARGINE, MARGINE + 34, MARGINE + 190, MARGINE + 330];
    const first = indice * FIRME_PER_FOGLIO;
    const quante = Math.min(FIRME_PER_FOGLIO, FIRME - first);
    for (let i = 0; i < quante; i += 1) {
      const top = foglio.y;
      const numero = first + i + 1;
      foglio.riquadro(MARGINE, top, GIUSTEZZA, row, 0.5);
      const testi = [String(numero), `Esempio ${inLettere((numero % 49) + 1)}`, `X000-${String(10_000 + numero)}`];
      testi.forEach((testo, j) =>
        foglio.accanto(top + 6, (one) => one.scrivi(testo, { x: columns[j] ?? MARGINE, corpo: 9.5 })),
      );
      sigla(foglio, caso, columns[3] ?? MARGINE, top + row / 2 + 3, 95);
      foglio.y = top + row;
    }
  };
