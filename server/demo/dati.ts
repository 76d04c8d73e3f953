import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The rows of a table of `dati/`, by the names of its header; a cell left empty is an empty text. */
export function readTabella<Colonna extends string>(nome: string): Record<Colonna, string>[] {
  const csv = readFileSync(new URL(`./dati/${nome}.csv`, import.meta.url));
  return parse<Record<Colonna, string>>(csv, { bom: true, columns: true });
}
