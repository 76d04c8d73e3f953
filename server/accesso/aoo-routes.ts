import type { Response } from 'express';
import { AooLetta, CambioAoo } from '../../schemas/amministrazione.api.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { patchAoo, readAoo } from './aoo-cambio.js';

const gruppo = 'Amministrazione';
const IF_MATCH = { nome: 'If-Match', descrizione: 'Versione letta.', obbligatoria: true };

const send = (res: Response, aoo: AooLetta): void => void res.set('ETag', `"${aoo.versione}"`).json(aoo);

/** The AOO and its administration: read by who works in it, changed by the administrator. */
export const aooRoutes = ({ clock }: Pick<Deps, 'clock'>): Route[] => [
  route({
    method: 'get',
    path: '/aoo',
    atto: 'sessione',
    gruppo,
    sommario: 'La AOO in cui si lavora',
    risposte: { 200: { descrizione: 'La AOO; ETag è la sua versione.', schema: AooLetta } },
    handler: async ({ res, caller }) => send(res, await readAoo(caller.aoo)),
  }),
  route({
    method: 'patch',
    path: '/aoo',
    atto: 'amministra',
    gruppo,
    sommario: 'Cambiare denominazioni e domicilio digitale; i codici non cambiano mai',
    body: CambioAoo,
    intestazioni: [IF_MATCH],
    risposte: { 200: { descrizione: 'La AOO dopo il cambiamento.', schema: AooLetta } },
    handler: async ({ req, res, body, caller }) => send(res, await patchAoo(clock, caller, requireIfMatch(req), body)),
  }),
];
