import type { Soggetto } from '../api/tipi.js';
import type { Lettera } from './percorsi-bozze.js';

/** What the form of a letter holds: every control always has a value. Files are at the server as soon as they are chosen. */
export interface ValoriLettera {
  oggetto: string;
  destinatari: Soggetto[];
  mezzo: string;
  testo: string;
  classifica: string;
  motivoClassifica: string;
  fascicolo: string;
  tipologia: string;
  note: string;
}

export const valoriDi = (lettera: Lettera): ValoriLettera => ({
  oggetto: lettera.oggetto,
  destinatari: lettera.destinatari,
  mezzo: lettera.mezzo ?? '',
  testo: lettera.testo ?? '',
  classifica: lettera.classifica?.codice ?? '',
  motivoClassifica: lettera.motivoClassifica ?? '',
  fascicolo: lettera.fascicolo ?? '',
  tipologia: lettera.tipologia ?? '',
  note: lettera.note ?? '',
});

const CAMPI = [
  'oggetto',
  'destinatari',
  'mezzo',
  'testo',
  'classifica',
  'motivoClassifica',
  'fascicolo',
  'tipologia',
  'note',
] as const satisfies readonly (keyof ValoriLettera)[];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const isCambiata = (valori: ValoriLettera, lettera: Lettera): boolean => !same(valori, valoriDi(lettera));

/** What changed, as PATCH takes it: what was emptied is taken away. @returns undefined if nothing did */
export function modificaDi(valori: ValoriLettera, lettera: Lettera): Record<string, unknown> | undefined {
  const before = valoriDi(lettera);
  const changed = CAMPI.filter((campo) => !same(valori[campo], before[campo]));
  if (changed.length === 0) return undefined;
  const value = (campo: (typeof CAMPI)[number]): unknown => {
    const now = valori[campo];
    if (campo === 'testo') return lettera.documento === undefined || now !== '' ? now : null;
    if (campo === 'mezzo' && now === '') return undefined;
    return now === '' && campo !== 'oggetto' ? null : now;
  };
  const pairs = changed.map((campo): [string, unknown] => [campo, value(campo)]);
  return Object.fromEntries(pairs.filter(([, one]) => one !== undefined));
}
