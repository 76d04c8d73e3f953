import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cellaDiTesto } from '../../schemas/csv.api.js';

/** CSV as an Italian spreadsheet opens it: UTF-8 with its mark, semicolons, CRLF, every cell in quotes. */
export const TIPO_CSV = 'text/csv';
export const DESCRIZIONE_CSV =
  'CSV in UTF-8 con BOM, separato da punto e virgola, righe CRLF, ogni cella tra virgolette: si apre con un foglio elettronico italiano. I numeri di protocollo e i codici sono testo, con i loro zeri; una cella che comincerebbe una formula (=, +, -, @) ha davanti un apostrofo.';

/** Days and instants of Italian legal time as they are written here: `02/03/2026 09:14:05`. */
export const dataOf = (text: string): string =>
  text.replace(/^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}:\d{2}).*)?$/, (_all, anno, mese, giorno, ora?: string) =>
    [`${String(giorno)}/${String(mese)}/${String(anno)}`, ora].filter((part) => part !== undefined).join(' '),
  );

/**
 * Answers with a table, a row at a time: whoever reads slowly slows the reading of the database, and nothing is kept.
 * @param nome - of the file, without `.csv`
 */
export async function sendCsv(
  res: Response,
  nome: string,
  titoli: readonly string[],
  righe: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
): Promise<void> {
  res.set({
    'Content-Type': `${TIPO_CSV}; charset=utf-8; header=present`,
    'Content-Disposition': `attachment; filename="${nome}.csv"`,
  });
  const rows = Readable.from(
    (async function* () {
      yield titoli.map(cellaDiTesto);
      for await (const riga of righe) yield riga.map(cellaDiTesto);
    })(),
  );
  const options = { bom: true, delimiter: ';', quoted: true, record_delimiter: 'windows' } as const;
  try {
    await pipeline(rows, stringify(options), res);
  } catch (error) {
    if (!res.destroyed) throw error; // who asked has gone away
  }
}
