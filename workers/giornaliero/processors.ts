import { findAllAoo } from '../../schemas/aoo.model.js';
import { findCopie, findGiornalieri } from '../../schemas/registro-giornaliero.model.js';
import { findSistema } from '../../schemas/sistema.model.js';
import { closeDue, type DepsChiusura } from '../../server/giornaliero/chiusura.js';
import { ensureCopia } from '../../server/giornaliero/copia.js';
import { closeAnniDue } from '../../server/giornaliero/service.js';
import { addDays, legalDay } from '../../server/lib/clock.js';
import type { Lavori } from '../registry.js';

/** How far back PDFs are drawn before anybody asks; what is older is drawn when it is asked for. */
const GIORNI_DA_DISEGNARE = 7;

/** Draws the PDFs of the last days, and of the last year, that nobody has asked for yet. */
async function drawCopie(deps: DepsChiusura, segnale: AbortSignal): Promise<void> {
  const oggi = legalDay(deps.clock.now());
  for (const aoo of await findAllAoo()) {
    const anni = await closeAnniDue(deps, aoo);
    const giornate = await findGiornalieri(aoo._id, addDays(oggi, -GIORNI_DA_DISEGNARE), oggi);
    const xml = [...giornate, ...anni.slice(-1)].map((one) => one.xml.sha256);
    const drawn = await findCopie(xml);
    for (const one of xml.filter((sha256) => !drawn.has(sha256))) {
      segnale.throwIfAborted();
      await ensureCopia(deps.store, one);
    }
  }
}

/**
 * Closes the days that are over, of every AOO and in order, then the years, and draws their PDFs (DPR 445/2000 art. 53 c. 2): five
 * minutes after midnight, and every ten minutes for what a machine that was off has left open. A job is only a knock: what is due
 * the database says, so that a job that runs twice, late or not at all changes nothing but when.
 */
export const giornaliero: Lavori = {
  coda: 'giornaliero',
  ricorrenze: [{ nome: 'giornaliero.close-days', pattern: '5-59/10 * * * *' }],
  processors: ({ clock, store, log }) => ({
    'giornaliero.close-days': async (_job, segnale) => {
      const deps = { clock, store, dimostrazione: (await findSistema())?.dimostrazione === true };
      const chiuse = await closeDue(deps, segnale);
      if (chiuse > 0) log.info({ giornate: chiuse }, 'days closed');
      await drawCopie(deps, segnale);
      return { chiuse };
    },
  }),
};
