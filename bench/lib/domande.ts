import { isComune, wordsOf } from '../../server/protocollo/parole.js';
import { contenutoOf, createSorte } from './corpus.js';

/** What is asked of the search, drawn from random registrations of the register that is asked. */
export interface Tipo {
  nome: string;
  chi: 'rgd' | 'istruttore';
  /** milliseconds of the 95th percentile */
  atteso: number;
  domanda: (quante: number) => Record<string, string>;
}

const sorte = createSorte('ricerca');
const PER_ANNO = 100_000;
const any = (quante: number): number => sorte.integer(0, quante - 1);
const wordsOfRecord = (i: number): string[] =>
  wordsOf(contenutoOf(i).oggetto).filter((word) => !isComune(word) && word.length > 2);
const words = (i: number, count: number): string =>
  `${Array.from({ length: count }, () => sorte.pick(wordsOfRecord(i))).join(' ')} `;
const annoOf = (i: number, quante: number): string =>
  String(new Date(Date.now() - ((quante - i) / PER_ANNO) * 365.25 * 86_400_000).getFullYear());

/** A registration that the clerk's office has. */
function ofOffice(quante: number): number {
  for (;;) {
    const i = any(quante);
    const { assegnazioni, mittenti, riservatezza } = contenutoOf(i);
    const own = [...assegnazioni, ...mittenti].some(({ uo }) => uo === 'U410');
    if (own && riservatezza.livello === 'ordinaria') return i;
  }
}

function phrase(i: number): string {
  const all = wordsOf(contenutoOf(i).oggetto);
  const from = sorte.integer(0, all.length - 3);
  const three = all.slice(from, from + 3);
  return three.every(isComune) ? phrase(i) : `"${three.join(' ')}"`;
}

function nameOf(i: number): string {
  const { mittenti, destinatari } = contenutoOf(i);
  const { denominazione, cognome, nome } = [...mittenti, ...destinatari].find(({ tipo }) => tipo !== 'UO') ?? {};
  return denominazione ?? [cognome, nome].filter((part) => part !== undefined).join(' ');
}

/** A place somewhere in the register, as the cursor of a page. */
function cursor(quante: number): string {
  const [anno, numero] = [Number(annoOf(any(quante), quante)), sorte.integer(1, Math.min(quante, PER_ANNO))];
  return `${anno}-${String(numero).padStart(7, '0')}`;
}

export const DOMANDE: readonly Tipo[] = [
  {
    nome: 'numero',
    chi: 'rgd',
    atteso: 100,
    domanda: (quante) => ({ q: `${sorte.integer(1, Math.min(quante, PER_ANNO) - 1)}/${annoOf(any(quante), quante)}` }),
  },
  { nome: 'una parola', chi: 'rgd', atteso: 100, domanda: (quante) => ({ q: words(any(quante), 1) }) },
  {
    nome: 'corrispondente',
    chi: 'rgd',
    atteso: 100,
    domanda: (quante) => {
      const name = nameOf(any(quante));
      return name === '' ? { corrispondente: 'Maria' } : { corrispondente: name };
    },
  },
  {
    nome: 'inizio di parola',
    chi: 'rgd',
    atteso: 100,
    domanda: (quante) => ({ q: sorte.pick(wordsOfRecord(any(quante))).slice(0, sorte.integer(2, 7)) }),
  },
  {
    nome: 'pagina lontana',
    chi: 'rgd',
    atteso: 100,
    domanda: (quante) => ({ q: words(any(quante), 1), cursore: cursor(quante) }),
  },
  {
    nome: 'pagina lontana, senza parole',
    chi: 'rgd',
    atteso: 100,
    domanda: (quante) => ({ flusso: 'E', cursore: cursor(quante) }),
  },
  {
    nome: 'più parole',
    chi: 'rgd',
    atteso: 300,
    domanda: (quante) => ({ q: words(any(quante), sorte.integer(2, 3)) }),
  },
  { nome: 'frase', chi: 'rgd', atteso: 300, domanda: (quante) => ({ q: phrase(any(quante)) }) },
  {
    nome: 'filtri insieme',
    chi: 'rgd',
    atteso: 300,
    domanda: (quante) => {
      const i = any(quante);
      const { flusso, mezzo, classifica } = contenutoOf(i);
      const titolo = classifica?.codice.split('.').slice(0, 2).join('.') ?? 'VI';
      return { q: words(i, 1), flusso, mezzo, classifica: titolo, anno: annoOf(i, quante) };
    },
  },
  {
    nome: 'più parole, impiegato',
    chi: 'istruttore',
    atteso: 300,
    domanda: (quante) => ({ q: words(ofOffice(quante), 2) }),
  },
  {
    nome: 'inizio di parola, impiegato',
    chi: 'istruttore',
    atteso: 300,
    domanda: (quante) => ({ q: sorte.pick(wordsOfRecord(ofOffice(quante))).slice(0, sorte.integer(3, 6)) }),
  },
];
