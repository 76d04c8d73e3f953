import { z } from 'zod';
import * as api from '../../schemas/registrazione.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Deps } from '../deps.js';
import { parse, requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { annulRegistrazione, denyAnnullamento } from './annullamento.js';
import { createAct } from './atto-http.js';
import { assignRegistrazione, refuseAssegnazione, takeCharge } from './assegnazione.js';
import { classifyRegistrazione } from './classificazione.js';
import { integrateRegistrazione } from './integrazione.js';
import { fileNames } from './register.js';
import { createReceiver, GRUPPO, IDEMPOTENCY_KEY, MOTIVO_ACCESSO, ONE, RISPOSTA } from './registrazioni-http.js';
import { patchRegistrazione, requestRettifica } from './rinnovo.js';

const RIPETUTA = RISPOSTA('La stessa chiave con lo stesso contenuto: la risposta di allora');

/** Later acts on a registration: added to it, never written over it (protocollo.md §6). */
export function attiRoutes(deps: Deps): Route[] {
  const act = createAct(deps);
  const { receive, filesOf } = createReceiver(deps);

  return [
    route({
      method: 'post',
      path: `${ONE}/integrazioni`,
      atto: 'integra',
      gruppo: GRUPPO,
      sommario: 'Aggiunge il documento che mancava o altri allegati',
      params: PercorsoRegistrazione,
      multipart: { testi: ['motivo'], file: [{ nome: 'documento' }, { nome: 'allegato', molti: true }] },
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RIPETUTA, 201: RISPOSTA('Aggiunti') },
      handler: async (ctx) => {
        const { testi, file } = await receive(ctx, false);
        const motivo = parse(z.strictObject({ motivo: api.INTEGRAZIONE_MOTIVO }), testi).motivo;
        const files = filesOf(file);
        await act(ctx, { motivo, file: fileNames(files) }, async (on) => {
          const registrazione = await integrateRegistrazione(deps, ctx.caller, on, { motivo, ...files });
          return { registrazione, status: 201 };
        });
      },
    }),
    route({
      method: 'patch',
      path: ONE,
      atto: ['rinnova', 'modifica'],
      gruppo: GRUPPO,
      sommario: 'Rinnova un dato (DPR 445/2000 art. 54) o cambia un dato libero',
      params: PercorsoRegistrazione,
      body: api.ModificaRichiesta,
      intestazioni: [
        { nome: 'If-Match', descrizione: 'La versione letta', obbligatoria: true },
        IDEMPOTENCY_KEY,
        MOTIVO_ACCESSO,
      ],
      risposte: { 200: RISPOSTA('La registrazione com’è adesso') },
      handler: (ctx) => {
        const versione = requireIfMatch(ctx.req);
        return act(ctx, ctx.body, async (on) => ({
          registrazione: await patchRegistrazione(deps, ctx.caller, on, ctx.body, versione),
        }));
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/rettifiche`,
      atto: 'chiedi-rettifica',
      gruppo: GRUPPO,
      sommario: 'Chiede al responsabile di rinnovare un dato',
      params: PercorsoRegistrazione,
      body: api.RettificaRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RIPETUTA, 202: RISPOSTA('Chiesta') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await requestRettifica(deps, ctx.caller, on, ctx.body),
          status: 202,
        })),
    }),
    route({
      method: 'post',
      path: `${ONE}/annullamento`,
      atto: ['annulla', 'chiedi-annullamento'],
      gruppo: GRUPPO,
      sommario: 'Annulla, o chiede di annullare (DPR 445/2000 art. 54)',
      params: PercorsoRegistrazione,
      body: api.AnnullamentoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Annullata'), 202: RISPOSTA('Chiesto: decide il responsabile') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => {
          const { registrazione, asked } = await annulRegistrazione(deps, ctx.caller, on, ctx.body);
          return { registrazione, status: asked ? 202 : 200 };
        }),
    }),
    route({
      method: 'post',
      path: `${ONE}/annullamento/diniego`,
      atto: 'nega-annullamento',
      gruppo: GRUPPO,
      sommario: 'Nega un annullamento che era stato chiesto',
      params: PercorsoRegistrazione,
      body: api.MotivoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Di nuovo valida') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await denyAnnullamento(deps, ctx.caller, on, ctx.body.motivo),
        })),
    }),
    route({
      method: 'post',
      path: `${ONE}/assegnazioni`,
      atto: 'assegna',
      gruppo: GRUPPO,
      sommario: 'Assegna a uffici e persone',
      params: PercorsoRegistrazione,
      body: api.AssegnazioniRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Assegnata') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await assignRegistrazione(deps, ctx.caller, on, ctx.body.assegnazioni, ctx.body.motivo),
        })),
    }),
    route({
      method: 'post',
      path: `${ONE}/presa-in-carico`,
      atto: 'prendi-in-carico',
      gruppo: GRUPPO,
      sommario: 'Prende in carico ciò che è assegnato al proprio ufficio',
      params: PercorsoRegistrazione,
      body: api.PresaInCaricoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RISPOSTA('In carico') },
      handler: (ctx) => act(ctx, ctx.body, async (on) => ({ registrazione: await takeCharge(deps, ctx.caller, on) })),
    }),
    route({
      method: 'post',
      path: `${ONE}/rifiuto`,
      atto: 'rifiuta',
      gruppo: GRUPPO,
      sommario: 'Rifiuta ciò che non è del proprio ufficio: torna tra i documenti da assegnare',
      params: PercorsoRegistrazione,
      body: api.MotivoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RISPOSTA('Rifiutata') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await refuseAssegnazione(deps, ctx.caller, on, ctx.body.motivo),
        })),
    }),
    route({
      method: 'post',
      path: `${ONE}/classificazione`,
      atto: 'classifica',
      gruppo: GRUPPO,
      sommario: 'Classifica, o classifica di nuovo',
      params: PercorsoRegistrazione,
      body: api.ClassificazioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Classificata') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await classifyRegistrazione(deps, ctx.caller, on, ctx.body),
        })),
    }),
  ];
}
