const ZONA = 'Europe/Rome';

const formatter = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('it-IT', { timeZone: ZONA, ...options });

const DAY = formatter({ day: '2-digit', month: '2-digit', year: 'numeric' });
const SHORT_DAY = formatter({ day: '2-digit', month: '2-digit' });
const TIME = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const LONG_DAY = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const WEEKDAY = formatter({ weekday: 'long' });
const ISO_PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONA,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Istante = string | Date;

/** A day `YYYY-MM-DD` counts as its noon in Rome, so that no time zone moves it to another day. */
function instantOf(value: Istante): Date {
  if (value instanceof Date) return value;
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T11:00:00Z`) : new Date(value);
}

const isDayOnly = (value: Istante): boolean => typeof value === 'string' && value.length === 10;

/** `347` → `0000347`: a protocol number has at least seven digits wherever it is shown. */
export function numero7(numero: number): string {
  return String(numero).padStart(7, '0');
}

/** `24/11/2026`, in Italian legal time. */
export function giorno(value: Istante): string {
  return DAY.format(instantOf(value));
}

/** `24/11`, for dense tables of one year. */
export function giornoBreve(value: Istante): string {
  return SHORT_DAY.format(instantOf(value));
}

/** `16:12`, in Italian legal time. */
export function ora(value: Istante): string {
  return TIME.format(instantOf(value));
}

/** `24/11/2026, 16:12`; a value that is only a day has no time. */
export function giornoOra(value: Istante): string {
  return isDayOnly(value) ? giorno(value) : `${giorno(value)}, ${ora(value)}`;
}

/** `lunedì 12 gennaio 2026`: what stands beside a date field, and in running text. */
export function giornoInLettere(value: Istante): string {
  return LONG_DAY.format(instantOf(value));
}

/** `2026-11-24`: the day in Rome, the value of a date field. */
export function giornoIso(value: Istante): string {
  return ISO_PARTS.format(instantOf(value));
}

/** Year in Italian legal time. */
export function annoDi(value: Istante): number {
  return Number(giornoIso(value).slice(0, 4));
}

/** `1 secondo`, `6 secondi`. */
export const plural = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/**
 * Age in words under three days (`meno di un minuto`, `17 ore`, `ieri`, `lunedì`), else the date.
 * @param adesso - the instant of comparison, by the server's clock
 */
export function eta(value: Istante, adesso: Date): string {
  const then = instantOf(value);
  const passedMs = adesso.getTime() - then.getTime();
  const days = Math.round((Date.parse(giornoIso(adesso)) - Date.parse(giornoIso(then))) / DAY_MS);
  if (passedMs < 0 || days > 2) return giorno(then);
  if (days === 0 || passedMs < 18 * HOUR_MS) {
    if (passedMs < MINUTE_MS) return 'meno di un minuto';
    if (passedMs < HOUR_MS) return plural(Math.floor(passedMs / MINUTE_MS), 'minuto', 'minuti');
    return plural(Math.floor(passedMs / HOUR_MS), 'ora', 'ore');
  }
  return days === 1 ? 'ieri' : WEEKDAY.format(then);
}

/** `da 17 ore`, `da ieri`, `dal 12/01/2026`. */
export function daQuando(value: Istante, adesso: Date): string {
  const age = eta(value, adesso);
  return /^\d+\//.test(age) ? `dal ${age}` : `da ${age}`;
}

/** `182 kB`, `3,9 MB`: decimal units, at most one digit after the comma. */
export function dimensione(bytes: number): string {
  const number = (value: number) => value.toLocaleString('it-IT', { maximumFractionDigits: value < 10 ? 1 : 0 });
  if (bytes < 1000) return plural(bytes, 'byte', 'byte');
  if (bytes < 999_500) return `${number(bytes / 1e3)} kB`;
  if (bytes < 999_500_000) return `${number(bytes / 1e6)} MB`;
  return `${number(bytes / 1e9)} GB`;
}

/** `41c7 09be 5d2f … 8a10 7e3b`: a hash short enough to be compared by eye; the whole one goes in `title`. */
export function hashBreve(hash: string): string {
  const group = (from: number) => hash.slice(from, from + 4);
  return `${group(0)} ${group(4)} ${group(8)} … ${group(hash.length - 8)} ${group(hash.length - 4)}`;
}

/** `1.000`: whole numbers as Italians write them. */
export function intero(value: number): string {
  return value.toLocaleString('it-IT', { useGrouping: 'always' });
}

/** `registro generale` → `Registro generale`. */
export const conMaiuscola = (testo: string): string => testo.charAt(0).toUpperCase() + testo.slice(1);
