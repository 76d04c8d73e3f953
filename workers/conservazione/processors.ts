import type { Queue } from 'bullmq';
import { z } from 'zod';
import { findAllAoo } from '../../schemas/aoo.model.js';
import { findPronti, findVersamentoById } from '../../schemas/versamento.model.js';
import type { DepsConservazione } from '../../server/conservazione/deps.js';
import { inviaVersamento } from '../../server/conservazione/invia.js';
import {
  CODA_CONSERVAZIONE,
  CODA_INVII,
  LAVORO_INVIO,
  LAVORO_SWEEP,
  optionsOf,
} from '../../server/conservazione/sveglia.js';
import { retellScadenzeFirma, retryNonInviabili } from '../../server/conservazione/regole/riprova.js';
import { lavoraLinea, sweepConservazione } from '../../server/conservazione/sweep.js';
import type { Lavori, WorkerDeps } from '../registry.js';

const Invio = z.strictObject({ versamento: z.string() }); // ids only: Redis keeps clear text

/** Every night what could not be shipped is looked at again. */
const LAVORO_NOTTE = 'conservazione.notte';

/** So many packages of a line are announced in one turn: each of those jobs goes on with what waits behind it. */
const ANNUNCIATI = 8;

const depsOf = ({ clock, store, config, log }: WorkerDeps): DepsConservazione => ({ clock, store, config, log });

async function announce(
  deps: DepsConservazione,
  queue: Queue,
  linee: readonly { aoo: string; conservatore: string }[],
) {
  for (const { aoo, conservatore } of linee)
    for (const { _id } of await findPronti(aoo, conservatore, deps.clock.now(), ANNUNCIATI))
      await queue.add(LAVORO_INVIO, { versamento: _id }, optionsOf(_id));
}

/**
 * Looks every fifteen seconds, in the database alone, at what is due, what was left by a worker that died, what is to be asked again;
 * then says which packages wait. If Redis was emptied nothing is lost: the next turn says it again.
 */
export const conservazione: Lavori = {
  coda: CODA_CONSERVAZIONE,
  ricorrenze: [
    { nome: LAVORO_SWEEP, ogniMs: 15_000 },
    { nome: LAVORO_NOTTE, pattern: '40 1 * * *' },
  ],
  processors: (deps) => ({
    [LAVORO_SWEEP]: async (_job, segnale) => {
      const area = depsOf(deps);
      const { linee, ...done } = await sweepConservazione(area, segnale);
      if (linee.length > 0) await announce(area, deps.queueOf(CODA_INVII), linee);
      return done;
    },
    [LAVORO_NOTTE]: async (_job, segnale) => {
      for (const { _id } of await findAllAoo()) {
        const riprovati = await retryNonInviabili(_id, segnale);
        const firme = await retellScadenzeFirma(_id, deps.clock.now(), segnale);
        deps.log.info({ aoo: _id, riprovati, firme }, 'what could not be shipped is looked at again');
      }
    },
  }),
};

/** Sends: a queue of its own, so that a package of hours never keeps the sweep waiting. The lines say how many at once. */
export const invii: Lavori = {
  coda: CODA_INVII,
  insieme: 16,
  processors: (deps) => ({
    [LAVORO_INVIO]: async (job, segnale) => {
      const area = depsOf(deps);
      const { versamento } = Invio.parse(job.data);
      const stato = await inviaVersamento(area, versamento, segnale);
      const found = stato === 'linea-occupata' ? null : await findVersamentoById(versamento);
      if (found !== null) await lavoraLinea(area, found.aoo, found.conservatore, segnale);
      return stato;
    },
  }),
};
