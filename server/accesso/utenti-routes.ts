import type { Response } from 'express';
import {
  CambioUtente,
  ElencoUtenti,
  PercorsoUtente,
  QueryUtenti,
  UtenteLetto,
  UtenteNuovo,
} from '../../schemas/amministrazione.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { Deps } from '../deps.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import type { Blocco } from './blocco.js';
import { changeUtente, createUtente, listUtenti, readUtente, unlockUtente } from './utenti.js';

const gruppo = 'Amministrazione';
const IF_MATCH = { nome: 'If-Match', descrizione: 'Versione letta.', obbligatoria: true };

const send = (res: Response, utente: UtenteLetto): void => void res.set('ETag', `"${utente.versione}"`).json(utente);

/** Users and their charges, for the administrator. */
export const utentiRoutes = ({ clock, blocco }: Pick<Deps, 'clock'> & { blocco: Blocco }): Route[] => [
  route({
    method: 'get',
    path: '/utenti',
    atto: 'amministra',
    gruppo,
    sommario: 'Utenti della propria AOO, in ordine di nome',
    query: QueryUtenti,
    risposte: { 200: { descrizione: 'Una pagina di utenti.', schema: ElencoUtenti } },
    handler: async ({ res, query, caller }) => {
      res.json(await listUtenti(clock, caller, query.limite ?? LIMITE_PREDEFINITO, query.cursore));
    },
  }),
  route({
    method: 'post',
    path: '/utenti',
    atto: 'amministra',
    gruppo,
    sommario: 'Creare un utente',
    body: UtenteNuovo,
    risposte: {
      201: { descrizione: 'Utente creato.', schema: UtenteLetto },
    },
    handler: async ({ res, body, caller }) => {
      const utente = await createUtente(clock, caller, body);
      send(res.status(201).location(`/api/v1/utenti/${utente.utente}`), utente);
    },
  }),
  route({
    method: 'get',
    path: '/utenti/{utente}',
    atto: 'amministra',
    gruppo,
    sommario: 'Un utente',
    params: PercorsoUtente,
    risposte: { 200: { descrizione: 'L’utente; ETag è la sua versione.', schema: UtenteLetto } },
    handler: async ({ res, params, caller }) => send(res, await readUtente(clock, caller, params.utente)),
  }),
  route({
    method: 'patch',
    path: '/utenti/{utente}',
    atto: 'amministra',
    gruppo,
    sommario: 'Cambiare denominazione, stato, password o incarichi di un utente',
    params: PercorsoUtente,
    body: CambioUtente,
    intestazioni: [IF_MATCH],
    risposte: {
      200: { descrizione: 'L’utente dopo il cambiamento.', schema: UtenteLetto },
    },
    handler: async ({ req, res, params, body, caller }) =>
      send(res, await changeUtente(clock, caller, params.utente, requireIfMatch(req), body)),
  }),
  route({
    method: 'post',
    path: '/utenti/{utente}/sblocco',
    atto: 'amministra',
    gruppo,
    sommario: 'Togliere il blocco dopo troppi tentativi di accesso non riusciti',
    params: PercorsoUtente,
    risposte: { 204: { descrizione: 'L’utente può di nuovo provare ad accedere.' } },
    handler: async ({ res, params, caller }) => {
      await unlockUtente(clock, blocco, caller, params.utente);
      res.status(204).end();
    },
  }),
];
