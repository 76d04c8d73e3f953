import { isDeepStrictEqual } from 'node:util';
import type { Flusso, Riservatezza } from '../../schemas/registrazione.api.js';
import type { Assegnazione, RiservatezzaNota } from '../../schemas/registrazione.types.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { DatiNonValidiError } from '../lib/problem.js';

export const noteOf = ({ livello, uo = [], utenti = [] }: Riservatezza): RiservatezzaNota => ({ livello, uo, utenti });

const officesOf = (soggetti: readonly Soggetto[]): string[] =>
  soggetti.flatMap(({ tipo, uo }) => (tipo === 'UO' && uo !== undefined ? [uo] : []));

/** Offices competent for a document: those to which it is assigned, else, for what the AOO itself makes, the office that makes it. */
export function competentiOf({
  flusso,
  mittenti,
  assegnazioni,
}: {
  flusso: Flusso;
  mittenti: readonly Soggetto[];
  assegnazioni: readonly Assegnazione[];
}): string[] {
  const assigned = assegnazioni.filter(({ tipo }) => tipo === 'competenza').map(({ uo }) => uo);
  return [...new Set(assigned.length > 0 || flusso === 'E' ? assigned : officesOf(mittenti))];
}

/**
 * The reserve of a document under that voce: as asked, and under a voce that is riservata by default never less than reserved to
 * the offices of competenza (contract §5).
 * @throws DatiNonValidiError when such a document names no office of competenza
 */
export function riservatezzaUnder(
  asked: RiservatezzaNota,
  voceRiservata: boolean,
  competenti: readonly string[],
): RiservatezzaNota {
  if (!voceRiservata || asked.livello === 'riservata') return asked;
  if (competenti.length === 0) {
    const messaggio = 'La voce è riservata: indicare l’ufficio di competenza, che potrà vedere il documento.';
    throw new DatiNonValidiError(['assegnazioni', 'riservatezza', 'classifica'].map((campo) => ({ campo, messaggio })));
  }
  return { livello: 'riservata', uo: [...competenti], utenti: [] };
}

/**
 * The reserve after another assignment: one that comes from the voce follows the office of competenza, or who must work on the
 * document would not see it. One that a person wrote stays as written; so does one that nobody would be left in.
 */
export function riservatezzaFollowing(
  before: {
    flusso: Flusso;
    mittenti: readonly Soggetto[];
    assegnazioni: readonly Assegnazione[];
    riservatezza: RiservatezzaNota;
  },
  assegnazioni: readonly Assegnazione[],
  voceRiservata: boolean,
): RiservatezzaNota {
  const { riservatezza } = before;
  const fromVoce = isDeepStrictEqual(riservatezza, { livello: 'riservata', uo: competentiOf(before), utenti: [] });
  const competenti = competentiOf({ ...before, assegnazioni });
  return voceRiservata && fromVoce && competenti.length > 0
    ? { livello: 'riservata', uo: competenti, utenti: [] }
    : riservatezza;
}

/** True if somebody may see under the second reserve who could not under the first. */
export const lowers = (from: RiservatezzaNota, to: RiservatezzaNota): boolean =>
  from.livello === 'riservata' &&
  (to.livello === 'ordinaria' ||
    to.uo.some((uo) => !from.uo.includes(uo)) ||
    to.utenti.some((one) => !from.utenti.includes(one)));
