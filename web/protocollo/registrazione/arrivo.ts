const ZONA = 'Europe/Rome';

const PARTS = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONA,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026-11-24T17:31` in Italian legal time. */
function romeWallTime(istante: Date): string {
  const parts = Object.fromEntries(PARTS.formatToParts(istante).map(({ type, value }) => [type, value]));
  return `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}T${parts['hour'] ?? ''}:${parts['minute'] ?? ''}`;
}

/**
 * The instant of a day and hour written by someone in Italy, as RFC 3339 with its offset, whatever the zone of the computer.
 * Of the hour that comes twice in October the first one is meant; of the hour that March skips, the one an hour later.
 * @param giorno - `YYYY-MM-DD`
 * @param ora - `HH:MM`
 */
export function istanteItaliano(giorno: string, ora: string): string {
  const scritto = `${giorno}T${ora}`;
  for (const scarto of ['+02:00', '+01:00']) {
    const istante = new Date(`${scritto}:00${scarto}`);
    if (!Number.isNaN(istante.getTime()) && romeWallTime(istante) === scritto) return `${scritto}:00${scarto}`;
  }
  return `${scritto}:00+01:00`;
}

/** What the request carries as `dataArrivo`: the day alone, or the instant when the hour is known too; undefined without a day. */
export function dataArrivoOf({ giorno, ora }: { giorno: string; ora: string }): string | undefined {
  if (giorno === '') return undefined;
  return ora === '' ? giorno : istanteItaliano(giorno, ora);
}
