import * as api from '../../schemas/suggerimento.api.js';
import { type Clock, legalDay } from '../../server/lib/clock.js';
import { type Route, route } from '../../server/lib/route.js';
import { readQualita, recordEsito } from './qualita.js';

const gruppo = 'Titolario';
/** Who registers or classifies is helped; nobody else has a document to classify. */
const CHI = ['classifica', 'registra-entrata', 'registra-uscita', 'registra-interna', 'scrive-bozze'] as const;

/** Suggestions of the voce. The engine and its knowledge are loaded with the first question: a process starts without them. */
export function suggerimentiRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route({
      method: 'post',
      path: '/titolario/suggerimenti',
      atto: CHI,
      gruppo,
      sommario:
        'Le voci più probabili di un documento con i loro motivi, l’ufficio e i fascicoli aperti; nulla è applicato',
      body: api.SuggerimentiRichiesta,
      risposte: { 200: { descrizione: 'Al massimo tre voci, la più probabile per prima', schema: api.Suggerimenti } },
      handler: async ({ res, caller, body }) => {
        const { suggest } = await import('./service.js');
        res.json(await suggest(caller, body, clock));
      },
    }),
    route({
      method: 'post',
      path: '/titolario/suggerimenti/esiti',
      atto: CHI,
      gruppo,
      sommario: 'Che cosa è stato scelto dopo i suggerimenti: dato di qualità, senza persone e senza documenti',
      body: api.EsitoRichiesta,
      risposte: { 204: { descrizione: 'Annotato; ripetuto conta una volta' } },
      handler: async ({ res, caller, body }) => {
        await recordEsito(caller.aoo, body, legalDay(clock.now()));
        res.status(204).end();
      },
    }),
    route({
      method: 'get',
      path: '/titolario/suggerimenti/qualita',
      atto: 'legge-qualita-suggerimenti',
      gruppo,
      sommario: 'La qualità dei suggerimenti di un mese, in tutto e per classe',
      query: api.QueryQualita,
      risposte: { 200: { descrizione: 'I conti del mese', schema: api.QualitaSuggerimenti } },
      handler: async ({ res, caller, query }) => {
        res.json(await readQualita(caller.aoo, query.mese ?? legalDay(clock.now()).slice(0, 7)));
      },
    }),
  ];
}
