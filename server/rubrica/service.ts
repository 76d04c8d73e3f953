import {
  findCorrispondenti,
  recordUsi,
  type Suggerimento,
  type Uso,
  type UsoVisto,
  VISTA_AOO,
  withdrawUsi,
} from '../../schemas/corrispondente.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import type { Logger } from '../lib/logger.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { chiaveOf, isCorrispondente, paroleOfSoggetto, prefissiOf } from './chiave.js';
import { flushRicordi, gatherUsi } from './ricordi.js';

/** What the caller sees of the registrations: of the whole AOO, or of some offices. */
export interface Visuale {
  aoo: string;
  uffici: readonly string[] | 'tutti';
}

/** Two processes may make the same entry at once: the server tries again by itself, and what it gives up is one use less. */
const ignoreDuplicate = (error: unknown): void => {
  if (!isDuplicateKey(error)) throw error;
};

const visteOf = (uffici: readonly string[]): string[] => [VISTA_AOO, ...new Set(uffici)];

/** One entry for each correspondent, even if the registration names it twice. */
function usiOf(soggetti: readonly Soggetto[]): Uso[] {
  const usi = soggetti
    .filter(isCorrispondente)
    .map((soggetto) => ({ chiave: chiaveOf(soggetto), soggetto, parole: paroleOfSoggetto(soggetto) }));
  return [...new Map(usi.map((uso) => [uso.chiave, uso])).values()];
}

const usiIn = (aoo: string, viste: readonly string[], soggetti: readonly Soggetto[], adesso: Date): UsoVisto[] => {
  const usi = usiOf(soggetti);
  return viste.flatMap((vista) => usi.map((uso) => ({ ...uso, aoo, vista, volte: 1, adesso })));
};

/**
 * Counts the subjects of one `ordinaria` registration, so that they are suggested next time.
 * Never for a `riservata`: its subjects would show through. Safe with several processes at once.
 * @param uffici - offices whose members see the registration: assigned ones and that of who registered it
 */
export async function rememberCorrispondenti(
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici, adesso }: { uffici: readonly string[]; adesso: Date },
): Promise<void> {
  await recordUsi(usiIn(aoo, visteOf(uffici), soggetti, adesso)).catch(ignoreDuplicate);
}

/** As `rememberCorrispondenti`, in a moment and together with others: the register does not wait for it. */
export function rememberSoon(
  log: Logger,
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici, adesso }: { uffici: readonly string[]; adesso: Date },
): void {
  gatherUsi(usiIn(aoo, visteOf(uffici), soggetti, adesso), log);
}

/** Lets other offices know the subjects of a registration that was assigned to them later; the AOO has counted them already. */
export async function shareCorrispondenti(
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici, adesso }: { uffici: readonly string[]; adesso: Date },
): Promise<void> {
  await recordUsi(usiIn(aoo, [...new Set(uffici)], soggetti, adesso)).catch(ignoreDuplicate);
}

/**
 * Undoes `rememberCorrispondenti` and `shareCorrispondenti` for a registration that has become `riservata`.
 * @param uffici - all offices that were told of it
 */
export async function forgetCorrispondenti(
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici }: { uffici: readonly string[] },
): Promise<void> {
  await flushRicordi(); // what is still to be counted is counted first
  await withdrawUsi(
    aoo,
    visteOf(uffici),
    usiOf(soggetti).map(({ chiave }) => chiave),
  );
}

/**
 * The correspondents in whose name, codes or addresses every word of `q` begins a word; the most used first.
 * An empty `q` gives the most used ones. Who sees only some offices gets what those offices have seen, and nothing else.
 */
export function suggestCorrispondenti({ aoo, uffici }: Visuale, q: string, limite: number): Promise<Suggerimento[]> {
  const prefissi = prefissiOf(q);
  if (prefissi.length === 0 && q.trim() !== '') return Promise.resolve([]);
  return findCorrispondenti(aoo, uffici === 'tutti' ? [VISTA_AOO] : uffici, prefissi, limite);
}
