import { Titolario, TitolarioQuery } from '../schemas/titolario.api.js';
import { type Clock, legalDay } from '../server/lib/clock.js';
import { NonTrovatoError } from '../server/lib/problem.js';
import { type Route, route } from '../server/lib/route.js';
import { presentTitolario } from './presenter.js';
import { findVersione, titolarioOf } from './service.js';

/** The titolario for the pages and for other programs: whoever has signed in may read it, since it holds no document. */
export function titolarioRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route({
      method: 'get',
      path: '/titolario',
      atto: 'sessione',
      sommario: 'Il titolario in vigore in un giorno, o una sua versione, con le voci in ordine',
      gruppo: 'Titolario',
      query: TitolarioQuery,
      risposte: {
        200: { descrizione: 'La versione e le sue voci, anche quelle chiuse', schema: Titolario },
        404: { descrizione: 'Nessuna versione in vigore quel giorno, o con quel numero' },
      },
      handler: async ({ res, query, caller }) => {
        const day = query.data ?? legalDay(clock.now());
        const found =
          query.versione === undefined
            ? await titolarioOf(caller.aoo, day)
            : await findVersione(caller.aoo, query.versione, day);
        if (found === undefined) {
          throw new NonTrovatoError(
            query.versione === undefined
              ? `Nessun titolario è in vigore il ${day}: indicare un altro giorno.`
              : `La versione ${query.versione} del titolario non esiste: controllare il numero.`,
          );
        }
        res.json(presentTitolario(found));
      },
    }),
  ];
}
