import * as api from '../../schemas/registro-giornaliero.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { askSigillatura, readSigillatura } from './sigillatura.js';

const gruppo = 'Registri giornalieri';
const atto = 'legge-registro-giornaliero';
const path = '/registro-giornaliero/sigilli';

/** The seals of all closed days at once. Before the routes of one day: their address would take this for a day. */
export function sigilliRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path,
      atto,
      gruppo,
      sommario: 'Quante giornate chiuse non hanno il sigillo, e a che punto è chi lo appone',
      risposte: { 200: { descrizione: 'Lo stato dei sigilli', schema: api.Sigillatura } },
      handler: async ({ res, caller }) => void res.json(await readSigillatura(caller.aoo)),
    }),
    route({
      method: 'post',
      path,
      atto,
      gruppo,
      sommario: 'Chiede il sigillo su tutte le giornate chiuse che non lo hanno; chiesto due volte è uno',
      risposte: {
        200: { descrizione: 'Non manca nulla, o è già in corso', schema: api.Sigillatura },
        202: { descrizione: 'Chiesto: lo appone un lavoro', schema: api.Sigillatura },
        409: { descrizione: 'La AOO non ha un sigillo' },
      },
      handler: async ({ res, caller }) => {
        const { nuova, letta } = await askSigillatura(deps, caller);
        res.status(nuova ? 202 : 200).json(letta);
      },
    }),
  ];
}
