import * as api from '../../schemas/fascicolo.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { EventiRisposta } from '../../schemas/registrazione-risposta.api.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { legalDay, legalYear } from '../lib/clock.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { ELENCO, IDEMPOTENCY_KEY, MOTIVO_ACCESSO } from '../protocollo/registrazioni-http.js';
import { openFascicolo } from './apri.js';
import { annulFascicolo, closeFascicolo, previewChiusura, reopenFascicolo } from './chiudi.js';
import { rigaFascicolo, rigaRiservata, TITOLI_FASCICOLI } from './colonne.js';
import { findAlberoVisibile, listFascicoli, pageOfRepertorio, pagesOfFascicoli } from './elenco.js';
import {
  answerAtto,
  answerFascicolo,
  GRUPPO_FASCICOLI as gruppo,
  idempotenzaOf,
  IF_MATCH,
  IF_MATCH_SE_CE,
  ifMatchOf,
} from './http.js';
import { linkFascicoli, patchFascicolo } from './modifica.js';
import { openSottofascicolo } from './parti.js';
import { locationOf, presentAtti, presentFascicoli, presentNascita } from './presenter.js';
import { proposeFascicoli } from './proposte.js';
import { requireFascicolo, traceFascicoli } from './visibilita.js';
import { isFascicoloVisibile } from './visibile.js';

const UNO = '/fascicoli/{id}';
const RISPOSTA = (descrizione: string) => ({ descrizione, schema: api.FascicoloRisposta });
const RIPETUTA = RISPOSTA('La stessa chiave con lo stesso contenuto: la risposta di allora');
const MANCA = { descrizione: 'Non si può ancora: `mancanze` dice che cosa manca' };

/** Fascicoli: opening, reading, changing, closing. Their documents are in documenti-router.ts. */
export function fascicoliRoutes(deps: Deps): Route[] {
  const { clock } = deps;

  async function* righe(caller: Caller, query: Omit<api.QueryFascicoli, 'limite' | 'cursore'>) {
    for await (const page of pagesOfFascicoli(caller, query)) {
      await traceFascicoli(clock, caller, page, ELENCO);
      for (const one of await presentFascicoli(caller, page)) yield rigaFascicolo(one);
    }
  }

  /** The rows of the repertorio; what the reader may not see shows its number only. */
  async function repertorioOf(caller: Caller, page: Awaited<ReturnType<typeof pageOfRepertorio>>['elementi']) {
    const seen = page.filter((one) => isFascicoloVisibile(caller, one));
    await traceFascicoli(clock, caller, seen, ELENCO);
    const shown = new Map((await presentFascicoli(caller, seen)).map((one) => [one.id, one]));
    return page.map(
      ({ _id, codice, anno, progressivo }) =>
        shown.get(_id) ?? { codice, anno, numero: progressivo, riservato: true as const },
    );
  }

  async function* righeRepertorio(caller: Caller, anno: number) {
    let cursore: string | undefined;
    do {
      const page = await pageOfRepertorio(caller.aoo, anno, { limite: 200, cursore });
      for (const one of await repertorioOf(caller, page.elementi))
        yield 'riservato' in one ? rigaRiservata(one) : rigaFascicolo(one);
      cursore = page.cursore;
    } while (cursore !== undefined);
  }

  return [
    route({
      method: 'post',
      path: '/fascicoli',
      atto: 'apri-fascicolo',
      gruppo,
      sommario: 'Apre un fascicolo: il numero è dell’anno e della classe, senza salti',
      body: api.FascicoloRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: { 200: RIPETUTA, 201: RISPOSTA('Aperto') },
      handler: async ({ req, res, caller, body }) => {
        const { fascicolo, created } = await openFascicolo(deps, caller, body, idempotenzaOf(req, body));
        res
          .status(created ? 201 : 200)
          .location(locationOf(fascicolo))
          .set('ETag', '"1"')
          .json(presentNascita(fascicolo));
      },
    }),
    route({
      method: 'get',
      path: '/fascicoli',
      atto: 'consulta',
      gruppo,
      sommario: 'Cerca tra i fascicoli: tutti i filtri insieme, i più recenti prima',
      query: api.QueryFascicoli,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ElencoFascicoli } },
      handler: async ({ res, caller, query }) => {
        const { elementi, ...rest } = await listFascicoli(caller, query);
        await traceFascicoli(clock, caller, elementi, ELENCO);
        res.json({ elementi: await presentFascicoli(caller, elementi), ...rest });
      },
    }),
    route({
      method: 'get',
      path: '/fascicoli.csv',
      atto: 'consulta',
      gruppo,
      sommario: 'Esporta i fascicoli che la ricerca trova, con gli stessi diritti dell’elenco',
      query: api.QueryEsportazioneFascicoli,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query }) => {
        await listFascicoli(caller, { ...query, limite: 1 }); // a bad query is told before the first byte
        await recordAccesso(clock, caller, 'esporta-elenco');
        await sendCsv(res, `fascicoli-${caller.aoo}-${legalDay(clock.now())}`, TITOLI_FASCICOLI, righe(caller, query));
      },
    }),
    route({
      method: 'get',
      path: '/fascicoli/proposte',
      atto: 'consulta',
      gruppo,
      sommario: 'I fascicoli aperti in cui un documento starebbe, con le ragioni; nulla si fascicola da sé',
      query: api.QueryProposte,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Al massimo dieci, il più probabile prima', schema: api.Proposte } },
      handler: async ({ res, caller, query: { anno, numero, classifica, corrispondente } }) => {
        const documento = anno !== undefined && numero !== undefined ? { anno, numero } : undefined;
        const proposte = await proposeFascicoli(caller, { documento, classifica, corrispondente });
        const fascicoli = proposte.map(({ fascicolo }) => fascicolo);
        await traceFascicoli(clock, caller, fascicoli, ELENCO);
        const shown = await presentFascicoli(caller, fascicoli);
        res.json({
          elementi: proposte.flatMap(({ motivi }, i) =>
            shown.slice(i, i + 1).map((fascicolo) => ({ fascicolo, motivi })),
          ),
        });
      },
    }),
    route({
      method: 'get',
      path: '/repertorio-fascicoli',
      atto: 'legge-repertorio-fascicoli',
      gruppo,
      sommario: 'Il repertorio dei fascicoli di un anno, nell’ordine dei numeri, anche annullati',
      query: api.QueryRepertorio,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: api.RepertorioFascicoli } },
      handler: async ({ res, caller, query: { anno = legalYear(clock.now()), ...page } }) => {
        const { elementi, ...rest } = await pageOfRepertorio(caller.aoo, anno, page);
        res.json({ elementi: await repertorioOf(caller, elementi), ...rest });
      },
    }),
    route({
      method: 'get',
      path: '/repertorio-fascicoli.csv',
      atto: 'legge-repertorio-fascicoli',
      gruppo,
      sommario: 'Il repertorio dei fascicoli di un anno, intero',
      query: api.QueryRepertorio.pick({ anno: true }),
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query: { anno = legalYear(clock.now()) } }) => {
        await recordAccesso(clock, caller, 'esporta-elenco', `repertorio-fascicoli/${anno}`);
        await sendCsv(
          res,
          `repertorio-fascicoli-${caller.aoo}-${anno}`,
          TITOLI_FASCICOLI,
          righeRepertorio(caller, anno),
        );
      },
    }),
    route({
      method: 'get',
      path: UNO,
      atto: 'consulta',
      gruppo,
      sommario: 'Legge un fascicolo, per identificativo',
      params: api.PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Il fascicolo') },
      handler: async (ctx) => answerFascicolo(deps, ctx, await requireFascicolo(ctx.caller, ctx.params.id)),
    }),
    route({
      method: 'patch',
      path: UNO,
      atto: ['gestisci-fascicolo', 'chiudi-fascicolo', 'riclassifica-fascicolo'],
      gruppo,
      sommario: 'Cambia un dato del fascicolo, con la sua storia; il numero non cambia mai',
      params: api.PercorsoFascicolo,
      body: api.FascicoloModifica,
      intestazioni: [IF_MATCH, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Il fascicolo com’è adesso') },
      handler: (ctx) =>
        answerAtto(deps, ctx, requireIfMatch(ctx.req), (on) => patchFascicolo(deps, ctx.caller, on, ctx.body)),
    }),
    route({
      method: 'get',
      path: `${UNO}/albero`,
      atto: 'consulta',
      gruppo,
      sommario: 'Il fascicolo intero con le sue parti, nell’ordine dei numeri',
      params: api.PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Il fascicolo, i sottofascicoli e gli inserti', schema: api.AlberoFascicolo } },
      handler: async ({ res, caller, params }) => {
        const { radice } = await requireFascicolo(caller, params.id);
        const albero = await findAlberoVisibile(caller, radice);
        await traceFascicoli(clock, caller, albero, `fascicolo/${radice}`);
        res.json({ elementi: await presentFascicoli(caller, albero) });
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/sottofascicoli`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario: 'Apre una parte del fascicolo: sottofascicolo, o inserto di un sottofascicolo',
      params: api.PercorsoFascicolo,
      body: api.SottofascicoloRichiesta,
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RIPETUTA, 201: RISPOSTA('Aperta') },
      handler: async ({ req, res, caller, params, body }) => {
        const on = { id: params.id, versione: ifMatchOf(req), idempotenza: idempotenzaOf(req, body) };
        const { fascicolo, created } = await openSottofascicolo(deps, caller, on, body);
        res
          .status(created ? 201 : 200)
          .location(locationOf(fascicolo))
          .set('ETag', '"1"')
          .json(presentNascita(fascicolo));
      },
    }),
    route({
      method: 'get',
      path: `${UNO}/chiusura`,
      atto: 'consulta',
      gruppo,
      sommario: 'Che cosa manca adesso per chiudere il fascicolo',
      params: api.PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Vuoto: si può chiudere', schema: api.MancanzeChiusura } },
      handler: async ({ res, caller, params }) => {
        res.json({ mancanze: await previewChiusura(deps, caller, params.id) });
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/chiusura`,
      atto: 'consulta',
      gruppo,
      sommario: 'Chiude il fascicolo, se nulla manca; l’indice dei documenti è fissato con la sua impronta',
      params: api.PercorsoFascicolo,
      body: api.ChiusuraRichiesta,
      intestazioni: [IF_MATCH, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Chiuso'), 409: MANCA },
      handler: (ctx) =>
        answerAtto(deps, ctx, requireIfMatch(ctx.req), (on) => closeFascicolo(deps, ctx.caller, on, ctx.body)),
    }),
    route({
      method: 'post',
      path: `${UNO}/riapertura`,
      atto: 'consulta',
      gruppo,
      sommario: 'Riapre un fascicolo chiuso, con un motivo',
      params: api.PercorsoFascicolo,
      body: api.MotivoFascicolo,
      intestazioni: [IF_MATCH, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Di nuovo aperto') },
      handler: (ctx) =>
        answerAtto(deps, ctx, requireIfMatch(ctx.req), (on) => reopenFascicolo(deps, ctx.caller, on, ctx.body.motivo)),
    }),
    route({
      method: 'post',
      path: `${UNO}/annullamento`,
      atto: 'consulta',
      gruppo,
      sommario: 'Annulla un fascicolo vuoto aperto per errore: il numero resta preso',
      params: api.PercorsoFascicolo,
      body: api.MotivoFascicolo,
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Annullato') },
      handler: (ctx) =>
        answerAtto(deps, ctx, ifMatchOf(ctx.req), (on) => annulFascicolo(deps, ctx.caller, on, ctx.body.motivo)),
    }),
    route({
      method: 'post',
      path: `${UNO}/collegamenti`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario: 'Collega due fascicoli, nei due versi',
      params: api.PercorsoFascicolo,
      body: api.CollegamentoRichiesta,
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Collegato') },
      handler: (ctx) =>
        answerAtto(deps, ctx, ifMatchOf(ctx.req), (on) => linkFascicoli(deps, ctx.caller, on, ctx.body)),
    }),
    route({
      method: 'get',
      path: `${UNO}/eventi`,
      atto: 'consulta',
      gruppo,
      sommario: 'Ciò che è accaduto al fascicolo, dall’apertura: chi, che cosa, quando, perché',
      params: api.PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli eventi, dal primo', schema: EventiRisposta } },
      handler: async ({ res, caller, params }) => {
        const fascicolo = await requireFascicolo(caller, params.id);
        await traceFascicoli(clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
        res.json(await presentAtti(caller, fascicolo));
      },
    }),
  ];
}
