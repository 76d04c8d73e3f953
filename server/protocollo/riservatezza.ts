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
