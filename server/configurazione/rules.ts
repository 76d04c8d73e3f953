import type { StatoVersione } from '../../schemas/configurazione.api.js';

/** What decides when a version counts. `validoDal` absent: from the beginning. Days are legal days, `YYYY-MM-DD`. */
interface Periodo {
  numero: number;
  validoDal?: string;
}

const dalOf = ({ validoDal = '' }: Periodo): string => validoDal;

/** Order in time: by first day, and of one day the version made last comes last. */
const inOrder = <V extends Periodo>(versioni: readonly V[]): V[] =>
  [...versioni].sort((a, b) => (dalOf(a) === dalOf(b) ? a.numero - b.numero : dalOf(a) < dalOf(b) ? -1 : 1));

/** The version in force on a day: of those that have begun the one that began last, made last if several began that day. */
export const versioneAl = <V extends Periodo>(versioni: readonly V[], giorno: string): V | undefined =>
  inOrder(versioni.filter((one) => dalOf(one) <= giorno)).at(-1);

/** The next version that will be in force after a day. */
export const prossimaDopo = <V extends Periodo>(versioni: readonly V[], giorno: string): V | undefined => {
  const first = inOrder(versioni.filter((one) => dalOf(one) > giorno))[0];
  return first === undefined ? undefined : versioneAl(versioni, dalOf(first));
};

/** Last day of a version, the one before the next begins; undefined while none is known. */
export function alOf(versioni: readonly Periodo[], versione: Periodo, dayBefore: (day: string) => string) {
  const next = inOrder(versioni.filter((one) => dalOf(one) > dalOf(versione)))[0];
  return next === undefined ? undefined : dayBefore(dalOf(next));
}

/** How a version stands on a day. */
export function statoOf(versioni: readonly Periodo[], versione: Periodo, oggi: string): StatoVersione {
  const sameDay = versioni.filter((one) => dalOf(one) === dalOf(versione));
  if (sameDay.some(({ numero }) => numero > versione.numero)) return 'superata';
  if (dalOf(versione) > oggi) return 'futura';
  return versioneAl(versioni, oggi)?.numero === versione.numero ? 'in-vigore' : 'passata';
}
