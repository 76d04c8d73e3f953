/** A date as it is written in a text. */
export interface DataScritta {
  /** YYYY-MM-DD */
  data: string;
  scritto: string;
  da: number;
  a: number;
}

const MESI = [
  'gennaio',
  'febbraio',
  'marzo',
  'aprile',
  'maggio',
  'giugno',
  'luglio',
  'agosto',
  'settembre',
  'ottobre',
  'novembre',
  'dicembre',
] as const;
/** As they are shortened: `gen.`, `sett.` */
const CORTI = ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'] as const;

/** Digits, and the letters that a reading takes for them. */
const CIFRA = String.raw`[\dOoIl|]`;
const NUMERICA = new RegExp(
  String.raw`(?<![\w/.-])(${CIFRA}{1,2})\s?([/.-])\s?(${CIFRA}{1,2})\s?\2\s?(${CIFRA}{4}|${CIFRA}{2})(?![\w/-]|\.\d)`,
  'g',
);
const A_PAROLE = new RegExp(
  String.raw`(?<![\w/.-])(${CIFRA}{1,2})\s?[°ºo^]?\s+(?:di\s+)?(${MESI.join('|')}|(?:${CORTI.join('|')})[a-z]{0,2}\.)\s+(?:del\s+)?(${CIFRA}{4}|'?${CIFRA}{2})(?!\w)`,
  'gi',
);
/** As registers of the State print it. */
const ROVESCIA = /(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])/g;

const numero = (cifre: string): number =>
  Number(cifre.replaceAll(/[Oo]/g, '0').replaceAll(/[Il|]/g, '1').replaceAll("'", ''));
const HA_CIFRE = /\d/;

/** Years ahead of which nobody can tell whether they are misread or of the last century. */
const INCERTI = 10;

/** A year of two figures is of this century, or of the last one where it could not have come yet; NaN where neither is likely. */
function annoOf(cifre: string, oggi: string): number {
  const anno = numero(cifre);
  if (anno >= 100) return anno;
  const ora = Number(oggi.slice(0, 4));
  const secolo = Math.floor(ora / 100) * 100;
  if (secolo + anno <= ora) return secolo + anno;
  return secolo + anno > ora + INCERTI ? secolo - 100 + anno : NaN;
}

/** @returns YYYY-MM-DD, or undefined where the calendar has no such day */
function dayOf(anno: number, mese: number, giorno: number): string | undefined {
  if (Number.isNaN(anno)) return undefined;
  const date = new Date(Date.UTC(anno, mese - 1, giorno));
  const same = date.getUTCFullYear() === anno && date.getUTCMonth() === mese - 1 && date.getUTCDate() === giorno;
  return same ? date.toISOString().slice(0, 10) : undefined;
}

const meseOf = (nome: string): number => CORTI.findIndex((corto) => nome.toLowerCase().startsWith(corto)) + 1;

/** No paper that reaches an office is older. */
const PRIMA = '1900-01-01';

/**
 * The dates in a text: day, month and year in this order as Italy writes them, in figures or with the name of the month.
 * @param oggi - YYYY-MM-DD; what lies after it is not a date of a document
 */
export function dateIn(testo: string, oggi: string): DataScritta[] {
  const found: DataScritta[] = [];
  const add = (match: RegExpExecArray, cifre: string, data: string | undefined): void => {
    if (data === undefined || data > oggi || data < PRIMA || !HA_CIFRE.test(cifre)) return;
    found.push({ data, scritto: match[0], da: match.index, a: match.index + match[0].length });
  };
  for (const match of testo.matchAll(NUMERICA)) {
    const [, giorno = '', , mese = '', anno = ''] = match;
    add(match, giorno + mese + anno, dayOf(annoOf(anno, oggi), numero(mese), numero(giorno)));
  }
  for (const match of testo.matchAll(A_PAROLE)) {
    const [, giorno = '', mese = '', anno = ''] = match;
    add(match, giorno + anno, dayOf(annoOf(anno, oggi), meseOf(mese), numero(giorno)));
  }
  for (const match of testo.matchAll(ROVESCIA)) {
    const [, anno = '', mese = '', giorno = ''] = match;
    add(match, anno, dayOf(Number(anno), Number(mese), Number(giorno)));
  }
  return found.toSorted((a, b) => a.da - b.da);
}
