import { cellaDiTesto } from '../../schemas/csv.api.js';
import type { ColonnaDati } from './ordine.js';

const cell = (text: string): string => `"${cellaDiTesto(text).replaceAll('"', '""')}"`;

/** The rows of a table as CSV: semicolons, as Italian spreadsheets read it, UTF-8 with its mark, CRLF. */
export function csvOf<T>(righe: readonly T[], colonne: readonly ColonnaDati<T>[]): string {
  const dette = colonne.filter(({ fissa = false }) => !fissa);
  return `\uFEFF${[
    dette.map(({ titolo }) => cell(titolo)),
    ...righe.map((riga) => dette.map(({ valore }) => cell(valore(riga)))),
  ]
    .map((cells) => cells.join(';'))
    .join('\r\n')}\r\n`;
}

/** Gives the rows to the user as a file. */
export function scaricaCsv<T>(nome: string, righe: readonly T[], colonne: readonly ColonnaDati<T>[]): void {
  const url = URL.createObjectURL(new Blob([csvOf(righe, colonne)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${nome}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
