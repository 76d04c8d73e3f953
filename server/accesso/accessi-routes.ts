import { ElencoAccessi, QueryAccessi } from '../../schemas/amministrazione.api.js';
import { type Route, route } from '../lib/route.js';
import { listAccessi } from './accessi.js';

/** Who read what is reserved and why, who changed people and rights: the trace that nobody can change (LG §3.1.6). */
export const accessiRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/accessi',
    atto: 'legge-accessi',
    gruppo: 'Amministrazione',
    sommario: 'Traccia degli accessi: letture di ciò che è riservato, cambiamenti di utenti, uffici e diritti',
    query: QueryAccessi,
    risposte: {
      200: {
        descrizione: 'Una pagina, dalla più recente; l’amministratore non vede le letture di registrazioni.',
        schema: ElencoAccessi,
      },
    },
    handler: async ({ res, query, caller }) => {
      res.json(await listAccessi(caller, query));
    },
  }),
];
