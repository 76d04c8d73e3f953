import { DelegaLetta, DelegaRichiesta, ElencoDeleghe, PercorsoDelega } from '../../schemas/delega.api.js';
import { QueryPeriodi } from '../../schemas/periodo.api.js';
import { RevocaRichiesta } from '../../schemas/sostituzione.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { createDelega, listDeleghe, readDelega, revokeDelega } from './service.js';

const gruppo = 'Deleghe';

/** What heads let clerks of their settore do. */
export const delegheRoutes = ({ clock }: Pick<Deps, 'clock'>): Route[] => [
  route({
    method: 'get',
    path: '/deleghe',
    atto: 'sessione',
    gruppo,
    sommario: 'Le deleghe date e ricevute, e quelle degli uffici che si dirigono',
    query: QueryPeriodi,
    risposte: {
      200: { descrizione: 'In corso e future; con stato=tutte anche quelle finite.', schema: ElencoDeleghe },
    },
    handler: async ({ res, caller, query }) => {
      res.json({ elementi: await listDeleghe(clock, caller, query.stato === 'tutte') });
    },
  }),
  route({
    method: 'post',
    path: '/deleghe',
    atto: 'delega',
    gruppo,
    sommario: 'Delega un collaboratore del settore, da un giorno a un altro',
    body: DelegaRichiesta,
    risposte: {
      201: {
        descrizione: 'Delegato: ogni atto fatto per delega lo dice, con il nome del delegante.',
        schema: DelegaLetta,
      },
    },
    handler: async ({ res, caller, body }) => {
      const made = await createDelega(clock, caller, body);
      res.status(201).location(`/api/v1/deleghe/${made.id}`).json(made);
    },
  }),
  route({
    method: 'get',
    path: '/deleghe/{id}',
    atto: 'sessione',
    gruppo,
    sommario: 'Una delega',
    params: PercorsoDelega,
    risposte: { 200: { descrizione: 'La delega', schema: DelegaLetta } },
    handler: async ({ res, caller, params }) => void res.json(await readDelega(clock, caller, params.id)),
  }),
  route({
    method: 'post',
    path: '/deleghe/{id}/revoca',
    atto: 'sessione',
    gruppo,
    sommario: 'Finisce una delega prima del suo ultimo giorno',
    params: PercorsoDelega,
    body: RevocaRichiesta,
    risposte: { 200: { descrizione: 'Finita', schema: DelegaLetta } },
    handler: async ({ res, caller, params, body }) =>
      void res.json(await revokeDelega(clock, caller, params.id, body.motivo)),
  }),
];
