import type { Scansione, StatoScansione } from '../../schemas/scansione.api.js';

const FAST_MS = 1_000;
const SLOW_MS = 5_000;
const REST_MS = 20_000;
/** Pages from which one looks less often: hundreds of pages take minutes. */
const MANY_PAGES = 60;

export const isAlLavoro = (stato: StatoScansione): boolean => stato === 'in-coda' || stato === 'in-lavorazione';

/**
 * How long to wait before the scan is looked at again: a second while few pages are at work, five for long batches, twenty when nothing
 * moves by itself; never for what is frozen and has arrived.
 */
export function pausaMs(
  scansione: Pick<Scansione, 'stato' | 'avanzamento' | 'pdf' | 'unione'> | undefined,
): number | false {
  if (scansione === undefined) return SLOW_MS;
  const { stato, avanzamento, pdf, unione } = scansione;
  if (stato === 'attestata') return unione?.stato === 'in-attesa' && SLOW_MS;
  const isComposing = pdf === undefined && stato !== 'errore';
  if (isAlLavoro(stato) || isComposing || avanzamento.fatte < avanzamento.pagine)
    return avanzamento.pagine > MANY_PAGES ? SLOW_MS : FAST_MS;
  return REST_MS;
}

/** A look at the work: when, and how many pages were done then. */
export interface Sguardo {
  quandoMs: number;
  fatte: number;
}

const KEPT_MS = 60_000;

/** The looks of the last minute and the new one; a page that went back to work begins them anew. */
export function conSguardo(prima: readonly Sguardo[], ora: Sguardo): Sguardo[] {
  const last = prima.at(-1);
  if (last !== undefined && ora.fatte < last.fatte) return [ora];
  return [...prima.filter(({ quandoMs }) => ora.quandoMs - quandoMs < KEPT_MS), ora];
}

/** `circa 20 secondi`, from the pace of the looks so far; undefined while there is none. */
export function restaInParole(sguardi: readonly Sguardo[], pagine: number): string | undefined {
  const [first] = sguardi;
  const last = sguardi.at(-1);
  if (first === undefined || last === undefined || last.fatte <= first.fatte) return undefined;
  const seconds = ((pagine - last.fatte) * (last.quandoMs - first.quandoMs)) / (last.fatte - first.fatte) / 1_000;
  if (seconds < 5) return 'pochi secondi';
  if (seconds < 55) return `circa ${Math.ceil(seconds / 5) * 5} secondi`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? 'circa un minuto' : `circa ${minutes} minuti`;
}
