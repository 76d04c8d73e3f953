import {
  RicercaTitolario,
  RicercaTitolarioQuery,
  Titolario,
  TitolarioQuery,
  VoceLetta,
} from '../schemas/titolario.api.js';
import { LIMITE_PREDEFINITO } from '../schemas/comune.api.js';
import { PercorsoVoce, VoceQuery } from '../schemas/titolario-versioni.api.js';
import { type Clock, legalDay } from '../server/lib/clock.js';
import { NonTrovatoError } from '../server/lib/problem.js';
import { type Route, route } from '../server/lib/route.js';
import { normalizeCodice } from './codice.js';
import { presentTitolario } from './presenter.js';
import { readScheda, searchVoci } from './scheda.js';
import { findVersione, titolarioOf, type TitolarioInVigore } from './service.js';

const gruppo = 'Titolario';

/** Which titolario is asked for: of a day, or by its number as it stands on that day. */
interface Chiesto {
  data?: string | undefined;
  versione?: number | undefined;
}

/** The titolario for the pages and for other programs: whoever has signed in may read it, since it holds no document. */
export function titolarioRoutes({ clock }: { clock: Clock }): Route[] {
  const dayOf = ({ data }: Chiesto): string => data ?? legalDay(clock.now());

  async function requireTitolario(aoo: string, chiesto: Chiesto): Promise<TitolarioInVigore> {
    const day = dayOf(chiesto);
    const { versione } = chiesto;
    const found = versione === undefined ? await titolarioOf(aoo, day) : await findVersione(aoo, versione, day);
    if (found === undefined) {
      throw new NonTrovatoError(
        versione === undefined
          ? `Nessun titolario è in vigore il ${day}: indicare un altro giorno.`
          : `La versione ${versione} del titolario non esiste: controllare il numero.`,
      );
    }
    return found;
  }

  return [
    route({
      method: 'get',
      path: '/titolario',
      atto: 'sessione',
      sommario: 'Il titolario in vigore in un giorno, o una sua versione, con le voci in ordine',
      gruppo,
      query: TitolarioQuery,
      risposte: {
        200: { descrizione: 'La versione e le sue voci, anche quelle chiuse', schema: Titolario },
        404: { descrizione: 'Nessuna versione in vigore quel giorno, o con quel numero' },
      },
      handler: async ({ res, query, caller }) => {
        res.json(presentTitolario(await requireTitolario(caller.aoo, query)));
      },
    }),
    route({
      method: 'get',
      path: '/titolario/ricerca',
      atto: 'sessione',
      sommario: 'Cerca tra voci, descrizioni, prontuario e massimario: per codice e per parole, la più vicina prima',
      gruppo,
      query: RicercaTitolarioQuery,
      risposte: {
        200: { descrizione: 'Le voci trovate, e dove', schema: RicercaTitolario },
        404: { descrizione: 'Nessuna versione in vigore quel giorno, o con quel numero' },
      },
      handler: async ({ res, query, caller }) => {
        const { q, limite = LIMITE_PREDEFINITO } = query;
        const titolario = await requireTitolario(caller.aoo, query);
        res.json(await searchVoci(caller.aoo, titolario, dayOf(query), { q, limite }));
      },
    }),
    route({
      method: 'get',
      path: '/titolario/voci/{codice}',
      atto: 'sessione',
      sommario: 'Una voce, con massimario, parole del prontuario e che cosa era nella versione di prima',
      gruppo,
      params: PercorsoVoce,
      query: VoceQuery,
      risposte: { 200: { descrizione: 'La voce', schema: VoceLetta } },
      handler: async ({ res, params, query, caller }) => {
        const titolario = await requireTitolario(caller.aoo, query);
        const voce = titolario.byCodice.get(normalizeCodice(params.codice) ?? '');
        if (voce === undefined)
          throw new NonTrovatoError('La voce non è in questa versione del titolario: controllare il codice.');
        res.json(await readScheda(caller.aoo, titolario, voce, dayOf(query)));
      },
    }),
  ];
}
