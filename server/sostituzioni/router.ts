import { QueryPeriodi } from '../../schemas/periodo.api.js';
import {
  ElencoNomi,
  ElencoPersone,
  ElencoSostituzioni,
  PercorsoSostituzione,
  MAX_NOMI,
  QueryNomi,
  QueryPersone,
  RevocaRichiesta,
  SostituzioneLetta,
  SostituzioneRichiesta,
} from '../../schemas/sostituzione.api.js';
import { nomiIn } from '../accesso/denominazioni.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { createSostituzione, findPersone, listSostituzioni, readSostituzione, revokeSostituzione } from './service.js';

const gruppo = 'Sostituzioni';

/** Who acts for whom, and the colleagues among whom one chooses. */
export const sostituzioniRoutes = ({ clock }: Pick<Deps, 'clock'>): Route[] => [
  route({
    method: 'get',
    path: '/sostituzioni',
    atto: 'sessione',
    gruppo,
    sommario: 'Le sostituzioni proprie, e quelle degli uffici che si dirigono',
    query: QueryPeriodi,
    risposte: {
      200: { descrizione: 'In corso e future; con stato=tutte anche quelle finite.', schema: ElencoSostituzioni },
    },
    handler: async ({ res, caller, query }) => {
      res.json({ elementi: await listSostituzioni(clock, caller, query.stato === 'tutte') });
    },
  }),
  route({
    method: 'post',
    path: '/sostituzioni',
    atto: 'sessione',
    gruppo,
    sommario: 'Nomina chi agisce per conto di un titolare, da un giorno a un altro',
    body: SostituzioneRichiesta,
    risposte: {
      201: {
        descrizione: 'Nominato: il sostituto agisce inviando X-Per-Conto-Di con il nome del titolare.',
        schema: SostituzioneLetta,
      },
    },
    handler: async ({ res, caller, body }) => {
      const made = await createSostituzione(clock, caller, body);
      res.status(201).location(`/api/v1/sostituzioni/${made.id}`).json(made);
    },
  }),
  route({
    method: 'get',
    path: '/sostituzioni/{id}',
    atto: 'sessione',
    gruppo,
    sommario: 'Una sostituzione',
    params: PercorsoSostituzione,
    risposte: { 200: { descrizione: 'La sostituzione', schema: SostituzioneLetta } },
    handler: async ({ res, caller, params }) => void res.json(await readSostituzione(clock, caller, params.id)),
  }),
  route({
    method: 'post',
    path: '/sostituzioni/{id}/revoca',
    atto: 'sessione',
    gruppo,
    sommario: 'Finisce una sostituzione prima del suo ultimo giorno',
    params: PercorsoSostituzione,
    body: RevocaRichiesta,
    risposte: { 200: { descrizione: 'Finita', schema: SostituzioneLetta } },
    handler: async ({ res, caller, params, body }) =>
      void res.json(await revokeSostituzione(clock, caller, params.id, body.motivo)),
  }),
  route({
    method: 'get',
    path: '/persone',
    atto: 'sessione',
    gruppo,
    sommario: 'I colleghi della AOO con un incarico valido oggi',
    query: QueryPersone,
    risposte: { 200: { descrizione: 'Al massimo 50, per nome.', schema: ElencoPersone } },
    handler: async ({ res, caller, query }) => {
      res.json({ elementi: await findPersone(clock, caller, query) });
    },
  }),
  route({
    method: 'get',
    path: '/persone/nomi',
    atto: 'sessione',
    gruppo,
    sommario: 'I nomi di chi agisce o ha agito nella AOO, per nome utente',
    query: QueryNomi,
    risposte: {
      200: {
        descrizione: `Anche di chi non è più attivo; un nome utente che la AOO non ha mai avuto manca. Al massimo ${MAX_NOMI} per volta, separati da virgole.`,
        schema: ElencoNomi,
      },
    },
    handler: async ({ res, caller, query }) => {
      res.json({ elementi: await nomiIn(caller.aoo, query.utenti) });
    },
  }),
];
