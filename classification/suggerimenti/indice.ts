import { type Campo, CAMPI, type Materia } from './conoscenza.js';
import { coppieOf, grammiOf, type Parola, paroleOf } from './parole.js';
import { espansioniOf, type Sinonimi, sinonimiOf } from './sinonimi.js';
import type { Dati } from './conoscenza.js';

/** Words as they count in a class: how much, and in which of its texts they weigh most. */
export interface Posta {
  classe: number;
  peso: number;
  campo: Campo;
  /** the text in which it stands, to be quoted; position in `brani` */
  brano: number;
}

/** A text about a class, to be quoted in a reason. */
export interface BranoNoto {
  classe: number;
  campo: Campo;
  testo: string;
}

/** All that is known beforehand, ready to be asked. It does not change: what the register teaches stands beside it. */
export interface Indice {
  codici: readonly string[];
  voci: readonly string[];
  sinonimi: Sinonimi;
  /** words and pairs of words → the classes that have them */
  parole: ReadonlyMap<string, readonly Posta[]>;
  brani: readonly BranoNoto[];
  /** four letters → class, weight in its centroid; with the class's norm */
  grammi: ReadonlyMap<string, readonly { classe: number; peso: number }[]>;
  norme: readonly number[];
  /** word of a correspondent → class → how often */
  corrispondenti: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** Saturation and length of BM25F; weight of four letters beside a word, and how much a long class loses (measured). */
export const K1 = 3;
const B = 0.75;
const PESO_GRAMMI = 0.3;
const NORMA_CLASSE = 0.8;
const LETTERE_CORRISPONDENTE = 7;
/** Texts enough for a breath: the caller lets others work between two of these. */
const A_SORSI = 40;

export const idf = (classi: number, con: number): number => Math.log(1 + (classi - con + 0.5) / (con + 0.5));

/** The words of a correspondent by which it is known again: three letters and more, cut to seven. */
export function chiaviCorrispondente(testo: string): string[] {
  const parole = paroleOf(testo.slice(0, 300)).map(({ piana }) => piana);
  return [
    ...new Set(parole.filter((parola) => parola.length > 2).map((parola) => parola.slice(0, LETTERE_CORRISPONDENTE))),
  ].slice(0, 12);
}

/** Words, pairs and what the table says of them, each as often as it stands there. */
export function chiaviOf(parole: readonly Parola[], sinonimi: Sinonimi): string[] {
  const espanse = espansioniOf(parole, sinonimi).flatMap((una) => una.parole.map(({ chiave }) => chiave));
  return [...parole.map(({ chiave }) => chiave), ...coppieOf(parole), ...espanse];
}

interface Lettura {
  classe: number;
  campo: Campo;
  testo: string;
  parole: Parola[];
  chiavi: string[];
}

const somma = (numeri: Iterable<number>): number => {
  let totale = 0;
  for (const numero of numeri) totale += numero;
  return totale;
};

const aggiungi = <K>(dove: Map<K, number>, chiave: K, quanto: number): void =>
  void dove.set(chiave, (dove.get(chiave) ?? 0) + quanto);

/** BM25F: each field of a class is as long as its words, each word weighs by its field. */
function* poste(letture: readonly Lettura[], classi: number): Generator<undefined, Map<string, Posta[]>> {
  const lunghezze = new Map<Campo, number[]>();
  for (const { classe, campo, chiavi } of letture) {
    const perClasse = lunghezze.get(campo) ?? new Array<number>(classi).fill(0);
    perClasse[classe] = (perClasse[classe] ?? 0) + chiavi.length;
    lunghezze.set(campo, perClasse);
  }
  const medie = new Map(
    [...lunghezze].map(([campo, tutte]) => [campo, somma(tutte) / Math.max(1, tutte.filter((una) => una > 0).length)]),
  );
  const parole = new Map<string, Map<number, Posta & { massimo: number }>>();
  for (const [brano, { classe, campo, chiavi }] of letture.entries()) {
    if (brano % A_SORSI === 0) yield;
    const lunga = (lunghezze.get(campo)?.[classe] ?? 0) / (medie.get(campo) ?? 1);
    const uno = CAMPI[campo] / (1 - B + B * lunga);
    for (const chiave of chiavi) {
      const dove = parole.get(chiave) ?? new Map<number, Posta & { massimo: number }>();
      parole.set(chiave, dove);
      const posta = dove.get(classe) ?? { classe, peso: 0, campo, brano, massimo: 0 };
      posta.peso += uno;
      if (uno > posta.massimo) Object.assign(posta, { massimo: uno, campo, brano });
      dove.set(classe, posta);
    }
  }
  return new Map(
    [...parole].map(([chiave, dove]) => [
      chiave,
      [...dove.values()].map(({ classe, peso, campo, brano }) => ({ classe, peso, campo, brano })),
    ]),
  );
}

/** The centroid of each class over its words and their groups of four letters. */
function* centroidi(
  letture: readonly Lettura[],
  classi: number,
): Generator<undefined, Pick<Indice, 'grammi' | 'norme'>> {
  const conti = new Map<string, Map<number, number>>();
  for (const [i, { classe, campo, parole }] of letture.entries()) {
    if (i % A_SORSI === 0) yield;
    for (const { piana, chiave } of parole) {
      for (const [forma, peso] of tratti(chiave, piana)) {
        const dove = conti.get(forma) ?? new Map<number, number>();
        conti.set(forma, dove);
        aggiungi(dove, classe, peso * CAMPI[campo]);
      }
    }
  }
  const norme = new Array<number>(classi).fill(0);
  const grammi = new Map<string, { classe: number; peso: number }[]>();
  for (const [forma, dove] of conti) {
    if (grammi.size % (A_SORSI * 20) === 0) yield;
    const raro = Math.log((classi + 1) / (dove.size + 0.5));
    const pesi = [...dove].map(([classe, tf]) => ({ classe, peso: Math.sqrt(tf) * raro }));
    for (const { classe, peso } of pesi) norme[classe] = (norme[classe] ?? 0) + peso * peso;
    grammi.set(
      forma,
      pesi.map(({ classe, peso }) => ({ classe, peso: peso * raro })),
    );
  }
  return { grammi, norme: norme.map((quadrato) => Math.max(1, quadrato) ** (NORMA_CLASSE / 2)) };
}

/** A word's traits in a centroid: itself and its groups of four letters. */
export const tratti = (chiave: string, piana: string): [string, number][] => [
  [`=${chiave}`, 1],
  ...grammiOf(piana).map((gramma): [string, number] => [gramma, PESO_GRAMMI]),
];

/**
 * Reads the knowledge of an AOO into an index. A generator, so that whoever runs it may pause: the whole takes some tenths of a
 * second, and a process that serves does not stand still for so long.
 */
export function* costruisci(materie: readonly Materia[], dati: Pick<Dati, 'sinonimi'>): Generator<undefined, Indice> {
  const sinonimi = sinonimiOf(dati.sinonimi);
  const letture: Lettura[] = [];
  const corrispondenti = new Map<string, Map<number, number>>();
  for (const [classe, materia] of materie.entries()) {
    for (const { campo, testo } of materia.brani) {
      const parole = paroleOf(testo);
      letture.push({ classe, campo, testo, parole, chiavi: chiaviOf(parole, sinonimi) });
      if (letture.length % A_SORSI === 0) yield;
    }
    for (const nome of materia.corrispondenti) {
      for (const chiave of chiaviCorrispondente(nome)) {
        const dove = corrispondenti.get(chiave) ?? new Map<number, number>();
        corrispondenti.set(chiave, dove);
        aggiungi(dove, classe, 1);
      }
    }
  }
  yield;
  const parole = yield* poste(letture, materie.length);
  yield;
  return {
    codici: materie.map(({ codice }) => codice),
    voci: materie.map(({ voce }) => voce),
    sinonimi,
    parole,
    brani: letture.map(({ classe, campo, testo }) => ({ classe, campo, testo })),
    ...(yield* centroidi(letture, materie.length)),
    corrispondenti,
  };
}
