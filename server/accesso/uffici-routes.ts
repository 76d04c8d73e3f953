import type { Response } from 'express';
import {
  CambioUfficioRichiesta,
  ElencoUffici,
  PercorsoUfficio,
  QueryUffici,
  UfficioLetto,
  UfficioNuovo,
} from '../../schemas/amministrazione.api.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { changeUfficio, createUfficio, listUffici, readUfficio } from './uffici.js';

const gruppo = 'Amministrazione';
const IF_MATCH = { nome: 'If-Match', descrizione: 'Versione letta.', obbligatoria: true };

const send = (res: Response, ufficio: UfficioLetto): void =>
  void res.set('ETag', `"${ufficio.versione}"`).json(ufficio);

/** The tree of offices: read by all, changed by the administrator. */
export const ufficiRoutes = ({ clock }: Pick<Deps, 'clock'>): Route[] => [
  route({
    method: 'get',
    path: '/uffici',
    atto: 'sessione',
    gruppo,
    sommario: 'Uffici della AOO, in ordine di codice',
    query: QueryUffici,
    risposte: { 200: { descrizione: 'Gli uffici aperti; con chiusi=si anche gli altri.', schema: ElencoUffici } },
    handler: async ({ res, query, caller }) => {
      res.json({ elementi: await listUffici(caller.aoo, query.chiusi === 'si') });
    },
  }),
  route({
    method: 'post',
    path: '/uffici',
    atto: 'amministra',
    gruppo,
    sommario: 'Aprire un ufficio',
    body: UfficioNuovo,
    risposte: {
      201: { descrizione: 'Ufficio aperto.', schema: UfficioLetto },
    },
    handler: async ({ res, body, caller }) => {
      const ufficio = await createUfficio(clock, caller, body);
      send(res.status(201).location(`/api/v1/uffici/${ufficio.codice}`), ufficio);
    },
  }),
  route({
    method: 'get',
    path: '/uffici/{codice}',
    atto: 'sessione',
    gruppo,
    sommario: 'Un ufficio',
    params: PercorsoUfficio,
    risposte: { 200: { descrizione: 'L’ufficio; ETag è la sua versione.', schema: UfficioLetto } },
    handler: async ({ res, params, caller }) => send(res, await readUfficio(caller.aoo, params.codice)),
  }),
  route({
    method: 'patch',
    path: '/uffici/{codice}',
    atto: 'amministra',
    gruppo,
    sommario: 'Cambiare, spostare, chiudere o riaprire un ufficio',
    params: PercorsoUfficio,
    body: CambioUfficioRichiesta,
    intestazioni: [IF_MATCH],
    risposte: {
      200: { descrizione: 'L’ufficio dopo il cambiamento.', schema: UfficioLetto },
    },
    handler: async ({ req, res, params, body, caller }) =>
      send(res, await changeUfficio(clock, caller, params.codice, requireIfMatch(req), body)),
  }),
];
