import { setTimeout as wait } from 'node:timers/promises';
import type { Types } from 'mongoose';
import { appendEventi, modelOf, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { VersioneSuperataError } from '../lib/problem.js';
import { paroleOfImpronte, withTesti } from '../ricerca/testi.js';
import { type Evento, linkEventi } from './canonico.js';
import { instantOfAtti } from './change.js';
import { contenutoOf, derivedOf } from './eventi.js';

/** As many as in server/protocollo/change.ts: many may act on one registration at once. */
const RETRIES = 40;
const MAX_PAUSE_MS = 20;

/**
 * Adds to the chain of a registration acts that follow from another record and that nobody asks for by himself: no person's rights are
 * looked at, and nothing of the content changes. `decide` looks at the registration as it is now; without events nothing is written.
 * @returns how many acts were added
 * @throws OrologioNonAffidabileError, and what `decide` throws
 */
export async function annotaRegistrazione(
  { clock }: Pick<Deps, 'clock'>,
  { _id, registro }: { _id: Types.ObjectId; registro: string },
  decide: (registrazione: Registrazione, data: Date) => Evento[],
): Promise<number> {
  await clock.ensureReliable(); // an act dated in the future would bar every later one
  for (let attempt = 1; ; attempt += 1) {
    const found = await modelOf(registro).findById(_id).lean<Registrazione>();
    if (found === null) return 0;
    const eventi = decide(found, instantOfAtti(found, clock.now()));
    if (eventi.length === 0) return 0;
    const derived = derivedOf(contenutoOf(found));
    const testi = await paroleOfImpronte(derived.impronte);
    try {
      await appendEventi(found, linkEventi(found, eventi), {
        ...derived,
        parole: withTesti(derived.parole, derived.impronte, testi), // it goes to the index of the search again
      });
      return eventi.length;
    } catch (error) {
      if (!(error instanceof VersioneSuperataError) || attempt >= RETRIES) throw error;
      await wait(Math.random() * MAX_PAUSE_MS);
    }
  }
}
