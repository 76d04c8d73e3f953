import type { Deps } from '../deps.js';
import type { LettoreImmagini } from './immagini/lettore.js';
import type { Lettore } from './ocr/lettore.js';

/** What opens files and decodes pages; server/scansione/immagini does it in a process of its own. */
export type ApreImmagini = Pick<LettoreImmagini, 'apri' | 'leggiPagina'>;
/** What reads the words of a picture. */
export type LeggeParole = Pick<Lettore, 'leggi'>;

/** What the work on a scan needs: no request, no person. */
export interface DepsScansione extends Deps {
  immagini: ApreImmagini;
  parole: LeggeParole;
  /** leases are kept by the clock of the machine, never by a demonstration's moved one */
  macchina?: { now(): Date };
}

/** How long who works on a page or a scan may give no sign of life. */
export const PRESA_MS = 90_000;
const RINNOVO_MS = 30_000;

export const oraDiMacchina = ({ macchina }: Pick<DepsScansione, 'macchina'>): Date => macchina?.now() ?? new Date();

/** Does a work under a lease that is renewed while it lasts. */
export async function sottoPresa<T>(
  deps: Pick<DepsScansione, 'macchina'>,
  renew: (fino: Date) => Promise<boolean>,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => {
    renew(new Date(oraDiMacchina(deps).getTime() + PRESA_MS)).catch(() => undefined); // lost, at worst: the write tells
  }, RINNOVO_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
