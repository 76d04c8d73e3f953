import { findAllAoo } from '../../schemas/aoo.model.js';
import { updateIndice } from '../../server/ricerca/sigilla.js';
import { PresaTesti } from '../../server/ricerca/testi.js';
import type { Lavori } from '../registry.js';

/** The index of the search: words of documents are given to their registrations, and what waits is taken in (docs/adr/0007). */
export const ricerca: Lavori = {
  coda: 'ricerca',
  ricorrenze: [{ nome: 'ricerca.update-indice', pattern: '*/10 * * * * *' }],
  processors: ({ log }) => {
    const testi = new PresaTesti();
    return {
      'ricerca.update-indice': async (_job, segnale) => {
        const presi = await testi.take(segnale);
        if (presi > 0) log.info({ testi: presi }, 'texts taken into the search');
        for (const { _id } of await findAllAoo()) await updateIndice(_id, segnale);
      },
    };
  },
};
