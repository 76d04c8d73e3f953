import { MotivoRichiesta } from '../../schemas/registrazione.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import * as api from '../../schemas/scrivania.api.js';
import { portataOf } from '../accesso/diritti.js';
import { lettereDaFare, readCodeBozze } from '../bozze/code.js';
import type { Deps } from '../deps.js';
import { legalDay, rfc3339 } from '../lib/clock.js';
import { chiaviInScadenza } from '../firme/chiavi/scadenze.js';
import { type Route, route } from '../lib/route.js';
import { readConoscenza } from '../protocollo/assegnazione.js';
import { createAct } from '../protocollo/atto-http.js';
import { sha256Hex } from '../protocollo/canonico.js';
import {
  ELENCO,
  GRUPPO,
  IDEMPOTENCY_KEY,
  keyOf,
  MOTIVO_ACCESSO,
  ONE,
  RISPOSTA,
  traceReading,
} from '../protocollo/registrazioni-http.js';
import { denyRettifica } from '../protocollo/rinnovo.js';
import { IF_NONE_MATCH, NON_CAMBIATA, sendIfChanged, versioneRoute } from '../protocollo/versione-http.js';
import { scansioniDaFare, scansioniDaRegistrare, scansioniDaVedere } from '../scansione/elenco.js';
import { assignInsieme } from './insieme.js';
import { oggiOf } from './oggi.js';
import { daFareOf, presentCoda, presentRighe } from './presenter.js';
import { readCoda, readScrivania, readUffici } from './service.js';

const gruppo = 'Scrivania';
const PRIMI = 5;
const PER_CONTO_DI = { nome: 'X-Per-Conto-Di', descrizione: 'Il titolare che si sostituisce oggi.' };

/** What waits for whom; acts that the desk alone offers. */
export function scrivaniaRoutes(deps: Deps): Route[] {
  const { clock } = deps;
  const act = createAct(deps);
  return [
    route({
      method: 'get',
      path: '/scrivania',
      atto: 'consulta',
      gruppo,
      sommario: 'Le code della propria scrivania, contate, con le più vecchie di ciascuna',
      query: api.QueryScrivania,
      intestazioni: [IF_NONE_MATCH, PER_CONTO_DI, MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Le code', schema: api.Scrivania }, 304: NON_CAMBIATA },
      handler: async ({ req, res, caller, query }) => {
        const giorno = legalDay(clock.now());
        const [code, lettere, scansioni, daRegistrare, chiavi] = await Promise.all([
          readScrivania(caller, giorno, query.primi ?? PRIMI),
          readCodeBozze(caller),
          scansioniDaVedere(caller),
          scansioniDaRegistrare(deps, caller),
          chiaviInScadenza(caller, clock.now()),
        ]);
        await traceReading(
          deps,
          caller,
          code.flatMap(({ primi }) => primi),
          ELENCO,
        );
        const keeps = portataOf(caller.ruolo, 'registra-entrata') !== undefined;
        const body: api.Scrivania = {
          code: await Promise.all(code.map((one) => presentCoda(caller, one))),
          ...(lettere.length > 0 && { lettere }),
          ...(scansioni !== undefined && { scansioni }),
          ...(daRegistrare !== undefined && { daRegistrare }),
          daFare: daFareOf(code) + lettereDaFare(lettere) + scansioniDaFare(scansioni, daRegistrare),
          ...(chiavi.length > 0 && { chiaviInScadenza: chiavi }),
          ...(keeps && { oggi: await oggiOf(caller.aoo, giorno) }),
        };
        sendIfChanged(req, res, `"${sha256Hex(JSON.stringify(body)).slice(0, 32)}"`, body);
      },
    }),
    route({
      method: 'get',
      path: '/scrivania/{coda}',
      atto: 'consulta',
      gruppo,
      sommario: 'Una coda, dalla più vecchia',
      params: api.PercorsoCoda,
      query: api.QueryCoda,
      intestazioni: [PER_CONTO_DI, MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ElencoCoda } },
      handler: async ({ res, caller, params, query }) => {
        const { elementi, ...rest } = await readCoda(caller, params.coda, legalDay(clock.now()), query);
        await traceReading(deps, caller, elementi, ELENCO);
        res.json({ elementi: await presentRighe(caller, params.coda, elementi), ...rest });
      },
    }),
    route({
      method: 'get',
      path: '/scrivania/{coda}/uffici',
      atto: 'consulta',
      gruppo,
      sommario: 'Una coda per ufficio: quante ne attendono in ciascuno, e da quando la più vecchia',
      params: api.PercorsoCoda,
      intestazioni: [PER_CONTO_DI, MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli uffici, dal più carico', schema: api.UfficiCoda } },
      handler: async ({ res, caller, params }) => {
        const uffici = await readUffici(caller, params.coda, legalDay(clock.now()));
        res.json({ elementi: uffici.map((one) => ({ ...one, dal: rfc3339(one.dal) })) });
      },
    }),
    route({
      method: 'post',
      path: '/registrazioni/assegnazioni',
      atto: 'assegna',
      gruppo,
      sommario:
        'Assegna molte registrazioni, o atti di repertorio (registro), nello stesso modo; ciascuna ha il suo esito',
      body: api.AssegnazioniInsieme,
      intestazioni: [IDEMPOTENCY_KEY, PER_CONTO_DI, MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli esiti, nell’ordine chiesto', schema: api.EsitiInsieme } },
      handler: async ({ req, res, caller, body }) =>
        void res.json(await assignInsieme(deps, caller, body, keyOf(req.get('idempotency-key')))),
    }),
    versioneRoute(ONE, GRUPPO, PercorsoRegistrazione),
    route({
      method: 'post',
      path: `${ONE}/presa-visione`,
      atto: 'prendi-in-carico',
      gruppo: GRUPPO,
      sommario: 'Prende visione di ciò che è assegnato per conoscenza al proprio ufficio',
      params: PercorsoRegistrazione,
      body: api.PresaVisioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RISPOSTA('Letta') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({ registrazione: await readConoscenza(deps, ctx.caller, on) })),
    }),
    route({
      method: 'post',
      path: `${ONE}/rettifiche/{n}/diniego`,
      atto: 'rinnova',
      gruppo: GRUPPO,
      sommario: 'Nega una rettifica che era stata chiesta; la si concede rinnovando il dato (PATCH)',
      params: api.PercorsoRettifica,
      body: MotivoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Il dato resta com’è') },
      handler: (ctx) =>
        act(ctx, ctx.body, async (on) => ({
          registrazione: await denyRettifica(deps, ctx.caller, on, ctx.params.n, ctx.body.motivo),
        })),
    }),
  ];
}
