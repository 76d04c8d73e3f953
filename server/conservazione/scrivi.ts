import {
  appendVersamento,
  type CambioVersamento,
  findVersamento,
  type Versamento,
} from '../../schemas/versamento.model.js';
import { NonTrovatoError, VersioneSuperataError } from '../lib/problem.js';
import {
  applyAttoVersamento,
  type AttoVersamento,
  cambiBetween,
  collega,
  contenutoOf,
  type DettagliVersamento,
  passoOf,
  readAtti,
} from './replay.js';
import { ammette } from './stati.js';

/** An act, dated now and never before the last one. */
export function atto<T extends keyof DettagliVersamento>(
  { eventi, creato }: Pick<Versamento, 'eventi' | 'creato'>,
  tipo: T,
  adesso: Date,
  dettagli: DettagliVersamento[T],
  utente?: string,
): AttoVersamento<T> {
  const last = readAtti({ eventi: eventi.slice(-1) })[0];
  const before = last === undefined ? creato.getTime() : Date.parse(last.data);
  const data = new Date(Math.max(adesso.getTime(), before)).toISOString();
  return { tipo, data, ...(utente !== undefined && { utente }), dettagli };
}

interface Scrittura {
  /** files that the act names */
  impronte?: readonly string[];
  /** marks and leases that are written with it */
  segni?: CambioVersamento;
  /** what else must hold: the lease of who writes */
  soltanto?: Record<string, unknown>;
}

/**
 * Writes acts and what they make of the package, as one conditional write.
 * @throws VersioneSuperataError if the package has changed since it was read, or is in a state that does not admit the act
 */
export function scrivi(
  versamento: Versamento,
  atti: readonly AttoVersamento[],
  { impronte = [], segni = {}, soltanto = {} }: Scrittura = {},
): Promise<Versamento> {
  const before = contenutoOf(versamento);
  let after = before;
  for (const one of atti) {
    const passo = passoOf(one);
    if (passo !== undefined && !ammette(after.stato, passo)) throw new VersioneSuperataError();
    after = applyAttoVersamento(after, one);
  }
  const changes = { ...cambiBetween(before, after), ...segni } as CambioVersamento;
  return appendVersamento(versamento, collega(versamento, atti), changes, impronte, soltanto);
}

const TENTATIVI = 20;

/**
 * An act of a person on a package: `decide` looks at it as it is now; if somebody else was faster it looks again. Without acts nothing
 * is written.
 * @throws NonTrovatoError, and what `decide` throws
 */
export async function cambia(
  aoo: string,
  id: string,
  decide: (versamento: Versamento) => Promise<(Scrittura & { atti: AttoVersamento[] }) | null>,
): Promise<Versamento> {
  for (let attempt = 1; ; attempt += 1) {
    const versamento = await findVersamento(aoo, id);
    if (versamento === null) throw new NonTrovatoError('Il versamento non c’è: controllare l’indirizzo.');
    const asked = await decide(versamento);
    if (asked === null) return versamento;
    try {
      return await scrivi(versamento, asked.atti, asked);
    } catch (error) {
      if (!(error instanceof VersioneSuperataError) || attempt >= TENTATIVI) throw error;
    }
  }
}
