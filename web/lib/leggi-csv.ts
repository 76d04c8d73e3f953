import { CsvError, parse } from 'csv-parse/browser/esm/sync';

/**
 * The cells of a CSV as a spreadsheet writes it: semicolons, commas or tabs, whichever its first line has more of. Lines with nothing in
 * them are left out.
 * @returns null for a file that is cut within a cell in quotes
 */
export function leggiCsv(testo: string): string[][] | null {
  const [first = ''] = testo.split(/\r?\n/, 1);
  const count = (sign: string): number => first.split(sign).length;
  const delimiter = [';', '\t', ','].reduce((best, one) => (count(one) > count(best) ? one : best));
  try {
    return parse(testo, {
      delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    });
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}
