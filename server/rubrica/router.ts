import * as api from '../../schemas/corrispondente.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { type Route, route, type RouteContext } from '../lib/route.js';
import { listDoppioni } from './doppioni.js';
import { listCorrispondenti } from './elenco.js';
import { distinguishCorrispondenti, mergeCorrispondente, splitCorrispondente } from './fusione.js';
import { presentScheda, requireCorrispondente } from './scheda.js';
import { createCorrispondente, updateCorrispondente } from './scrivi.js';
import { suggestCorrispondenti } from './suggerimenti.js';
import { type Conosciuto, idOf } from './vista.js';
import { visualeOf } from './visuale.js';

const LIMITE = 10;
const GRUPPO = 'Rubrica';
const ONE = '/corrispondenti/{id}';
const CURA = 'cura-rubrica';

const SCHEDA = (descrizione: string) => ({ descrizione, schema: api.CorrispondenteScheda });

async function answer(
  { res, caller }: Pick<RouteContext<never, never, never>, 'res' | 'caller'>,
  uno: Conosciuto,
  status = 200,
): Promise<void> {
  const scheda = await presentScheda(visualeOf(caller), uno);
  res.status(status).set('ETag', `"${scheda.versione}"`).json(scheda);
}

function readRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/corrispondenti',
      atto: 'consulta',
      sommario: 'Corrispondenti: i più usati mentre si scrive (ordine=usi), oppure l’elenco per nome (ordine=nome)',
      gruppo: GRUPPO,
      query: api.CorrispondentiQuery,
      risposte: {
        200: { descrizione: 'Quelli che corrispondono e che chi chiede può vedere', schema: api.Corrispondenti },
      },
      handler: async ({ res, query, caller }) => {
        const visuale = visualeOf(caller);
        const filtered = [query.cursore, query.tipo, query.origine, query.stato, query.domicilio].some(
          (value) => value !== undefined,
        );
        if ((query.ordine ?? (filtered ? 'nome' : 'usi')) === 'nome') {
          res.json(await listCorrispondenti(visuale, query, query.limite ?? LIMITE_PREDEFINITO));
          return;
        }
        if (filtered)
          throw new DatiNonValidiError([
            { campo: 'ordine', messaggio: 'Filtri e pagine ci sono nell’elenco per nome: chiederlo con ordine=nome.' },
          ]);
        res.json({ elementi: await suggestCorrispondenti(visuale, query.q ?? '', query.limite ?? LIMITE) });
      },
    }),
    route({
      method: 'get',
      path: '/rubrica/doppioni',
      atto: CURA,
      sommario: 'Coppie che forse sono lo stesso soggetto, le più sicure prima',
      gruppo: GRUPPO,
      query: api.DoppioniQuery,
      risposte: { 200: { descrizione: 'Le coppie', schema: api.Doppioni } },
      handler: async ({ res, query, caller }) => {
        res.json(await listDoppioni(visualeOf(caller), query.limite ?? LIMITE_PREDEFINITO));
      },
    }),
    route({
      method: 'get',
      path: ONE,
      atto: 'consulta',
      sommario: 'Un corrispondente: dati, recapiti con fonte e date, storia, chi gli somiglia',
      gruppo: GRUPPO,
      params: api.PercorsoCorrispondente,
      risposte: { 200: SCHEDA('Il corrispondente') },
      handler: async (ctx) => answer(ctx, await requireCorrispondente(visualeOf(ctx.caller), ctx.params.id)),
    }),
  ];
}

export function rubricaRoutes({ clock }: Pick<Deps, 'clock'>): Route[] {
  return [
    ...readRoutes(),
    route({
      method: 'post',
      path: '/corrispondenti',
      atto: CURA,
      sommario: 'Scrive un corrispondente in rubrica',
      gruppo: GRUPPO,
      body: api.CorrispondenteNuovo,
      risposte: {
        200: SCHEDA('C’è già, con gli stessi dati'),
        201: SCHEDA('Scritto'),
        409: { descrizione: 'Un altro corrispondente ha gli stessi codici' },
      },
      handler: async (ctx) => {
        const { uno, created } = await createCorrispondente(clock, ctx.caller, visualeOf(ctx.caller), ctx.body);
        ctx.res.location(`/api/v1/corrispondenti/${idOf(uno)}`);
        await answer(ctx, uno, created ? 201 : 200);
      },
    }),
    route({
      method: 'patch',
      path: ONE,
      atto: CURA,
      sommario: 'Corregge un corrispondente; le registrazioni restano come sono',
      gruppo: GRUPPO,
      params: api.PercorsoCorrispondente,
      body: api.CorrispondenteModifica,
      intestazioni: [{ nome: 'If-Match', descrizione: 'La versione letta (ETag)', obbligatoria: true }],
      risposte: { 200: SCHEDA('Il corrispondente com’è adesso') },
      handler: async (ctx) => {
        const { caller, params, body, req } = ctx;
        const versione = requireIfMatch(req);
        await answer(ctx, await updateCorrispondente(clock, caller, visualeOf(caller), params.id, versione, body));
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/fusione`,
      atto: CURA,
      sommario: 'Unisce questo corrispondente a un altro, che resta; le registrazioni non cambiano',
      gruppo: GRUPPO,
      params: api.PercorsoCorrispondente,
      body: api.FusioneRichiesta,
      risposte: { 200: SCHEDA('Quello che è stato unito, con il rimando a quello che resta') },
      handler: async (ctx) => {
        const { caller, params, body } = ctx;
        await answer(ctx, await mergeCorrispondente(clock, caller, visualeOf(caller), params.id, body));
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/divisione`,
      atto: CURA,
      sommario: 'Disfa una fusione: il corrispondente torna a sé',
      gruppo: GRUPPO,
      params: api.PercorsoCorrispondente,
      body: api.DivisioneRichiesta,
      risposte: { 200: SCHEDA('Il corrispondente diviso') },
      handler: async (ctx) => {
        const { caller, params, body } = ctx;
        await answer(ctx, await splitCorrispondente(clock, caller, visualeOf(caller), params.id, body.motivo));
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/distinzione`,
      atto: CURA,
      sommario: 'Dice che due corrispondenti sono due: non sono più proposti come doppioni',
      gruppo: GRUPPO,
      params: api.PercorsoCorrispondente,
      body: api.DistinzioneRichiesta,
      risposte: { 204: { descrizione: 'Detto' } },
      handler: async ({ res, caller, params, body }) => {
        await distinguishCorrispondenti(clock, caller, visualeOf(caller), params.id, body.da);
        res.status(204).end();
      },
    }),
  ];
}
