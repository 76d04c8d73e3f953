import {
  recordUsi,
  type Ricordo,
  type Uso,
  type UsoVisto,
  VISTA_AOO,
  withdrawUsi,
} from '../../schemas/corrispondente.model.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { legalDay } from '../lib/clock.js';
import type { Logger } from '../lib/logger.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { chiaveOf, codiciOf, improntaRecapito, isCorrispondente, nomeOf, paroleOfSoggetto } from './chiave.js';
import { fonteOfUso, recapitiOfSoggetto, recapitiOfVisti } from './recapiti.js';
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

/** The views that a caller reads. */
export const visteFor = ({ uffici }: Visuale): readonly string[] => (uffici === 'tutti' ? [VISTA_AOO] : uffici);

/** How a registration came or went: by it one knows where an address was seen. */
export interface Provenienza {
  flusso: string;
  mezzo: string;
}
interface Quando {
  uffici: readonly string[];
  adesso: Date;
  provenienza?: Provenienza;
}

function vistiOf(soggetto: Soggetto, giorno: string, { flusso, mezzo }: Provenienza): Uso['visti'] {
  return Object.fromEntries(
    recapitiOfSoggetto(soggetto, 'registrazione').map(({ tipo, valore }) => [
      improntaRecapito(tipo, valore),
      { tipo, valore, fonte: fonteOfUso(flusso, mezzo, tipo), dal: giorno, al: giorno, volte: 1 },
    ]),
  );
}

/** One entry for each correspondent, even if the registration names it twice. */
function usiOf(soggetti: readonly Soggetto[], giorno: string, provenienza: Provenienza): Uso[] {
  const usi = soggetti.filter(isCorrispondente).map((soggetto) => ({
    chiave: chiaveOf(soggetto),
    soggetto,
    parole: paroleOfSoggetto(soggetto),
    nome: nomeOf(soggetto),
    codici: codiciOf(soggetto),
    visti: vistiOf(soggetto, giorno, provenienza),
  }));
  return [...new Map(usi.map((uso) => [uso.chiave, uso])).values()];
}

const IGNOTA: Provenienza = { flusso: '', mezzo: '' };

const usiIn = (
  aoo: string,
  viste: readonly string[],
  soggetti: readonly Soggetto[],
  { adesso, provenienza = IGNOTA }: Omit<Quando, 'uffici'>,
): UsoVisto[] => {
  const usi = usiOf(soggetti, legalDay(adesso), provenienza);
  return viste.flatMap((vista) => usi.map((uso) => ({ ...uso, aoo, vista, volte: 1, adesso })));
};

/** Words and codes of what a memory still says. */
const derivedOf = ({ soggetto, recapiti }: Ricordo) => ({
  parole: paroleOfSoggetto(
    soggetto,
    recapitiOfVisti(recapiti).map(({ valore }) => valore),
  ),
  codici: codiciOf(soggetto),
});

/**
 * Counts the subjects of one `ordinaria` registration, so that they are suggested next time.
 * Never for a `riservata`: its subjects would show through. Safe with several processes at once.
 * @param uffici - offices whose members see the registration: assigned ones and that of who registered it
 */
export async function rememberCorrispondenti(
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici, ...quando }: Quando,
): Promise<void> {
  await recordUsi(usiIn(aoo, visteOf(uffici), soggetti, quando)).catch(ignoreDuplicate);
}

/** As `rememberCorrispondenti`, in a moment and together with others: the register does not wait for it. */
export function rememberSoon(
  log: Logger,
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici, ...quando }: Quando,
): void {
  gatherUsi(usiIn(aoo, visteOf(uffici), soggetti, quando), log);
}

/** Lets other offices know the subjects of a registration that was assigned to them later; the AOO has counted them already. */
export async function shareCorrispondenti(
  aoo: string,
  soggetti: readonly Soggetto[],
  { uffici, ...quando }: Quando,
): Promise<void> {
  await recordUsi(usiIn(aoo, [...new Set(uffici)], soggetti, quando)).catch(ignoreDuplicate);
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
  await withdrawUsi(aoo, visteOf(uffici), usiOf(soggetti, '', IGNOTA), derivedOf);
}
