import { COLONNE_EMERGENZA } from '../../schemas/emergenza-colonne.api.js';
import {
  ElencoPeriodi,
  EsitoRiversamento,
  PercorsoPeriodo,
  PeriodoEmergenza,
  PeriodoRichiesta,
  QueryModulo,
  RigheRiversate,
  RipristinoRichiesta,
  RiversamentoRichiesta,
} from '../../schemas/emergenza.api.js';
import type { Deps } from '../deps.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { type Route, route } from '../lib/route.js';
import { drawModulo, moduloOf, righeFoglio } from './modulo.js';
import { pourIn } from './riversa.js';
import { listPeriodi, listRiversate, openPeriodo, readPeriodo, restorePeriodo } from './service.js';

const gruppo = 'Registro di emergenza';
const atto = 'tiene-emergenza' as const;
const LEGGONO = [atto, 'legge-registro-giornaliero'] as const;
const BASE = '/registro-emergenza';
const PERIODO = `${BASE}/periodi/{id}`;

/** The registers of emergency (DPR 445/2000 art. 63): authorised, closed, poured into the register of protocol. */
export function emergenzaRoutes(deps: Deps): Route[] {
  const { clock } = deps;
  return [
    route({
      method: 'get',
      path: `${BASE}/periodi`,
      atto: LEGGONO,
      gruppo,
      sommario: 'I periodi di emergenza, dal più recente',
      risposte: { 200: { descrizione: 'I periodi, e il prossimo numero di ogni registro', schema: ElencoPeriodi } },
      handler: async ({ res, caller }) => void res.json(await listPeriodi(clock, caller)),
    }),
    route({
      method: 'post',
      path: `${BASE}/periodi`,
      atto,
      gruppo,
      sommario: 'Autorizza un registro di emergenza: causa, inizio, oltre le 24 ore il provvedimento',
      body: PeriodoRichiesta,
      risposte: {
        201: { descrizione: 'Autorizzato', schema: PeriodoEmergenza },
        409: { descrizione: 'Si sovrappone a un periodo dello stesso registro' },
      },
      handler: async ({ res, caller, body }) => {
        const made = await openPeriodo(clock, caller, body);
        res.status(201).location(`/api/v1${BASE}/periodi/${made.id}`).json(made);
      },
    }),
    route({
      method: 'get',
      path: PERIODO,
      atto: LEGGONO,
      gruppo,
      sommario: 'Un periodo di emergenza',
      params: PercorsoPeriodo,
      risposte: { 200: { descrizione: 'Il periodo', schema: PeriodoEmergenza } },
      handler: async ({ res, caller, params }) => void res.json(await readPeriodo(caller, params.id)),
    }),
    route({
      method: 'post',
      path: `${PERIODO}/ripristino`,
      atto,
      gruppo,
      sommario: 'Dichiara data e ora del ripristino, e il totale delle operazioni di ogni giornata',
      params: PercorsoPeriodo,
      body: RipristinoRichiesta,
      risposte: {
        200: { descrizione: 'Ripristinato: si può riversare', schema: PeriodoEmergenza },
        409: { descrizione: 'Già ripristinato, o si sovrappone al periodo che segue' },
      },
      handler: async ({ res, caller, params, body }) =>
        void res.json(await restorePeriodo(clock, caller, params.id, body)),
    }),
    route({
      method: 'get',
      path: `${PERIODO}/righe`,
      atto: LEGGONO,
      gruppo,
      sommario: 'Che cosa è diventata ogni riga riversata',
      params: PercorsoPeriodo,
      risposte: { 200: { descrizione: 'Le righe, nell’ordine del registro di emergenza', schema: RigheRiversate } },
      handler: async ({ res, caller, params }) => void res.json(await listRiversate(caller, params.id)),
    }),
    route({
      method: 'post',
      path: `${BASE}/riversamento`,
      atto,
      gruppo,
      sommario:
        'Riversa le righe di un periodo: ognuna diventa una registrazione ordinaria di oggi, tutte o nessuna; una riga già riversata risponde con il suo numero',
      body: RiversamentoRichiesta,
      risposte: {
        201: { descrizione: 'Riversate', schema: EsitoRiversamento },
        200: { descrizione: 'Erano già riversate, con questi numeri', schema: EsitoRiversamento },
        404: { descrizione: 'Il periodo non esiste' },
        409: { descrizione: 'Periodo non ripristinato, o righe già riversate con altri dati' },
      },
      handler: async ({ res, caller, body }) => {
        const { esito, created } = await pourIn(deps, caller, body);
        res.status(created ? 201 : 200).json(esito);
      },
    }),
    route({
      method: 'get',
      path: `${BASE}/modulo.csv`,
      atto: LEGGONO,
      gruppo,
      sommario: 'Il foglio da compilare durante l’emergenza, con i numeri prestampati',
      query: QueryModulo,
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query }) => {
        const modulo = await moduloOf(clock, caller, query);
        const titoli = COLONNE_EMERGENZA.map(([, titolo]) => titolo);
        await sendCsv(res, `emergenza-${modulo.registro}-${modulo.anno}`, titoli, righeFoglio(modulo));
      },
    }),
    route({
      method: 'get',
      path: `${BASE}/modulo.pdf`,
      atto: LEGGONO,
      gruppo,
      sommario: 'Il modulo da stampare e compilare a mano, con i numeri prestampati',
      query: QueryModulo,
      risposte: { 200: { descrizione: 'PDF/A', tipo: 'application/pdf' } },
      handler: async ({ res, caller, query }) => {
        const modulo = await moduloOf(clock, caller, query);
        const pdf = await drawModulo(deps, caller, modulo);
        res
          .set('Content-Disposition', `inline; filename="emergenza-${modulo.registro}-${modulo.anno}.pdf"`)
          .type('application/pdf')
          .send(pdf);
      },
    }),
  ];
}
