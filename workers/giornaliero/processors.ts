import { findAllAoo } from '../../schemas/aoo.model.js';
import { findCopie, findGiornalieri, type RegistroGiornaliero } from '../../schemas/registro-giornaliero.model.js';
import { findSistema } from '../../schemas/sistema.model.js';
import { CODA_GIORNALIERO, CODA_SIGILLI, LAVORO_SIGILLI } from '../../server/giornaliero/accoda.js';
import { closeDue, type DepsChiusura } from '../../server/giornaliero/chiusura.js';
import { ensureCopia } from '../../server/giornaliero/copia.js';
import { type DepsSigillo, ensureSigillo } from '../../server/giornaliero/sigillo.js';
import { sigillaRichieste } from '../../server/giornaliero/sigillatura.js';
import { closeAnniDue } from '../../server/giornaliero/service.js';
import { addDays, legalDay } from '../../server/lib/clock.js';
import type { Logger } from '../../server/lib/logger.js';
import { DomainError } from '../../server/lib/problem.js';
import type { Lavori } from '../registry.js';

/** How far back PDFs are drawn and sealed before anybody asks; what is older is when it is asked for. */
const GIORNI_DA_DISEGNARE = 7;

/** Puts the seal on those files; what hinders it (no timestamp to be had, a key that does not open) is for the next turn. */
async function sealAll(
  deps: DepsSigillo,
  aoo: string,
  file: readonly RegistroGiornaliero['xml'][],
  log: Logger,
): Promise<void> {
  try {
    for (const one of file) await ensureSigillo(deps, aoo, one);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    log.warn({ aoo, err: error }, 'registers not sealed');
  }
}

/** Draws the PDFs of the last days, and of the last year, that nobody has asked for yet, and puts the seal on each register. */
async function drawCopie(deps: DepsChiusura & DepsSigillo, segnale: AbortSignal, log: Logger): Promise<void> {
  const oggi = legalDay(deps.clock.now());
  for (const aoo of await findAllAoo()) {
    const anni = await closeAnniDue(deps, aoo);
    const giornate = await findGiornalieri(aoo._id, addDays(oggi, -GIORNI_DA_DISEGNARE), oggi);
    const registri = [...giornate, ...anni.slice(-1)].map(({ xml }) => xml);
    const daSigillare: RegistroGiornaliero['xml'][] = [];
    const drawn = await findCopie(registri.map(({ sha256 }) => sha256));
    for (const xml of registri) {
      segnale.throwIfAborted();
      const copia = drawn.get(xml.sha256) ?? (await ensureCopia(deps.store, xml.sha256));
      for (const file of [xml, copia.pdf]) daSigillare.push(file);
    }
    await sealAll(deps, aoo._id, daSigillare, log);
  }
}

/**
 * Closes the days that are over, of every AOO and in order, then the years, and draws their PDFs (DPR 445/2000 art. 53 c. 2): five
 * minutes after midnight, and every ten minutes for what a machine that was off has left open. A job is only a knock: what is due
 * the database says, so that a job that runs twice, late or not at all changes nothing but when.
 */
export const giornaliero: Lavori = {
  coda: CODA_GIORNALIERO,
  ricorrenze: [{ nome: 'giornaliero.close-days', pattern: '5-59/10 * * * *' }],
  processors: ({ config, clock, store, log }) => ({
    'giornaliero.close-days': async (_job, segnale) => {
      const deps = { config, clock, store, dimostrazione: (await findSistema())?.dimostrazione === true };
      const chiuse = await closeDue(deps, segnale);
      if (chiuse > 0) log.info({ giornate: chiuse }, 'days closed');
      await drawCopie(deps, segnale, log);
      return { chiuse };
    },
  }),
};

/**
 * Puts the seals that somebody has asked for on all closed days, in a queue of its own: however many they are, the days are closed in
 * time. Told at once, and looked for every minute: what a worker that died, or a Redis that was away, has left.
 */
export const sigilli: Lavori = {
  coda: CODA_SIGILLI,
  ricorrenze: [{ nome: 'sigilli.resume', ogniMs: 60_000 }],
  processors: ({ config, clock, store, log }) => {
    const seal = (_job: unknown, segnale: AbortSignal) => sigillaRichieste({ config, clock, store, log }, segnale);
    return { [LAVORO_SIGILLI]: seal, 'sigilli.resume': seal };
  },
};
