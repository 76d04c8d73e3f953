import { PercorsoFascicolo } from '../../schemas/fascicolo.api.js';
import {
  AvvioRichiesta,
  CompletamentoRichiesta,
  ConclusioneRichiesta,
  FaseRichiesta,
  FermataRichiesta,
  ProcedimentoLetto,
  QueryTermini,
  RipresaRichiesta,
  TerminiScrivania,
} from '../../schemas/procedimento.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { Passo } from '../../schemas/procedimento.types.js';
import type { Deps } from '../deps.js';
import { idempotenzaOf, IF_MATCH_SE_CE, ifMatchOf } from '../fascicoli/http.js';
import { requireFascicolo, traceFascicoli } from '../fascicoli/visibilita.js';
import { legalDay } from '../lib/clock.js';
import { type Route, route, type RouteContext } from '../lib/route.js';
import {
  createAnswers,
  IDEMPOTENCY_KEY,
  MOTIVO_ACCESSO,
  ONE,
  RISPOSTA as RISPOSTA_REGISTRAZIONE,
} from '../protocollo/registrazioni-http.js';
import { completeRegistrazione } from './completa.js';
import { beginProcedimento, presentProcedimento, stepProcedimento } from './service.js';
import { readTermini } from './termini-scrivania.js';

const gruppo = 'Procedimenti';
const UNO = '/fascicoli/{id}/procedimento';
const intestazioni = [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO];
const RISPOSTA = { 200: { descrizione: 'Il procedimento com’è adesso', schema: ProcedimentoLetto } };

const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;

/** The procedimento of a fascicolo: reading it, and each act that moves it on; the terms of all, for the desks. */
export function procedimentiRoutes(deps: Deps): Route[] {
  const { clock } = deps;
  const { answer: answerRegistrazione } = createAnswers(deps);
  const answer = async ({ res, caller }: Pick<RouteContext<never, never, never>, 'res' | 'caller'>, f: Fascicolo) => {
    await traceFascicoli(clock, caller, [f], `fascicolo/${f._id}`);
    res.set('ETag', `"${f.versione}"`).json(presentProcedimento(f, legalDay(clock.now())));
  };
  const on = ({
    req,
    params,
    body,
  }: {
    req: RouteContext<never, never, never>['req'];
    params: { id: string };
    body: object;
  }) => ({
    id: params.id,
    versione: ifMatchOf(req),
    idempotenza: idempotenzaOf(req, body),
  });
  return [
    route({
      method: 'get',
      path: UNO,
      atto: 'consulta',
      gruppo,
      sommario: 'Il procedimento di un fascicolo: fasi, termine con i giorni usati e che restano, sospensioni',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Il procedimento; da avviare, se non è cominciato', schema: ProcedimentoLetto } },
      handler: async ({ res, caller, params }) => answer({ res, caller }, await requireFascicolo(caller, params.id)),
    }),
    route({
      method: 'post',
      path: `${UNO}/avvio`,
      atto: 'consulta',
      gruppo,
      sommario: 'Avvia il procedimento del catalogo: da quando decorre il termine',
      params: PercorsoFascicolo,
      body: AvvioRichiesta,
      intestazioni,
      risposte: RISPOSTA,
      handler: async (ctx) => answer(ctx, await beginProcedimento(deps, ctx.caller, on(ctx), ctx.body)),
    }),
    route({
      method: 'post',
      path: `${UNO}/fasi`,
      atto: 'consulta',
      gruppo,
      sommario: 'Passa a una fase; quella di prima finisce',
      params: PercorsoFascicolo,
      body: FaseRichiesta,
      intestazioni,
      risposte: RISPOSTA,
      handler: async (ctx) => {
        const { fase, dal, motivo } = ctx.body;
        const passo = (oggi: string): Passo => present({ passo: 'fase', fase, dal: dal ?? oggi, motivo }) as Passo;
        await answer(ctx, await stepProcedimento(deps, ctx.caller, on(ctx), (_, oggi) => passo(oggi)));
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/sospensione`,
      atto: 'consulta',
      gruppo,
      sommario: 'Sospende o interrompe il termine, con il motivo',
      params: PercorsoFascicolo,
      body: FermataRichiesta,
      intestazioni,
      risposte: RISPOSTA,
      handler: async (ctx) => {
        const { tipo, dal, entro, motivo } = ctx.body;
        const passo = (oggi: string): Passo =>
          present({ passo: 'fermata', tipo, dal: dal ?? oggi, entro, motivo }) as Passo;
        await answer(ctx, await stepProcedimento(deps, ctx.caller, on(ctx), (_, oggi) => passo(oggi)));
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/ripresa`,
      atto: 'consulta',
      gruppo,
      sommario: 'Il termine riprende a decorrere, o ricomincia se era interrotto',
      params: PercorsoFascicolo,
      body: RipresaRichiesta,
      intestazioni,
      risposte: RISPOSTA,
      handler: async (ctx) => {
        const { al, motivo } = ctx.body;
        const passo = (oggi: string): Passo => present({ passo: 'ripresa', al: al ?? oggi, motivo }) as Passo;
        await answer(ctx, await stepProcedimento(deps, ctx.caller, on(ctx), (_, oggi) => passo(oggi)));
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/conclusione`,
      atto: 'consulta',
      gruppo,
      sommario: 'Conclude il procedimento',
      params: PercorsoFascicolo,
      body: ConclusioneRichiesta,
      intestazioni,
      risposte: RISPOSTA,
      handler: async (ctx) => {
        const { fine, motivo } = ctx.body;
        const passo = (oggi: string): Passo => present({ passo: 'conclusione', fine: fine ?? oggi, motivo }) as Passo;
        await answer(ctx, await stepProcedimento(deps, ctx.caller, on(ctx), (_, oggi) => passo(oggi)));
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/completamento`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario: 'Sottoclasse e fascicolo in un solo atto: in un fascicolo che c’è, o in uno aperto per il documento',
      params: PercorsoRegistrazione,
      body: CompletamentoRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA_REGISTRAZIONE('La registrazione com’è adesso') },
      handler: async (ctx) =>
        answerRegistrazione(ctx, await completeRegistrazione(deps, ctx.caller, ctx.params, ctx.body)),
    }),
    route({
      method: 'get',
      path: '/termini',
      atto: 'consulta',
      gruppo,
      sommario: 'I termini dei procedimenti in corso, il primo che scade per primo',
      query: QueryTermini,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Al massimo 200; i conti sono di tutti', schema: TerminiScrivania } },
      handler: async ({ res, caller, query }) => {
        const { fascicoli, ...letti } = await readTermini(caller, legalDay(clock.now()), query.quali ?? 'tutti');
        await traceFascicoli(clock, caller, fascicoli, 'elenco');
        res.json(letti);
      },
    }),
  ];
}
