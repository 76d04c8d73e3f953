import * as registrazione from '../../schemas/registrazione.api.js';
import * as api from '../../schemas/repertorio.api.js';
import { PresaVisioneRichiesta } from '../../schemas/scrivania.api.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { annulRegistrazione, denyAnnullamento } from '../protocollo/annullamento.js';
import { assignRegistrazione, readConoscenza, refuseAssegnazione, takeCharge } from '../protocollo/assegnazione.js';
import { createAct } from '../protocollo/atto-http.js';
import { classifyRegistrazione } from '../protocollo/classificazione.js';
import { IDEMPOTENCY_KEY, MOTIVO_ACCESSO, RISPOSTA } from '../protocollo/registrazioni-http.js';
import { patchRegistrazione } from '../protocollo/rinnovo.js';
import { versioneRoute } from '../protocollo/versione-http.js';
import { linkProtocollo } from './collega.js';

const gruppo = 'Repertori';
const ATTO = '/repertori/{registro}/{anno}/{numero}';

/** Later acts on what is in a repertorio, by the services of the register: added to it, never written over it; and whether there are new ones. */
export function attiRepertoriRoutes(deps: Deps): Route[] {
  const act = createAct(deps);
  return [
    versioneRoute(ATTO, gruppo, api.PercorsoAtto),
    route({
      method: 'patch',
      path: ATTO,
      atto: ['rinnova', 'modifica'],
      gruppo,
      sommario: 'Rinnova un dato (DPR 445/2000 art. 54) o cambia un dato libero',
      params: api.PercorsoAtto,
      body: registrazione.ModificaRichiesta,
      intestazioni: [
        { nome: 'If-Match', descrizione: 'La versione letta', obbligatoria: true },
        IDEMPOTENCY_KEY,
        MOTIVO_ACCESSO,
      ],
      risposte: { 200: RISPOSTA('L’atto com’è adesso') },
      handler: (ctx) => {
        const versione = requireIfMatch(ctx.req);
        return act(ctx, ctx.body, async (on) => ({
          registrazione: await patchRegistrazione(deps, ctx.caller, on, ctx.body, versione),
        }));
      },
    }),
    route({
      method: 'post',
      path: `${ATTO}/annullamento`,
      atto: ['annulla', 'chiedi-annullamento'],
      gruppo,
      sommario: 'Annulla, o chiede di annullare (DPR 445/2000 art. 54)',
      params: api.PercorsoAtto,
      body: registrazione.AnnullamentoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Annullato'), 202: RISPOSTA('Chiesto: decide il responsabile') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => {
          const esito = await annulRegistrazione(deps, ctx.caller, on, ctx.body);
          return { registrazione: esito.registrazione, status: esito.asked ? 202 : 200 };
        }),
    }),
    route({
      method: 'post',
      path: `${ATTO}/annullamento/diniego`,
      atto: 'nega-annullamento',
      gruppo,
      sommario: 'Nega un annullamento che era stato chiesto',
      params: api.PercorsoAtto,
      body: registrazione.MotivoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Di nuovo valido') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await denyAnnullamento(deps, ctx.caller, on, ctx.body.motivo),
        })),
    }),
    route({
      method: 'post',
      path: `${ATTO}/assegnazioni`,
      atto: 'assegna',
      gruppo,
      sommario: 'Assegna un atto a uffici e persone, che da allora lo leggono',
      params: api.PercorsoAtto,
      body: registrazione.AssegnazioniRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Assegnato') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await assignRegistrazione(deps, ctx.caller, on, ctx.body.assegnazioni, ctx.body.motivo),
        })),
    }),
    route({
      method: 'post',
      path: `${ATTO}/presa-in-carico`,
      atto: 'prendi-in-carico',
      gruppo,
      sommario: 'Prende in carico un atto assegnato al proprio ufficio',
      params: api.PercorsoAtto,
      body: registrazione.PresaInCaricoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RISPOSTA('In carico') },
      handler: (ctx) => act(ctx, ctx.body, async (on) => ({ registrazione: await takeCharge(deps, ctx.caller, on) })),
    }),
    route({
      method: 'post',
      path: `${ATTO}/presa-visione`,
      atto: 'prendi-in-carico',
      gruppo,
      sommario: 'Prende visione di un atto assegnato per conoscenza al proprio ufficio',
      params: api.PercorsoAtto,
      body: PresaVisioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RISPOSTA('Letto') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({ registrazione: await readConoscenza(deps, ctx.caller, on) })),
    }),
    route({
      method: 'post',
      path: `${ATTO}/rifiuto`,
      atto: 'rifiuta',
      gruppo,
      sommario: 'Rifiuta un atto che non è del proprio ufficio: torna a chi lo può riassegnare',
      params: api.PercorsoAtto,
      body: registrazione.MotivoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RISPOSTA('Rifiutato') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await refuseAssegnazione(deps, ctx.caller, on, ctx.body.motivo),
        })),
    }),
    route({
      method: 'post',
      path: `${ATTO}/classificazione`,
      atto: 'classifica',
      gruppo,
      sommario: 'Classifica di nuovo',
      params: api.PercorsoAtto,
      body: registrazione.ClassificazioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Classificato') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await classifyRegistrazione(deps, ctx.caller, on, ctx.body),
        })),
    }),
    route({
      method: 'post',
      path: `${ATTO}/registrazione`,
      atto: 'modifica',
      gruppo,
      sommario: 'Dice che lo stesso documento ha anche un numero di protocollo',
      params: api.PercorsoAtto,
      body: api.CollegamentoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Collegato') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await linkProtocollo(deps, ctx.caller, on, ctx.body.registrazione, ctx.body.motivo),
        })),
    }),
  ];
}
