import { chiaviCorrispondente, idf, type Indice, K1, tratti } from './indice.js';
import { type Parola, paroleOf, soloForma } from './parole.js';
import { type Espansione, espansioniOf } from './sinonimi.js';

/** What is asked, in words of our own. */
export interface Domanda {
  /** key → how much it counts, and as what it was typed */
  termini: ReadonlyMap<string, Termine>;
  parole: readonly Parola[];
  corrispondente: readonly string[];
}
export interface Termine {
  peso: number;
  /** as typed */
  forma: string;
  /** where it stands */
  fonte: 'oggetto' | 'testo' | 'canale';
  espansione?: Espansione;
}

/** What the table says and what the document's text says count less than the oggetto. */
const PESO_ESPANSO = 0.8;
const PESO_TESTO = 0.25;
const PESO_CANALE = 0.3;
/** A word of form, «trasmissione», beside one of matter. */
const PESO_FORMA = 0.4;

/** What is known of a document that has to be classified. */
export interface Chiesto {
  oggetto: string;
  corrispondente?: string | undefined;
  /** of the document itself */
  testo?: string | undefined;
  /** mezzo by which it came */
  canale?: string | undefined;
}

/** Reads what is asked; texts of any length, of which the beginning is looked at. */
export function domandaOf(
  { oggetto, corrispondente = '', testo = '', canale }: Chiesto,
  { sinonimi }: Pick<Indice, 'sinonimi'>,
): Domanda {
  const termini = new Map<string, Termine>();
  const prendi = (chiave: string, termine: Termine) => {
    const noto = termini.get(chiave);
    if (noto === undefined || noto.peso < termine.peso) termini.set(chiave, termine);
  };
  const leggi = (parole: readonly Parola[], peso: number, fonte: Termine['fonte']) => {
    parole.forEach(({ chiave, forma }, i) => {
      prendi(chiave, { peso: soloForma(chiave) ? peso * PESO_FORMA : peso, forma, fonte });
      const prima = parole[i - 1];
      if (prima !== undefined)
        prendi(`${prima.chiave} ${chiave}`, {
          peso: soloForma(prima.chiave, chiave) ? peso * PESO_FORMA : peso,
          forma: `${prima.forma} ${forma}`,
          fonte,
        });
    });
    for (const espansione of espansioniOf(parole, sinonimi))
      for (const { chiave, forma } of espansione.parole)
        prendi(chiave, { peso: peso * PESO_ESPANSO, forma, fonte, espansione });
  };
  const parole = paroleOf(oggetto);
  leggi(parole, 1, 'oggetto');
  if (testo !== '') leggi(paroleOf(testo), PESO_TESTO, 'testo');
  if (canale !== undefined) termini.set(`#${canale}`, { peso: PESO_CANALE, forma: canale, fonte: 'canale' });
  return { termini, parole, corrispondente: chiaviCorrispondente(corrispondente) };
}

/** Counts that the register of an AOO has taught, by class of the index. */
export interface Appreso {
  /** how much a word weighs in the class for what was registered there, and in which classes it was seen */
  pesi: (chiave: string) => readonly { classe: number; peso: number }[];
  corrispondenti: (chiave: string) => ReadonlyMap<number, number>;
}

export const NULLA_APPRESO: Appreso = { pesi: () => [], corrispondenti: () => new Map() };

/** Weights of the parts (measured). */
const PESI = { parole: 0.8, grammi: 0.5, corrispondente: 1 };

const zeri = (quanti: number): number[] => new Array<number>(quanti).fill(0);

/** Distance from the mean in standard deviations: parts of unlike scales can be added. */
function normalizza(valori: readonly number[]): number[] {
  const media = valori.reduce((a, b) => a + b, 0) / valori.length;
  const scarto = Math.sqrt(valori.reduce((a, b) => a + (b - media) ** 2, 0) / valori.length);
  return scarto < 1e-9 ? zeri(valori.length) : valori.map((valore) => (valore - media) / scarto);
}

/** By key, what it gave to each class: the reasons are made of it. */
export type Contributi = ReadonlyMap<string, ReadonlyMap<number, number>>;

function perParole({ termini }: Domanda, indice: Indice, appreso: Appreso) {
  const classi = indice.codici.length;
  const punti = zeri(classi);
  const contributi = new Map<string, Map<number, number>>();
  for (const [chiave, { peso }] of termini) {
    const tf = new Map<number, number>();
    for (const posta of indice.parole.get(chiave) ?? []) tf.set(posta.classe, posta.peso);
    for (const { classe, peso: suo } of appreso.pesi(chiave)) tf.set(classe, (tf.get(classe) ?? 0) + suo);
    let con = 0; // a class in which a word was seen once among many does not make it common
    for (const suo of tf.values()) con += Math.min(1, suo);
    const raro = idf(classi, Math.min(con, classi));
    const dati = new Map<number, number>();
    for (const [classe, suo] of tf) {
      const dato = (peso * raro * suo) / (K1 + suo);
      punti[classe] = (punti[classe] ?? 0) + dato;
      dati.set(classe, dato);
    }
    if (dati.size > 0) contributi.set(chiave, dati);
  }
  return { punti, contributi };
}

function perGrammi({ parole }: Domanda, { codici, grammi, norme }: Indice): number[] {
  const punti = zeri(codici.length);
  const visti = new Map<string, number>();
  for (const { chiave, piana } of parole)
    for (const [tratto, peso] of tratti(chiave, piana)) visti.set(tratto, (visti.get(tratto) ?? 0) + peso);
  for (const [tratto, quante] of visti)
    for (const { classe, peso } of grammi.get(tratto) ?? [])
      punti[classe] = (punti[classe] ?? 0) + Math.sqrt(quante) * peso;
  return punti.map((valore, classe) => valore / (norme[classe] ?? 1));
}

function perCorrispondente({ corrispondente }: Domanda, indice: Indice, appreso: Appreso): number[] {
  const punti = zeri(indice.codici.length);
  for (const chiave of corrispondente) {
    const conti = new Map(indice.corrispondenti.get(chiave) ?? []);
    for (const [classe, quante] of appreso.corrispondenti(chiave)) conti.set(classe, (conti.get(classe) ?? 0) + quante);
    let tutte = 0;
    for (const quante of conti.values()) tutte += quante;
    for (const [classe, quante] of conti)
      punti[classe] = (punti[classe] ?? 0) + Math.log(1 + (5 * quante) / (tutte + 2));
  }
  return punti;
}

export interface Esito {
  /** by class of the index, 0..1: how likely it is, less where the text says little; they sum to 1 at most */
  punteggi: number[];
  /** to what each word has given how much */
  contributi: Contributi;
}

/** At this strength of the best class a text is believed by half: «trasmissione documenti» has 1, «cambio di residenza» 8. */
const FORZA_MEZZA = Math.sqrt(8);
const CLASSI_MODELLO = 126;
/** A document that answers another one goes most often where that one went. */
const PESO_RISPOSTA = 5;

const fedeOf = (forza: number): number => forza ** 2 / (forza ** 2 + FORZA_MEZZA ** 2);

/**
 * How likely each class is for what is asked.
 * @param risponde - class of the index to which the document belongs that is answered
 */
export function valuta(domanda: Domanda, indice: Indice, appreso: Appreso = NULLA_APPRESO, risponde?: number): Esito {
  const { punti, contributi } = perParole(domanda, indice, appreso);
  const parti: [number, number[]][] = [
    [PESI.parole, normalizza(punti)],
    [PESI.grammi, normalizza(perGrammi(domanda, indice))],
    [PESI.corrispondente, perCorrispondente(domanda, indice, appreso)],
  ];
  // among few classes a word can be less rare: measured as among those of the model
  const forza = (Math.max(0, ...punti) * idf(CLASSI_MODELLO, 1)) / idf(indice.codici.length, 1);
  // «riscontro a vostra nota» says nothing: then it goes where that note went, and the less the more the text says itself
  const credito = risponde === undefined ? 1 : fedeOf(forza);
  const totali = zeri(indice.codici.length).map((_, i) =>
    parti.reduce((a, [peso, valori]) => a + credito * peso * (valori[i] ?? 0), i === risponde ? PESO_RISPOSTA : 0),
  );
  const massimo = Math.max(...totali);
  const esponenti = totali.map((totale) => Math.exp(totale - massimo));
  const somma = esponenti.reduce((a, b) => a + b, 0);
  const fede = fedeOf(forza + (risponde === undefined ? 0 : PESO_RISPOSTA));
  return { punteggi: esponenti.map((uno) => (uno / somma) * fede), contributi };
}
