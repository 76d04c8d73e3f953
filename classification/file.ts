import type { Response } from 'express';

/** Files of this area: UTF-8, comma, LF, RFC 4180 quotes, as they are imported; not the semicolons of a list for a spreadsheet. */
export const TIPO_CSV = 'text/csv';
/** No titolario, massimario or prontuario is nearly so large. */
export const LIMITE_CSV = 2 * 1_048_576;

/** Answers with a file to be kept. @param nome - without `.csv` */
export function sendTabella(res: Response, nome: string, csv: string): void {
  res
    .set('Content-Type', `${TIPO_CSV}; charset=utf-8; header=present`)
    .set('Content-Disposition', `attachment; filename="${nome}.csv"`)
    .send(csv);
}
