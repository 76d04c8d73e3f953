import type { Modello } from '../../schemas/configurazione.api.js';
import type { Flusso } from '../../schemas/registrazione.api.js';
import { wordsOf } from '../protocollo/parole.js';

/** How near a template is to what was typed: 0 not at all; its code before its words. */
function rank({ codice, oggetto }: Modello, typed: readonly string[]): number {
  const [named, said] = [wordsOf(codice), wordsOf(oggetto)];
  const begins = (words: readonly string[], one: string): boolean => words.some((word) => word.startsWith(one));
  if (!typed.every((one) => begins(named, one) || begins(said, one))) return 0;
  return 1 + typed.filter((one) => begins(named, one)).length;
}

/** The templates that hold every word typed, as a beginning, accents aside; nearest first, then those of every day, then as listed. */
export function searchOggettario(
  modelli: readonly Modello[],
  { q, flusso }: { q: string; flusso?: Flusso | undefined },
): Modello[] {
  const typed = wordsOf(q);
  return modelli
    .filter((one) => flusso === undefined || one.flusso === undefined || one.flusso === flusso)
    .map((modello) => ({ modello, near: rank(modello, typed) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near || Number(b.modello.quotidiano ?? false) - Number(a.modello.quotidiano ?? false))
    .map(({ modello }) => modello);
}
