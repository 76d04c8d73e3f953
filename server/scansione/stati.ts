import type { StatoScansione } from '../../schemas/scansione.api.js';
import { StatoIncompatibileError } from '../lib/problem.js';

/**
 * How a scan goes on (agid-scansione.md §6). `cambia`: its pages change, so it is read and composed again; `giudica-*`: every page is
 * read and judged; `rimanda`: a sample of its batch was not good; `attesta` freezes it.
 */
export type PassoScansione =
  'inizia' | 'cambia' | 'giudica-buona' | 'giudica-da-vedere' | 'giudica-illeggibile' | 'rimanda' | 'attesta';

const GIUDIZI = {
  'giudica-buona': 'pronta',
  'giudica-da-vedere': 'da-verificare',
  'giudica-illeggibile': 'errore',
} as const;

const MACCHINA: Readonly<Record<StatoScansione, Partial<Readonly<Record<PassoScansione, StatoScansione>>>>> = {
  'in-coda': { inizia: 'in-lavorazione', cambia: 'in-coda', ...GIUDIZI },
  'in-lavorazione': { inizia: 'in-lavorazione', cambia: 'in-lavorazione', ...GIUDIZI },
  'da-verificare': { cambia: 'in-lavorazione', rimanda: 'da-verificare', ...GIUDIZI },
  pronta: { cambia: 'in-lavorazione', rimanda: 'da-verificare', attesta: 'attestata', ...GIUDIZI },
  errore: { cambia: 'in-lavorazione', ...GIUDIZI },
  attestata: {}, // the file is frozen: a rescan is a new document and a new attestation
};

/** The state after the step; undefined where the state does not admit it. Pure. */
export const statoDopo = (stato: StatoScansione, passo: PassoScansione): StatoScansione | undefined =>
  MACCHINA[stato][passo];

/** @throws StatoIncompatibileError where the state does not admit the step */
export function passaggio(stato: StatoScansione, passo: PassoScansione): StatoScansione {
  const next = statoDopo(stato, passo);
  if (next !== undefined) return next;
  throw new StatoIncompatibileError(
    stato === 'attestata'
      ? 'La copia è attestata e non si cambia più: per correggerla fare una nuova scansione.'
      : passo === 'attesta'
        ? 'La scansione non è pronta: prima vanno viste le pagine che lo richiedono.'
        : 'Lo stato della scansione non permette questa operazione: rileggerla e riprovare.',
  );
}
