import type { Caller } from '../../schemas/accesso.api.js';
import { Corrispondenti, CorrispondentiQuery } from '../../schemas/corrispondente.api.js';
import { portataOf, ufficiOf } from '../accesso/diritti.js';
import { type Route, route } from '../lib/route.js';
import { suggestCorrispondenti, type Visuale } from './service.js';

const LIMITE = 10;

/** What the caller sees of the `ordinaria` registrations, from the one table of rights. */
function visualeOf(caller: Caller): Visuale {
  const portata = portataOf(caller.ruolo, 'consulta');
  return { aoo: caller.aoo, uffici: portata === undefined ? [] : ufficiOf(caller, portata) };
}

export function rubricaRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/corrispondenti',
      atto: 'consulta',
      sommario: 'Corrispondenti già registrati, da proporre mentre si scrive',
      gruppo: 'Rubrica',
      query: CorrispondentiQuery,
      risposte: {
        200: {
          descrizione: 'I più usati tra quelli che corrispondono e che chi chiede può vedere',
          schema: Corrispondenti,
        },
      },
      handler: async ({ res, query, caller }) => {
        res.json({ elementi: await suggestCorrispondenti(visualeOf(caller), query.q ?? '', query.limite ?? LIMITE) });
      },
    }),
  ];
}
