/** The one clock that all code reads; tests and a demonstration database give others. */
export interface Clock {
  now(): Date;
}

/** The clock of the register: it knows whether it may be trusted. */
export interface RegisterClock extends Clock {
  /** @throws OrologioNonAffidabileError when the machine's clock jumped and the database's does not agree with it */
  ensureReliable(): Promise<void>;
}

export const systemClock: Clock = { now: () => new Date() };

const ZONE = 'Europe/Rome';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000; // every change of offset of Italian legal time falls on a quarter of an hour, UTC
/** By day of UTC; null for a day in which the offset changes. */
const offsets = new Map<number, number | null>();
const MAX_OFFSETS = 40_000; // a hundred years

function readOffsetMs(ms: number): number {
  const at = new Date(ms);
  const get = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(
    get['year'] ?? 0,
    (get['month'] ?? 1) - 1,
    get['day'],
    get['hour'],
    get['minute'],
    get['second'],
  );
  return local - ms;
}

/** Milliseconds between Italian legal time and UTC at that instant. */
export function legalOffsetMs(instant: Date): number {
  const ms = instant.getTime();
  const day = Math.floor(ms / DAY_MS);
  let offset = offsets.get(day);
  if (offset === undefined) {
    const [first, last] = [readOffsetMs(day * DAY_MS), readOffsetMs((day + 1) * DAY_MS - QUARTER_MS)];
    offset = first === last ? first : null;
    if (offsets.size > MAX_OFFSETS) offsets.clear();
    offsets.set(day, offset);
  }
  return offset ?? readOffsetMs(Math.floor(ms / QUARTER_MS) * QUARTER_MS);
}

const local = (instant: Date): string => new Date(instant.getTime() + legalOffsetMs(instant)).toISOString();

/** Year of Italian legal time: at 23:30 UTC of 31 December it is already the next one (DPR 445/2000 art. 57). */
export const legalYear = (instant: Date): number => Number(local(instant).slice(0, 4));

/** Day of Italian legal time, `YYYY-MM-DD`. */
export const legalDay = (instant: Date): string => local(instant).slice(0, 10);

/** RFC 3339 with the offset of Italian legal time and milliseconds, `2026-03-02T09:14:00.000+01:00`. */
export function rfc3339(instant: Date): string {
  const minutes = legalOffsetMs(instant) / 60_000;
  const sign = minutes < 0 ? '-' : '+';
  const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, '0');
  return `${local(instant).slice(0, 23)}${sign}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The first instant of a legal day (`YYYY-MM-DD`): days of 23 and 25 hours exist. */
export function startOfLegalDay(day: string): Date {
  const asUtc = Date.parse(`${day}T00:00:00Z`);
  const guess = new Date(asUtc - legalOffsetMs(new Date(asUtc)));
  return new Date(asUtc - legalOffsetMs(guess));
}

/** The legal day `days` after `day`. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
