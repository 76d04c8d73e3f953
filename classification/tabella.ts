import { parse } from 'csv-parse/sync';

/** Something to mend in a file, or to look at; the header is line 1. */
export interface Rilievo {
  riga: number;
  messaggio: string;
}

/** The columns of a file: those that must be there, and those that may. */
export interface Colonne<C extends string> {
  obbligatorie: readonly C[];
  facoltative: readonly C[];
}

/** One record, with the line on which it begins. */
export interface Riga<C extends string> {
  riga: number;
  celle: ReadonlyMap<C, string>;
}

interface RecordCsv {
  record: string[];
  info: { lines: number };
}

const findColonna = <C extends string>({ obbligatorie, facoltative }: Colonne<C>, name: string): C | undefined =>
  [...obbligatorie, ...facoltative].find((colonna) => colonna === name);

function faultsOfIntestazione<C extends string>(colonne: Colonne<C>, names: readonly string[]): string[] {
  const unknown = names.filter((name) => findColonna(colonne, name) === undefined);
  const missing = colonne.obbligatorie.filter((colonna) => !names.includes(colonna));
  const twice = names.filter((name, i) => names.indexOf(name) < i);
  return [
    ...unknown.map((name) => `La colonna «${name}» non è prevista: toglierla o correggerne il nome.`),
    ...missing.map((name) => `Manca la colonna ${name}.`),
    ...twice.map((name) => `La colonna ${name} è ripetuta.`),
  ];
}

/** A record ends on `info.lines`; it began as many lines before as it has line ends inside its cells. */
const lineOf = ({ record, info }: RecordCsv): number => info.lines - (record.join('').split('\n').length - 1);

function parseCsv(csv: string | Uint8Array): RecordCsv[] | Rilievo {
  try {
    const text = typeof csv === 'string' ? csv : new TextDecoder('utf-8', { fatal: true }).decode(csv);
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true } as const;
    return parse(text, options) as unknown as RecordCsv[]; // with `info` each record comes in an envelope
  } catch (error) {
    if (error instanceof TypeError)
      return { riga: 1, messaggio: 'Il file non è in UTF-8: salvarlo di nuovo in quel formato.' };
    const riga = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : 1;
    return { riga, messaggio: 'Virgolette non chiuse o fuori posto: controllare la riga.' };
  }
}

/** Text that a spreadsheet would run: refused, so that what is exported is exactly what was imported. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

const faultsOfCelle = (record: readonly string[], names: readonly string[]): string[] =>
  names
    .filter((_name, i) => FORMULA.test(record[i] ?? ''))
    .map(
      (name) =>
        `La colonna ${name} non può cominciare con =, +, - oppure @: un foglio elettronico ne farebbe una formula.`,
    );

/** No titolario has nearly so many; more of them would only keep the process busy. */
const MAX_RIGHE = 20_000;

/** The records of a CSV file under the names of their columns. Unknown columns and ragged lines are errors, never ignored. */
export function readTabella<C extends string>(
  csv: string | Uint8Array,
  colonne: Colonne<C>,
): { righe: Riga<C>[]; errori: Rilievo[] } {
  const records = parseCsv(csv);
  if (!Array.isArray(records)) return { righe: [], errori: [records] };
  const [header, ...rest] = records;
  const names = (header?.record ?? []).map((name) => name.trim());
  const faults = faultsOfIntestazione(colonne, names);
  if (faults.length > 0) return { righe: [], errori: faults.map((messaggio) => ({ riga: 1, messaggio })) };
  if (rest.length > MAX_RIGHE)
    return {
      righe: [],
      errori: [{ riga: 1, messaggio: `Il file ha più di ${MAX_RIGHE} righe: togliere quelle che non servono.` }],
    };
  const errori: Rilievo[] = [];
  const righe: Riga<C>[] = [];
  for (const one of rest) {
    const riga = lineOf(one);
    if (one.record.length === names.length) {
      const pairs = names.flatMap((name, i): [C, string][] => {
        const colonna = findColonna(colonne, name);
        return colonna === undefined ? [] : [[colonna, one.record[i] ?? '']];
      });
      errori.push(...faultsOfCelle(one.record, names).map((messaggio) => ({ riga, messaggio })));
      righe.push({ riga, celle: new Map(pairs) });
    } else {
      errori.push({ riga, messaggio: `La riga ha ${one.record.length} colonne invece di ${names.length}.` });
    }
  }
  return { righe, errori };
}
