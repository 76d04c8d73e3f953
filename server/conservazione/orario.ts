import type { ConservatoreAoo } from '../../schemas/configurazione-conservazione.api.js';
import { addDays, legalDay, rfc3339, startOfLegalDay } from '../lib/clock.js';

type Orario = NonNullable<ConservatoreAoo['orario']>;

/** 1 Monday to 7 Sunday. */
const weekday = (giorno: string): number => new Date(`${giorno}T00:00:00Z`).getUTCDay() || 7;

const isDay = ({ giorni }: Orario, giorno: string): boolean => giorni?.includes(weekday(giorno)) ?? true;

/**
 * Whether a receiver may be called now, by its hours of Italian time. Hours over midnight belong to the day on which they begin.
 * Pure.
 */
export function isInOrario(orario: Orario | undefined, adesso: Date): boolean {
  if (orario === undefined) return true;
  const { dalle, alle } = orario;
  const giorno = legalDay(adesso);
  const ora = rfc3339(adesso).slice(11, 16);
  if (dalle === alle) return isDay(orario, giorno);
  if (dalle < alle) return ora >= dalle && ora < alle && isDay(orario, giorno);
  return ora >= dalle ? isDay(orario, giorno) : ora < alle && isDay(orario, addDays(giorno, -1));
}

const DIECI_MINUTI = 600_000;

/** The next instant, to ten minutes, at which it may be called; at most a week ahead. Pure. */
export function nextApertura(orario: Orario | undefined, adesso: Date): Date {
  if (orario === undefined || isInOrario(orario, adesso)) return adesso;
  const start = startOfLegalDay(legalDay(adesso)).getTime();
  const first = start + Math.ceil((adesso.getTime() - start) / DIECI_MINUTI) * DIECI_MINUTI;
  for (let i = 0; i < 8 * 144; i += 1) {
    const at = new Date(first + i * DIECI_MINUTI);
    if (isInOrario(orario, at)) return at;
  }
  return new Date(first + 7 * 86_400_000);
}
