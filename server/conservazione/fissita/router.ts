import { Types } from 'mongoose';
import * as api from '../../../schemas/fissita.api.js';
import { takeGuasto } from '../../../schemas/guasto-fissita.model.js';
import { recordAccesso } from '../../accesso/audit.js';
import type { Deps } from '../../deps.js';
import { systemClock } from '../../lib/clock.js';
import { NonTrovatoError } from '../../lib/problem.js';
import { type Route, route } from '../../lib/route.js';
import { requestGiro } from './apri.js';
import { presentGiro, presentGuasto, seeFissita } from './presenter.js';
import { createSvegliaFissita } from './sveglia.js';

const gruppo = 'Conservazione';
const ATTO = 'vede-linee';

/** The integrity of what is stored: rounds and faults. */
export function fissitaRoutes(deps: Deps): Route[] {
  const knock = createSvegliaFissita(deps);
  return [
    route({
      method: 'get',
      path: '/conservazione/fissita',
      atto: ATTO,
      gruppo,
      sommario: 'A che punto è la rilettura dei file conservati, e che cosa non torna',
      risposte: { 200: { descrizione: 'Il giro in corso o l’ultimo, e i guasti', schema: api.Fissita } },
      handler: async ({ res, caller }) => void res.json(await seeFissita(caller.aoo, deps.config.fissitaGiorni)),
    }),
    route({
      method: 'post',
      path: '/conservazione/fissita',
      atto: ATTO,
      gruppo,
      sommario: 'Fa rileggere subito tutti i file e tutte le catene',
      risposte: {
        200: { descrizione: 'Un giro chiesto prima è già in corso', schema: api.Giro },
        202: { descrizione: 'Il giro comincia', schema: api.Giro },
      },
      handler: async ({ res, caller }) => {
        const { giro, nuovo } = await requestGiro({ clock: systemClock }, { utente: caller.utente, aoo: caller.aoo });
        if (nuovo) await recordAccesso(deps.clock, caller, 'avvia-fissita', String(giro._id));
        await knock();
        res.status(nuovo ? 202 : 200).json(presentGiro(giro, 0));
      },
    }),
    route({
      method: 'post',
      path: '/conservazione/fissita/guasti/{id}/presa-in-carico',
      atto: ATTO,
      gruppo,
      sommario: 'Dice che cosa si sta facendo per un guasto: resta detto finché c’è',
      params: api.PercorsoGuasto,
      body: api.GuastoPreso,
      risposte: { 200: { descrizione: 'Preso in carico', schema: api.Guasto } },
      handler: async ({ res, caller, params, body }) => {
        const preso = { quando: systemClock.now(), utente: caller.utente, motivo: body.motivo };
        const guasto = await takeGuasto(new Types.ObjectId(params.id), caller.aoo, preso);
        if (guasto === null)
          throw new NonTrovatoError('Il guasto non c’è o è già chiuso: rileggere l’elenco dei guasti.');
        await recordAccesso(deps.clock, caller, 'prende-guasto', params.id, { motivo: body.motivo });
        res.json(presentGuasto(guasto, caller.aoo));
      },
    }),
  ];
}
