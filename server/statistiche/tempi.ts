import type { Iter } from '../../schemas/procedimento.types.js';
import type { RigaTempi } from '../../schemas/statistiche-archivio.api.js';

/** A procedimento as the statistics need it. */
export interface ProcedimentoContato {
  uo: string;
  iter: Pick<Iter, 'codice' | 'denominazione' | 'inizio' | 'fine' | 'scadenza'>;
}

const giorniTra = (dal: string, al: string): number => Math.round((Date.parse(al) - Date.parse(dal)) / 86_400_000);

const oneDecimal = (n: number): number => Math.round(n * 10) / 10;

/** Of 100, with one decimal; 0 of nothing. */
export const quota = (parte: number, tutto: number): number => (tutto === 0 ? 0 : oneDecimal((parte / tutto) * 100));

/** The middle one, or the mean of the two in the middle. Undefined of none. */
export function mediana(valori: readonly number[]): number | undefined {
  const sorted = [...valori].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

/** How long the procedimenti that ended in a year have lasted, and how those that run stand on a day. Pure. */
export function tempiDi(
  procedimenti: readonly ProcedimentoContato[],
  anno: number,
  oggi: string,
): Omit<RigaTempi, 'chiave' | 'voce'> {
  const ended = procedimenti.filter(({ iter: { fine } }) => fine?.startsWith(`${anno}-`) === true);
  const running = procedimenti.filter(({ iter: { fine } }) => fine === undefined);
  const durate = ended.map(({ iter: { inizio, fine = inizio } }) => giorniTra(inizio, fine));
  const late = ended.filter(({ iter: { scadenza, fine = '' } }) => scadenza !== undefined && fine > scadenza).length;
  const middle = mediana(durate);
  return {
    conclusi: ended.length,
    ...(middle !== undefined && {
      media: oneDecimal(durate.reduce((sum, one) => sum + one, 0) / durate.length),
      mediana: middle,
    }),
    oltreTermine: late,
    quotaOltreTermine: quota(late, ended.length),
    inCorso: running.length,
    scaduti: running.filter(({ iter: { scadenza } }) => scadenza !== undefined && scadenza < oggi).length,
  };
}
