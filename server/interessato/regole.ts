import type { AccessoInteressato } from '../../schemas/accesso-interessato.model.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { nameOfSoggetto, type Soggetto } from '../../schemas/soggetto.api.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { wordsOf } from '../protocollo/parole.js';

/* What a person concerned may see from outside (CAD art. 41 c. 2-quater; L. 241/1990 art. 10 and 22-24), pure. */

/** Wrong codes in a row after which only the office can open again. */
export const MAX_ERRATI = 10;

/** Stable name of a subject within a fascicolo. */
export const chiaveSoggetto = (soggetto: Soggetto): string => sha256Hex(canonicalText({ ...soggetto })).slice(0, 24);

const wordsOfName = (soggetto: Soggetto): string => wordsOf(nameOfSoggetto(soggetto)).sort().join(' ');

/** Whether two subjects are one: by their codes where both have them, else by their names. */
export function isStesso(a: Soggetto, b: Soggetto): boolean {
  if (a.codiceFiscale !== undefined && b.codiceFiscale !== undefined) return a.codiceFiscale === b.codiceFiscale;
  if (a.partitaIva !== undefined && b.partitaIva !== undefined) return a.partitaIva === b.partitaIva;
  return wordsOfName(a) !== '' && wordsOfName(a) === wordsOfName(b);
}

type Mostrabile = Pick<Registrazione, 'stato' | 'riservatezza' | 'documento'>;

/** Why a document is never shown outside, whoever chose it; null if it may be. Notes, drafts and what is not registered never come here. */
export function esclusione({ stato, riservatezza, documento }: Mostrabile): string | null {
  if (riservatezza.livello !== 'ordinaria') return 'riservato';
  if (stato === 'annullata') return 'annullato';
  return documento === undefined ? 'attende la scansione' : null;
}

/** Whether an access opens now, and if not why. @param errati - wrong codes since the last right one */
export function statoAccesso(
  { revoca, scadenza }: Pick<AccessoInteressato, 'revoca' | 'scadenza'>,
  errati: number,
  adesso: Date,
): 'attivo' | 'scaduto' | 'revocato' | 'bloccato' {
  if (revoca !== undefined) return 'revocato';
  if (scadenza <= adesso) return 'scaduto';
  return errati >= MAX_ERRATI ? 'bloccato' : 'attivo';
}

/** A fascicolo shows itself outside unless it is reserved or was opened by mistake. */
export const isMostrabile = ({ riservatezza, annullato }: Pick<Fascicolo, 'riservatezza' | 'annullato'>): boolean =>
  riservatezza.livello === 'ordinaria' && annullato === undefined;

const ALFABETO = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'; // nothing that is read for something else

/** A code to be dictated or written by hand, `ABCD-EFGH-JK`: ten signs of thirty-one. @param casuali - random numbers, one a sign */
export const codiceDa = (casuali: readonly number[]): string =>
  casuali
    .map((n) => ALFABETO[n % ALFABETO.length] ?? '')
    .join('')
    .replace(/^(.{4})(.{4})(.+)$/, '$1-$2-$3');

/** As it is compared: no blanks, no hyphens, capitals. */
export const normalizeCodice = (typed: string): string => typed.toUpperCase().replaceAll(/[\s-]/g, '');
