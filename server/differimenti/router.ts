import {
  ChiusuraRichiesta,
  Differimento,
  DifferimentoRichiesta,
  ElencoDifferimenti,
  ElencoDifferite,
  PercorsoDifferimento,
  QueryDifferimenti,
  QueryDifferite,
  RitardoRichiesta,
} from '../../schemas/differimento.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { createAct } from '../protocollo/atto-http.js';
import { presentRiga } from '../protocollo/presenter.js';
import {
  ELENCO,
  GRUPPO,
  IDEMPOTENCY_KEY,
  MOTIVO_ACCESSO,
  ONE,
  RISPOSTA,
  traceReading,
} from '../protocollo/registrazioni-http.js';
import { withSeen } from '../protocollo/viste.js';
import { listDifferite } from './elenco.js';
import { answerRitardo } from './ritardo.js';
import {
  closeDifferimento,
  listDifferimenti,
  openDifferimento,
  readDifferimento,
  requireDifferimento,
} from './service.js';

const gruppo = 'Differimenti';
const LEGGONO = ['cita-differimento', 'verifica-registro'] as const;

/** Deferral of the terms of registration (protocollo.md §8.6), and what was registered late. */
export function differimentiRoutes(deps: Deps): Route[] {
  const { clock } = deps;
  const act = createAct(deps);
  return [
    route({
      method: 'get',
      path: '/differimenti',
      atto: LEGGONO,
      gruppo,
      sommario: 'I differimenti che si possono ancora citare',
      query: QueryDifferimenti,
      risposte: { 200: { descrizione: 'Con stato=tutti anche quelli finiti.', schema: ElencoDifferimenti } },
      handler: async ({ res, caller, query }) => {
        res.json({ elementi: await listDifferimenti(clock, caller, query.stato === 'tutti') });
      },
    }),
    route({
      method: 'post',
      path: '/differimenti',
      atto: 'apri-differimento',
      gruppo,
      sommario: 'Apre un differimento dei termini di registrazione, con il suo provvedimento',
      body: DifferimentoRichiesta,
      risposte: { 201: { descrizione: 'Aperto: chi registra lo cita.', schema: Differimento } },
      handler: async ({ res, caller, body }) => {
        const made = await openDifferimento(clock, caller, body);
        res.status(201).location(`/api/v1/differimenti/${made.id}`).json(made);
      },
    }),
    route({
      method: 'get',
      path: '/differimenti/{id}',
      atto: LEGGONO,
      gruppo,
      sommario: 'Un differimento',
      params: PercorsoDifferimento,
      risposte: { 200: { descrizione: 'Il differimento', schema: Differimento } },
      handler: async ({ res, caller, params }) => void res.json(await readDifferimento(clock, caller, params.id)),
    }),
    route({
      method: 'post',
      path: '/differimenti/{id}/chiusura',
      atto: 'apri-differimento',
      gruppo,
      sommario: 'Chiude un differimento prima della sua fine',
      params: PercorsoDifferimento,
      body: ChiusuraRichiesta,
      risposte: { 200: { descrizione: 'Chiuso', schema: Differimento } },
      handler: async ({ res, caller, params, body }) =>
        void res.json(await closeDifferimento(clock, caller, params.id, body.motivo)),
    }),
    route({
      method: 'get',
      path: '/differimenti/{id}/registrazioni',
      atto: LEGGONO,
      gruppo,
      sommario: 'Ciò che è stato registrato in differimento',
      params: PercorsoDifferimento,
      query: QueryDifferite,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina, le più recenti prima', schema: ElencoDifferite } },
      handler: async ({ res, caller, params, query }) => {
        await requireDifferimento(caller, params.id);
        const { elementi, ...rest } = await listDifferite(caller, params.id, query);
        await traceReading(deps, caller, elementi, ELENCO);
        res.json({ elementi: (await withSeen(caller, elementi)).map(presentRiga), ...rest });
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/ritardo`,
      atto: 'cita-differimento',
      gruppo: GRUPPO,
      sommario: 'Risponde di una registrazione tardiva: cita un differimento, o il responsabile ne prende atto',
      params: PercorsoRegistrazione,
      body: RitardoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Non è più tra le tardive') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await answerRitardo(deps, ctx.caller, on, ctx.body),
        })),
    }),
  ];
}
