import * as api from '../../schemas/bozza.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Bozza } from '../../schemas/bozza.model.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { canonicalText, sha256Hex } from '../protocollo/canonico.js';
import { IDEMPOTENCY_KEY, keyOf, MOTIVO_ACCESSO, RISPOSTA } from '../protocollo/registrazioni-http.js';
import { locationOf, presentBirth } from '../protocollo/presenter.js';
import { decideBozza, discardBozza, sendBozza, withdrawBozza } from './approva.js';
import type { Bersaglio } from './cambia.js';
import { readCodeBozze } from './code.js';
import { modelliOf } from './compila.js';
import { createBozza } from './crea.js';
import { listBozze } from './elenco.js';
import { requireBozza, traceBozze } from './lettura.js';
import { modifyBozza } from './modifica.js';
import { bozzaLocation, presentRigheBozze } from './presenter.js';
import { registerBozza } from './registra.js';
import { bersaglioOf, type Ctx, sendLetta, versioneSaid } from './router-comune.js';

const gruppo = 'Bozze';
const BOZZA = '/bozze/{id}';
const LETTA = (descrizione: string) => ({ descrizione, schema: api.Bozza });
const SUPERATA = { descrizione: 'Nel frattempo un’altra persona l’ha cambiata: rileggerla' };
const IF_MATCH = { nome: 'If-Match', descrizione: 'La versione letta: se nel frattempo è cambiata, 412.' };

/** Letters on their way out: written, approved, signed, registered. */
export function bozzeRoutes(deps: Deps): Route[] {
  const act = <B>(run: (caller: Caller, bersaglio: Bersaglio, body: B) => Promise<Bozza>) => {
    return async (ctx: Ctx<B>): Promise<void> =>
      sendLetta(deps, ctx, await run(ctx.caller, bersaglioOf(ctx, ctx.body, versioneSaid(ctx.req)), ctx.body));
  };
  const intestazioni = [IF_MATCH, IDEMPOTENCY_KEY, MOTIVO_ACCESSO];
  return [
    route({
      method: 'post',
      path: '/bozze',
      atto: 'scrive-bozze',
      gruppo,
      sommario:
        'Comincia una lettera in uscita; chi risponde a una registrazione ne prende oggetto, destinatario, classifica e fascicolo',
      body: api.BozzaRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: LETTA('La stessa chiave con lo stesso contenuto: la bozza che c’è'), 201: LETTA('Cominciata') },
      handler: async (ctx) => {
        const { req, res, caller, body } = ctx;
        const chiave = keyOf(req.get('idempotency-key')) ?? `auto-${caller.richiesta}`;
        const sha256 = sha256Hex(canonicalText({ bozza: body }));
        const { bozza, created } = await createBozza(deps, caller, body, { autore: caller.utente, chiave, sha256 });
        res.location(bozzaLocation(bozza));
        await sendLetta(deps, ctx, bozza, created ? 201 : 200);
      },
    }),
    route({
      method: 'get',
      path: '/bozze',
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Le bozze che si possono vedere, tutte o di un elenco, le ultime toccate prima',
      query: api.QueryBozze,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Una pagina', schema: api.ElencoBozze },
        404: { descrizione: 'Chi chiede non ha questo elenco' },
      },
      handler: async ({ res, caller, query }) => {
        const { elementi, ...rest } = await listBozze(caller, query);
        await traceBozze(deps.clock, caller, elementi);
        res.json({ elementi: await presentRigheBozze(caller, elementi), ...rest });
      },
    }),
    route({
      method: 'get',
      path: '/code-bozze',
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Gli elenchi di bozze di chi chiede, contati',
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli elenchi', schema: api.CodeBozze } },
      handler: async ({ res, caller }) => void res.json({ code: await readCodeBozze(caller) }),
    }),
    route({
      method: 'get',
      path: '/modelli-lettera',
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'I modelli di lettera della AOO',
      risposte: { 200: { descrizione: 'I modelli', schema: api.ModelliLettera } },
      handler: async ({ res, caller }) => {
        const modelli = await modelliOf(deps, caller.aoo);
        res.json({
          elementi: modelli.map(({ codice, denominazione, testo }) => ({
            codice,
            ...(denominazione !== undefined && { denominazione }),
            testo,
          })),
        });
      },
    }),
    route({
      method: 'get',
      path: BOZZA,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Una bozza, con i suoi passaggi, le versioni e che cosa può farne chi chiede',
      params: api.PercorsoBozza,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: LETTA('La bozza') },
      handler: async (ctx) => sendLetta(deps, ctx, await requireBozza(deps, ctx.caller, ctx.params.id)),
    }),
    route({
      method: 'patch',
      path: BOZZA,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Cambia una bozza: ciò che c’era resta come versione precedente',
      params: api.PercorsoBozza,
      body: api.BozzaModifica,
      intestazioni: [{ ...IF_MATCH, obbligatoria: true }, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: LETTA('Cambiata'), 412: SUPERATA },
      handler: async (ctx) => {
        const bersaglio = bersaglioOf(ctx, ctx.body, requireIfMatch(ctx.req));
        await sendLetta(deps, ctx, await modifyBozza(deps, ctx.caller, bersaglio, ctx.body));
      },
    }),
    route({
      method: 'post',
      path: `${BOZZA}/invio-approvazione`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Manda una bozza al responsabile, quando c’è tutto ciò che serve per registrarla',
      params: api.PercorsoBozza,
      body: api.InvioRichiesta,
      intestazioni,
      risposte: { 200: LETTA('In approvazione'), 412: SUPERATA },
      handler: act((caller, bersaglio, { osservazioni }) => sendBozza(deps, caller, bersaglio, osservazioni)),
    }),
    route({
      method: 'post',
      path: `${BOZZA}/approvazione`,
      atto: 'approva-bozze',
      gruppo,
      sommario: 'Approva una bozza, o la rinvia a chi l’ha scritta con le osservazioni',
      params: api.PercorsoBozza,
      body: api.ApprovazioneRichiesta,
      intestazioni,
      risposte: { 200: LETTA('Approvata, o rinviata'), 412: SUPERATA },
      handler: act((caller, bersaglio, body) => decideBozza(deps, caller, bersaglio, body)),
    }),
    route({
      method: 'post',
      path: `${BOZZA}/ritiro`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Riprende una bozza in lavorazione: un’approvazione che c’era non vale più',
      params: api.PercorsoBozza,
      body: api.RitiroRichiesta,
      intestazioni,
      risposte: { 200: LETTA('In lavorazione'), 412: SUPERATA },
      handler: act((caller, bersaglio, { motivo }) => withdrawBozza(deps, caller, bersaglio, motivo)),
    }),
    route({
      method: 'post',
      path: `${BOZZA}/scarto`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Mette da parte una bozza che non serve più; resta leggibile',
      params: api.PercorsoBozza,
      body: api.ScartoRichiesta,
      intestazioni,
      risposte: { 200: LETTA('Scartata'), 412: SUPERATA },
      handler: act((caller, bersaglio, { motivo }) => discardBozza(deps, caller, bersaglio, motivo)),
    }),
    route({
      method: 'post',
      path: `${BOZZA}/registrazione`,
      atto: 'registra-uscita',
      gruppo,
      sommario: 'Registra in uscita una bozza approvata; ripetuta dà la stessa registrazione, mai un secondo numero',
      params: api.PercorsoBozza,
      body: api.RegistrazioneBozzaRichiesta,
      intestazioni,
      risposte: { 200: RISPOSTA('Era già registrata'), 201: RISPOSTA('Registrata'), 412: SUPERATA },
      handler: async ({ req, res, caller, params }) => {
        const { registrazione, created } = await registerBozza(deps, caller, params.id, versioneSaid(req));
        res
          .status(created ? 201 : 200)
          .location(locationOf(registrazione))
          .set('ETag', '"1"')
          .json(presentBirth(registrazione));
      },
    }),
  ];
}
