import type { Soggetto } from './soggetto.api.js';

/** Beginnings of words, without accents: of health, of judgements and of detention. Ordinary administration has other words. */
const RADICI = [
  'malatt',
  'patologi',
  'diagnosi',
  'diagnostic',
  'invalidita',
  'disabil',
  'handicap',
  'tossicodipenden',
  'alcolis',
  'alcoldipenden',
  'psichiatr',
  'gravidanz',
  'sieropositiv',
  'condannat',
  'detenut',
  'detenzion',
  'carcer',
  'imputat',
  'indagat',
];
const INTERE = ['hiv', 'aids', 'tso', 'trattamento sanitario obbligatorio', 'casellario giudiziale'];
const PAROLE = new RegExp(`(?<![a-z0-9])(?:(?:${RADICI.join('|')})[a-z]*|${INTERE.join('|')})(?![a-z0-9])`);

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** What a person is told who is about to write it, and who has. */
export const AVVISO_PARTICOLARI =
  'L’oggetto sembra dire dati sulla salute o giudiziari di una persona, e lo legge chiunque veda la registrazione: usare le iniziali o «omissis», oppure renderla riservata.';

/**
 * Whether the oggetto seems to tell data of special categories, or of criminal matters, of one of the persons that it names as
 * sender or recipient (GDPR art. 9, 10). A guess by words: to be told, never a reason to refuse.
 */
export const diceDatiParticolari = ({
  oggetto,
  mittenti,
  destinatari,
}: {
  oggetto: string;
  mittenti: readonly Soggetto[];
  destinatari: readonly Soggetto[];
}): boolean => [...mittenti, ...destinatari].some(({ tipo }) => tipo === 'PF') && PAROLE.test(plain(oggetto));
