import type { Caller } from '../../schemas/accesso.api.js';
import type { AssegnazioniInsieme, EsitiInsieme } from '../../schemas/scrivania.api.js';
import { conosciutiOf } from '../accesso/aoo.js';
import type { Deps } from '../deps.js';
import { DatiNonValidiError, DomainError, ServizioNonDisponibileError, toProblem } from '../lib/problem.js';
import { assignRegistrazione } from '../protocollo/assegnazione.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { AttoGiaFatto } from '../protocollo/change.js';
import { faultsOfAssegnazioni } from '../protocollo/checks.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';

type Esito = EsitiInsieme['esiti'][number];

/**
 * Assigns many registrations, or acts of the repertori, in the same way, one after the other: each is an act of its own, done or
 * refused for itself, so that one which cannot be assigned does not hold up the others. With an Idempotency-Key each of them is done once, however often it is asked.
 * @throws DatiNonValidiError for offices or people that are not there, before anything is done
 */
export async function assignInsieme(
  deps: Deps,
  caller: Caller,
  { registrazioni, assegnazioni, motivo }: AssegnazioniInsieme,
  chiave: string | undefined,
): Promise<EsitiInsieme> {
  const faults = faultsOfAssegnazioni(assegnazioni, await conosciutiOf(caller.aoo));
  if (faults.length > 0) throw new DatiNonValidiError(faults);
  // without the versions: a page that asks again has read what its own first try has changed
  const places = registrazioni.map(({ registro, anno, numero }) =>
    registro === undefined || registro === REGISTRO_GENERALE ? { anno, numero } : { registro, anno, numero },
  );
  const sha256 = sha256Hex(
    canonicalText({ atto: 'assegnazioni', content: { registrazioni: places, assegnazioni, motivo } }),
  );
  const esiti: Esito[] = [];
  for (const { versione: letta, ...posto } of registrazioni) {
    const bersaglio = { ...posto, ...(chiave !== undefined && { idempotenza: { chiave, sha256 } }) };
    try {
      const { versione } = await assignRegistrazione(deps, caller, bersaglio, assegnazioni, motivo, letta);
      esiti.push({ ...posto, stato: 200, versione });
    } catch (error) {
      esiti.push({ ...posto, ...esitoOf(error) });
    }
  }
  return { esiti, assegnate: esiti.filter(({ stato }) => stato === 200).length };
}

/** @throws what is not this registration's fault: then the whole request may be repeated */
function esitoOf(error: unknown): Omit<Esito, 'registro' | 'anno' | 'numero'> {
  if (error instanceof AttoGiaFatto) return { stato: 200, versione: error.registrazione.versione };
  if (!(error instanceof DomainError) || error instanceof ServizioNonDisponibileError) throw error;
  const { status, detail } = toProblem(error);
  return { stato: status, messaggio: detail };
}
