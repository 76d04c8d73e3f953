import type { Proposta } from '../tipi.js';
import { dateIn } from './date.js';
import { paroleTra, propostaOf, type Riga } from './righe.js';

/** `Lucca, `, `Lucca, lì `, `San Miniato (PI), addì `: a place, and nothing else. */
const LUOGO =
  /^\W{0,3}(?:data\s+e\s+luogo\s*:?\s*|luogo\s+e\s+data\s*:?\s*)?\p{Lu}[\p{L}' ]{1,40}(?:\(\p{Lu}{2}\)\s*)?[,.]?\s*(?:(?:l[iìí]'?|addì|il)\s*,?\s*)?$/u;
const LI = /^\W{0,3}(?:l[iìí]'?|addì)\s*,?\s*$/i;
const ETICHETTA = /^\W{0,3}(?:data|in data|data del documento)\s*[:.]?\s*$/i;
/** Laws, acts and births have dates of their own. */
const ALTRO =
  /(?<!\p{L})(?:legge|l|d\.?\s?lgs|d\.?\s?p\.?\s?r|d\.?\s?p\.?\s?c\.?\s?m|d\.?\s?m|d\.?\s?l|decreto|delibera\w*|determina\w*|ordinanza|regolamento|sentenza|nat[oa]|nascita|scad\w*|entro|rilasciat\w*|contratto|fattura|nota)(?!\p{L})/iu;
const CODA_DI_LEGGE = /^\s*,?\s*n[.°]\s*\d/i;

/**
 * The date of a paper: at a line with a place, after `lì` or `Data:`, or alone on its line. Dates in the midst of sentences are those
 * of what the paper speaks of.
 */
export function dataIn(righe: readonly Riga[], oggi: string): Proposta[] {
  const pagine = righe.at(-1)?.pagina ?? 1;
  return righe.flatMap((riga) => {
    if (riga.pagina !== 1 && riga.pagina !== pagine) return [];
    return dateIn(riga.testo, oggi).flatMap(({ data, scritto, da, a }) => {
      const quanto = weigh(riga.testo.slice(0, da), riga.testo.slice(a));
      return quanto === 0 ? [] : [propostaOf(data, scritto, riga.pagina, paroleTra(riga, da, a), quanto)];
    });
  });
}

/** @returns 0 to 1: how far a date between these words is that of the paper; 0: not at all */
function weigh(prima: string, dopo: string): number {
  if (ALTRO.test(prima) || CODA_DI_LEGGE.test(dopo)) return 0;
  if (LI.test(prima)) return 0.9;
  if (ETICHETTA.test(prima)) return 0.9;
  if (LUOGO.test(prima)) return dopo.trim().length <= 3 ? 0.95 : 0.7;
  return prima.trim() === '' && dopo.trim().length <= 2 ? 0.75 : 0;
}
