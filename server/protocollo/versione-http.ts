import type { Request, Response } from 'express';
import type { z } from 'zod';
import { Versione } from '../../schemas/scrivania.api.js';
import { type Route, route } from '../lib/route.js';
import { type Posto, requireVersione } from './lookup.js';
import { MOTIVO_ACCESSO } from './registrazioni-http.js';

export const NON_CAMBIATA = { descrizione: 'Niente di nuovo da quando chi chiede ha guardato (If-None-Match)' };
export const IF_NONE_MATCH = {
  nome: 'If-None-Match',
  descrizione: 'ETag dell’ultima risposta: se nulla è cambiato, 304.',
};

/** The answer, or 304 to who has it already. */
export function sendIfChanged(req: Request, res: Response, etag: string, body: object): void {
  res.set('ETag', etag);
  if (req.get('if-none-match') === etag) res.status(304).end();
  else res.json(body);
}

/**
 * The route by which a page learns that a colleague has changed what it shows.
 * @param path - of one record: a registration, or an act of a repertorio
 */
export const versioneRoute = (path: string, gruppo: string, params: z.ZodType<Posto>): Route =>
  route({
    method: 'get',
    path: `${path}/versione`,
    atto: 'consulta',
    gruppo,
    sommario: 'Soltanto la versione, per sapere se qualcuno ha cambiato ciò che si legge; non dice nulla del contenuto',
    params,
    intestazioni: [IF_NONE_MATCH, MOTIVO_ACCESSO],
    risposte: { 200: { descrizione: 'La versione', schema: Versione }, 304: NON_CAMBIATA },
    handler: async ({ req, res, caller, params: posto }) => {
      const versione = await requireVersione(caller, posto);
      sendIfChanged(req, res, `"${versione}"`, { versione });
    },
  });
