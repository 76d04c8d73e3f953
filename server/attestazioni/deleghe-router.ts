import * as api from '../../schemas/funzionario-delegato.api.js';
import { PercorsoDelega } from '../../schemas/delega.api.js';
import { QueryPeriodi } from '../../schemas/periodo.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { poteriOf } from './anteprima.js';
import { createFunzionario, listFunzionari, revokeFunzionario } from './deleghe.js';

const gruppo = 'Attestazioni';

/** Officials whom the body lets attest (CAD art. 23-ter c. 3). */
export const deleghePerAttestareRoutes = (deps: Deps): Route[] => [
  route({
    method: 'get',
    path: '/attestazioni/deleghe',
    atto: 'legge-scansioni',
    gruppo,
    sommario: 'I funzionari delegati ad attestare la conformità delle copie',
    query: QueryPeriodi,
    risposte: {
      200: { descrizione: 'In corso e future; con stato=tutte anche le altre', schema: api.ElencoFunzionariDelegati },
    },
    handler: async ({ res, caller, query }) => {
      res.json({ elementi: await listFunzionari(deps.clock, caller.aoo, query.stato === 'tutte') });
    },
  }),
  route({
    method: 'post',
    path: '/attestazioni/deleghe',
    atto: 'delega-funzionari',
    gruppo,
    sommario: 'Registra l’atto che delega un funzionario ad attestare, con ambito e date',
    body: api.FunzionarioDelegatoRichiesta,
    risposte: { 201: { descrizione: 'Registrata', schema: api.FunzionarioDelegatoLetto } },
    handler: async ({ res, caller, body }) => {
      const made = await createFunzionario(deps.clock, caller, body);
      res.status(201).location('/api/v1/attestazioni/deleghe').json(made);
    },
  }),
  route({
    method: 'post',
    path: '/attestazioni/deleghe/{id}/revoca',
    atto: 'delega-funzionari',
    gruppo,
    sommario: 'Finisce una delega ad attestare prima del suo ultimo giorno',
    params: PercorsoDelega,
    body: api.RevocaFunzionarioRichiesta,
    risposte: {
      200: { descrizione: 'Finita; quanto è stato attestato resta', schema: api.FunzionarioDelegatoLetto },
      409: { descrizione: 'La delega è già finita' },
    },
    handler: async ({ res, caller, params, body }) =>
      void res.json(await revokeFunzionario(deps.clock, caller, params.id, body.motivo)),
  }),
  route({
    method: 'get',
    path: '/attestazioni/miei-poteri',
    atto: 'attesta',
    gruppo,
    sommario: 'Che cosa può attestare oggi chi chiede, e con quale chiave',
    risposte: { 200: { descrizione: 'Delega, chiave, processo', schema: api.PoteriAttestazione } },
    handler: async ({ res, caller }) => void res.json(await poteriOf(deps, caller)),
  }),
];
