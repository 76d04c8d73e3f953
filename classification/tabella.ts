import { parse } from 'csv-parse/sync';

/** Something to mend in a file, or to look at; the header is line 1. */
export interface Rilievo {
  riga: number;
  messaggio: string;
}

const OBBLIGATORIE = ['codice', 'titolo', 'classe', 'voce'] as const;
const FACOLTATIVE = [
  'descrizione',
  'sottoclasse',
  'attiva_dal',
  'chiusa_dal',
  'motivo',
  'tipo_aggregazione',
  'tipologia_fascicolo',
] as const;
export type Colonna = (typeof OBBLIGATORIE)[number] | (typeof FACOLTATIVE)[number];

/** One record, with the line on which it begins. */
export interface Riga {
  riga: number;
  celle: ReadonlyMap<Colonna, string>;
}

interface RecordCsv {
  record: string[];
  info: { lines: number };
}

const isColonna = (name: string): name is Colonna =>
  [...OBBLIGATORIE, ...FACOLTATIVE].some((colonna) => colonna === name);

function faultsOfIntestazione(names: readonly string[]): string[] {
  const unknown = names.filter((name) => !isColonna(name));
  const missing = OBBLIGATORIE.filter((colonna) => !names.includes(colonna));
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

/** The records of a CSV file under the names of their columns. Unknown columns and ragged lines are errors, never ignored. */
export function readTabella(csv: string | Uint8Array): { righe: Riga[]; errori: Rilievo[] } {
  const records = parseCsv(csv);
  if (!Array.isArray(records)) return { righe: [], errori: [records] };
  const [header, ...rest] = records;
  const names = (header?.record ?? []).map((name) => name.trim());
  const faults = faultsOfIntestazione(names);
  if (faults.length > 0) return { righe: [], errori: faults.map((messaggio) => ({ riga: 1, messaggio })) };
  const errori: Rilievo[] = [];
  const righe: Riga[] = [];
  for (const one of rest) {
    const riga = lineOf(one);
    if (one.record.length === names.length) {
      const pairs = names.flatMap((name, i): [Colonna, string][] =>
        isColonna(name) ? [[name, one.record[i] ?? '']] : [],
      );
      righe.push({ riga, celle: new Map(pairs) });
    } else {
      errori.push({ riga, messaggio: `La riga ha ${one.record.length} colonne invece di ${names.length}.` });
    }
  }
  return { righe, errori };
}
