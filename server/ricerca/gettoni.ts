import { formatEmergenza } from '../../schemas/emergenza-numero.api.js';
import type { Contenuto, Registrazione } from '../../schemas/registrazione.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { fold, isComune, stem, wordsOf } from '../protocollo/parole.js';
import { sequenzeOf } from './sequenze.js';

/**
 * What a registration is found by, each as a short text: words of the oggetto `o=`, of correspondents `c=`, of these, notes and numbers
 * together `q=`, of the documents `d=`; beginnings of words `o<`; pairs of words `b`; proofs of phrases `x=` and `r=` (sequenze.ts); and
 * a mark for each filter. One function for who writes the index and one for who asks; a change of any of them is a new
 * VERSIONE_GETTONI, and the index is made again.
 */
export const VERSIONE_GETTONI = 3;

export type Classe = 'o' | 'c' | 'n' | 'd';
/** Words of the record itself; those of the documents come from elsewhere and later. */
export const CLASSI_PROPRIE = ['o', 'c', 'n'] as const;

/** How the index names all of these together: nearly every question is of all, and one block is read sooner than three. */
const PROPRIE = 'q';

/** The names of these classes in the index. */
export function nomiOf(classi: readonly Classe[]): string[] {
  const own = classi.filter((classe) => classe !== 'd');
  return [...(own.length === CLASSI_PROPRIE.length ? [PROPRIE] : own), ...(classi.includes('d') ? ['d'] : [])];
}

/** Enough for an oggetto of full length and a thousand correspondents: who is not among the words is not found. */
const MAX_PAROLE = 10_000;
/** A document has at most so many different words in the index. */
const MAX_PAROLE_TESTO = 20_000;
/** Of a longer text the rest is not read: 300 pages. */
const MAX_TESTO = 1_000_000;
/** Beginnings up to this length have a place of their own in the index; longer ones are few words, read one after the other. */
export const LUNGHEZZA_INIZI = 5;

interface Testo {
  classe: Classe;
  testo: string;
  /** no phrase is looked for in it */
  codice?: true;
}

/** What a correspondent is found by: names, in which phrases are found too, and codes. */
function textsOfSoggetto(one: Soggetto): Testo[] {
  const uo = one.tipo === 'UO' ? one.uo : undefined;
  const nomi = [uo, one.denominazione, one.cognome, one.nome, one.denominazioneAOO, one.denominazioneUO];
  const codici = [one.codiceFiscale, one.partitaIva, one.codiceIPA, one.domicilioDigitale];
  return [
    ...nomi.flatMap((testo) => (testo === undefined ? [] : [{ classe: 'c' as const, testo }])),
    ...codici.flatMap((testo) => (testo === undefined ? [] : [{ classe: 'c' as const, testo, codice: true as const }])),
  ];
}

const numeroDi = ({ numero }: { numero: string }): Testo => ({ classe: 'n', testo: numero, codice: true });

/** Texts of a datum that was annulled: they are found like those that are there (DPR 445/2000 art. 58). */
function textsOfOld(campo: string, vecchio: unknown): Testo[] {
  if (campo === 'oggetto') return [{ classe: 'o', testo: vecchio as string }];
  if (campo === 'mittenti' || campo === 'destinatari') return (vecchio as Soggetto[]).flatMap(textsOfSoggetto);
  if (campo === 'protocolloMittente') return [numeroDi(vecchio as { numero: string })];
  return [];
}

export type Testuale = Pick<
  Contenuto,
  'oggetto' | 'mittenti' | 'destinatari' | 'protocolloMittente' | 'emergenza' | 'note' | 'rinnovi'
>;

/** Every text that the registration has or ever had. */
function textsOf({ oggetto, mittenti, destinatari, protocolloMittente, emergenza, note, rinnovi }: Testuale): Testo[] {
  return [
    { classe: 'o', testo: oggetto },
    ...[...mittenti, ...destinatari].flatMap(textsOfSoggetto),
    ...(protocolloMittente === undefined ? [] : [numeroDi(protocolloMittente)]),
    ...(emergenza === undefined ? [] : [numeroDi({ numero: formatEmergenza(emergenza) })]),
    ...(note === undefined ? [] : [{ classe: 'n' as const, testo: note }]),
    ...rinnovi.flatMap(({ campo, vecchio }) => (vecchio === undefined ? [] : textsOfOld(campo, vecchio))),
  ];
}

/** Whether the words stand one after the other in a text of these classes, those of its documents left out. */
export function hasFrase(contenuto: Testuale, classi: readonly Classe[], parole: readonly string[]): boolean {
  const frase = ` ${parole.join(' ')} `;
  const [first = ''] = parole;
  return textsOf(contenuto).some(
    ({ classe, testo, codice }) =>
      codice === undefined &&
      classi.includes(classe) &&
      fold(testo).includes(first) && // most texts have not even that
      ` ${wordsOf(testo).join(' ')} `.includes(frase),
  );
}

const stemsOf = (testo: string): string[] =>
  wordsOf(testo)
    .filter((word) => !isComune(word))
    .map(stem);

/** The words of a registration, those of its documents left out. */
export const paroleOf = (contenuto: Testuale): string[] =>
  [
    ...new Set(textsOf(contenuto).flatMap(({ classe, testo }) => stemsOf(testo).map((root) => `${classe}=${root}`))),
  ].slice(0, MAX_PAROLE);

const DI_UN_TESTO = /^d=/;

/**
 * Words that a record must have: none once the index holds them; else all of its own, and those of its documents may stand beside.
 * What is there if it is right.
 */
export function paroleAttese({ parole, ...contenuto }: Testuale & Pick<Registrazione, 'parole'>): string[] | undefined {
  if (parole === undefined) return undefined;
  const own = new Set(paroleOf(contenuto));
  const fits =
    Array.isArray(parole) &&
    parole.every((word) => own.has(word) || DI_UN_TESTO.test(word)) &&
    [...own].every((word) => parole.includes(word));
  return fits ? parole : [...own];
}

/** The words of a document. */
export const paroleOfTesto = (testo: string): string[] =>
  [...new Set(stemsOf(testo.slice(0, MAX_TESTO)).map((root) => `d=${root}`))].slice(0, MAX_PAROLE_TESTO);

/** Of a word `o=deliber` its names in the index, `o=deliber` and `q=deliber`; nobody asks for notes and numbers alone. */
const nomiOfParola = (parola: string): string[] => [
  ...(parola.startsWith('n=') ? [] : [parola]),
  ...(parola.startsWith('d=') ? [] : [`${PROPRIE}${parola.slice(1)}`]),
];

/** Of a word `o=deliber` its beginnings `o<d`, `o<de`, …; of words of documents none. */
function iniziOf(parola: string): string[] {
  if (parola.startsWith('d=')) return [];
  const letters = Array.from(parola.slice(2)).slice(0, LUNGHEZZA_INIZI);
  return letters.map((_letter, i) => `${parola.charAt(0)}<${letters.slice(0, i + 1).join('')}`);
}

const BIGRAMMI = 65_536;

/** FNV-1a, 32 bits, over UTF-16 units. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Pairs of words that stand one after the other, as they are written but for case and accents: what a phrase is looked for by. */
export const bigrammiOf = (words: readonly string[]): string[] =>
  words.slice(1).map((word, i) => `b${(hash32(`${words[i] ?? ''} ${word}`) % BIGRAMMI).toString(36)}`);

/** A number that the sender gave, exactly as written. */
export const gettoneProtocolloMittente = (numero: string): string => `p${(hash32(numero) % BIGRAMMI).toString(36)}`;

/** A code and those above it: VI.3.1, VI.3, VI. */
const livelliOf = (codice: string): string[] => {
  const parts = codice.split('.');
  return parts.map((_part, i) => parts.slice(0, i + 1).join('.'));
};

/** Values that a datum has and had. */
const valuesOf = <T>(record: Registrazione, campo: string, now: T | undefined): T[] => [
  ...(now === undefined ? [] : [now]),
  ...record.rinnovi.flatMap((one) =>
    one.campo === campo && one.vecchio !== undefined ? [one.vecchio as unknown as T] : [],
  ),
];

const each = (prefix: string, values: readonly (string | undefined)[]): string[] =>
  values.flatMap((value) => (value === undefined ? [] : [`${prefix}:${value}`]));

function filtriOf(record: Registrazione): string[] {
  const { assegnazioni, presaInCarico } = record;
  const protocolli = valuesOf(record, 'protocolloMittente', record.protocolloMittente);
  return [
    `f:${record.flusso}`,
    `s:${record.stato}`,
    `m:${record.mezzo}`,
    ...each('t', [record.tipologia]),
    ...each('k', record.classifica === undefined ? [] : livelliOf(record.classifica.codice)),
    ...each('F', [record.fascicolo, ...(record.altriFascicoli ?? [])]),
    ...each('a', [...assegnazioni.flatMap(({ uo, utente }) => [uo, utente]), presaInCarico?.utente]),
    ...each('u', record.uffici),
    ...each('O', [record.operatore]),
    ...protocolli.map(({ numero }) => gettoneProtocolloMittente(numero)),
    ...each(
      'D',
      protocolli.map(({ data }) => data),
    ),
    ...each(
      'A',
      valuesOf(record, 'dataArrivo', record.dataArrivo).map((data) => data.slice(0, 10)),
    ),
  ];
}

/** Who may see it, as marks that ambito.ts asks for (server/accesso/visibilita.ts). */
function ambitiOf({ riservatezza, uffici, operatore, assegnazioni }: Registrazione): string[] {
  if (riservatezza.livello === 'ordinaria') return ['#*', ...uffici.map((uo) => `#U:${uo}`)];
  return [
    ...riservatezza.uo.map((uo) => `#R:${uo}`),
    ...riservatezza.utenti.map((utente) => `#P:${utente}`),
    ...(assegnazioni.length === 0 ? [`#O:${operatore}`] : []),
  ];
}

/**
 * All that a registration is found by.
 * @param parole - its words and those of its documents
 */
export function gettoniOf(record: Registrazione, parole: readonly string[]): Set<string> {
  const gettoni = new Set(parole.flatMap(nomiOfParola));
  for (const parola of [...gettoni]) for (const inizio of iniziOf(parola)) gettoni.add(inizio);
  const testi = textsOf(record).map(({ testo, codice }) => ({ words: wordsOf(testo), codice }));
  for (const { words } of testi) for (const pair of bigrammiOf(words)) gettoni.add(pair);
  const detti = testi.filter(({ codice }) => codice === undefined).map(({ words }) => words);
  for (const one of sequenzeOf(detti)) gettoni.add(one);
  for (const one of filtriOf(record)) gettoni.add(one);
  for (const one of ambitiOf(record)) gettoni.add(one);
  return gettoni;
}
