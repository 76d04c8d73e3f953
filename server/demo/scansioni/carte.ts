import { createCaso } from '../caso.js';
import { ALTEZZA, Foglio, LARGHEZZA } from '../documenti/foglio.js';
import { composeFogli } from '../documenti/impagina.js';
import type { Lettera } from '../documenti/lettera.js';
import { createPdf, finishPdf } from '../documenti/pdf.js';
import { paroleOf, type Posa, renderFoglio } from '../documenti/scansione.js';
import { AOO, ENTE } from '../ente.js';
import { dataEstesa } from '../giorni.js';
import type { Parola } from '../../scansione/tipi.js';

/* The papers that lie on the scan desk of the demonstration: nothing of them is real, and they are the same on every machine. */

/** A sheet as the scanner gives it, and the words that stand on it. */
export interface FoglioScansionato {
  png: Buffer;
  parole: Parola[];
}

/** The least that is asked for, so that the first start is not kept waiting. */
const PUNTI_PER_POLLICE = 200;
const DRITTA: Posa = { puntiPerPollice: PUNTI_PER_POLLICE, inclinazione: 0.004, macchie: 60 };
/** Three degrees: what a sheet drawn in by one edge looks like. */
const STORTA: Posa = { ...DRITTA, inclinazione: 0.052 };
/** How sure a good reading of clean print is of a word. */
const FIDUCIA = 94;

function foglioScansionato(foglio: Foglio, seme: string, posa: Posa): FoglioScansionato {
  const png = renderFoglio(foglio, createCaso(`banco/${seme}`), posa);
  return { png, parole: paroleOf(foglio, posa).map((parola) => ({ ...parola, fiducia: FIDUCIA })) };
}

type Carta = Pick<Lettera, 'impaginazione' | 'oggetto' | 'premessa' | 'verbo' | 'paragrafi' | 'protocollo'> & {
  seme: string;
  da: Lettera['mittente'];
  fogli?: Lettera['fogli'];
};

function letteraOf({ seme, da, fogli = 'ordinari', ...carta }: Carta, giorno: string): Lettera {
  return {
    genere: 'lettera',
    ...carta,
    giorno,
    mittente: da,
    destinatario: { nome: ENTE.denominazione, righe: [ENTE.indirizzo, AOO.domicilioDigitale] },
    firma: [`Valdoria, ${dataEstesa(giorno)}`, da.nome],
    fogli,
    seme: `banco/${seme}`,
  };
}

const PETIZIONE: Carta = {
  seme: 'petizione',
  impaginazione: 'cittadino',
  da: { nome: 'Rosa Ventidue', righe: ['Via Stazione 22', '00000 Valdoria'] },
  oggetto: 'Petizione per la riapertura del sottopasso ciclabile di via Stazione',
  premessa: 'La sottoscritta, prima firmataria, anche per conto dei cittadini che firmano i fogli uniti,',
  verbo: 'CHIEDE',
  paragrafi: [
    'che il sottopasso ciclabile di via Stazione, chiuso dallo scorso autunno, sia riaperto prima dell’inizio delle lezioni.',
    'Il percorso alternativo attraversa la strada provinciale ed è usato ogni giorno da molti ragazzi.',
  ],
  fogli: 'firme',
};

const LAMPIONI: Carta = {
  seme: 'lampioni',
  impaginazione: 'impresa',
  da: { nome: 'Linea Verde S.r.l.', righe: ['Via dei Platani 14', '00000 Valdoria'] },
  protocollo: '118',
  oggetto: 'Offerta per la sostituzione dei lampioni del parco di via dei Tigli',
  paragrafi: [
    'Con riferimento al sopralluogo svolto con l’ufficio tecnico si trasmette l’offerta per la sostituzione di ventiquattro corpi illuminanti.',
    'L’offerta è valida sessanta giorni. I lavori durano dieci giorni lavorativi dalla consegna dell’area.',
  ],
};

const TRASLOCO: Carta = {
  seme: 'trasloco',
  impaginazione: 'cittadino',
  da: { nome: 'Dario Diciotto', righe: ['Via Roma 18', '00000 Valdoria'] },
  oggetto: 'Richiesta di occupazione temporanea di suolo pubblico per trasloco in via Roma',
  premessa: 'Il sottoscritto Dario Diciotto, residente in via Roma 18,',
  verbo: 'CHIEDE',
  paragrafi: [
    'di occupare per un giorno il tratto di strada davanti al civico 18, per una lunghezza di dodici metri, con un autocarro e una scala.',
  ],
};

/** What came in a pile, each paper parted from the next by a blank sheet. */
const MUCCHIO: readonly Carta[] = [
  {
    seme: 'residenza',
    impaginazione: 'cittadino',
    da: { nome: 'Marta Trentuno', righe: ['Via dei Mille 31', '00000 Valdoria'] },
    oggetto: 'Comunicazione di cambio di abitazione nello stesso comune',
    premessa: 'La sottoscritta Marta Trentuno, iscritta all’anagrafe di questo Comune,',
    verbo: 'COMUNICA',
    paragrafi: ['di avere trasferito la propria abitazione da via dei Mille 31 a piazza del Mercato 3.'],
  },
  {
    seme: 'potatura',
    impaginazione: 'cittadino',
    da: { nome: 'Bruno Quaranta', righe: ['Viale Europa 40', '00000 Valdoria'] },
    oggetto: 'Segnalazione di rami pericolosi sul marciapiede di viale Europa',
    paragrafi: [
      'Si segnala che i rami di due platani, all’altezza del civico 40, sporgono sul marciapiede e toccano i fili della luce.',
    ],
  },
  {
    seme: 'mensa',
    impaginazione: 'cittadino',
    da: { nome: 'Elena Dodici', righe: ['Via del Teatro 12', '00000 Valdoria'] },
    oggetto: 'Richiesta di dieta speciale per la mensa scolastica',
    premessa: 'La sottoscritta Elena Dodici, madre di un alunno della scuola primaria,',
    verbo: 'CHIEDE',
    paragrafi: ['che sia servita una dieta senza glutine, come da certificato che si esibisce.'],
  },
];

const BIANCO = (seme: string): FoglioScansionato => foglioScansionato(new Foglio(), seme, { ...DRITTA, macchie: 0 });

/** A letter, scanned sheet by sheet. */
const scansiona = (carta: Carta, giorno: string, pagine: number, posa = DRITTA): FoglioScansionato[] =>
  composeFogli(letteraOf(carta, giorno), pagine).map((foglio, i) =>
    foglioScansionato(foglio, `${carta.seme}/${i}`, posa),
  );

/** A petition: the second sheet lies crooked, and a blank back was taken with it. */
export function petizione(giorno: string): FoglioScansionato[] {
  const [first] = scansiona(PETIZIONE, giorno, 1);
  const [, signed] = scansiona(PETIZIONE, giorno, 2, STORTA);
  return [first, signed, BIANCO('petizione/retro')].filter((one) => one !== undefined);
}
export const offerta = (giorno: string): FoglioScansionato[] => scansiona(LAMPIONI, giorno, 1);
export const trasloco = (giorno: string): FoglioScansionato[] => scansiona(TRASLOCO, giorno, 1);
export const mucchio = (giorno: string): FoglioScansionato[] =>
  MUCCHIO.flatMap((carta, i) => [...(i === 0 ? [] : [BIANCO(`${carta.seme}/prima`)]), ...scansiona(carta, giorno, 1)]);

/** The sheets as a scanner that makes one file of all gives them. */
export function pdfDi(fogli: readonly FoglioScansionato[], giorno: string): Promise<Buffer> {
  const doc = createPdf({ titolo: 'Scansione', autore: 'Scanner dello sportello', giorno });
  for (const { png } of fogli) {
    doc.addPage({ size: [LARGHEZZA, ALTEZZA], margin: 0 });
    doc.image(png, 0, 0, { width: LARGHEZZA, height: ALTEZZA });
  }
  return finishPdf(doc);
}
