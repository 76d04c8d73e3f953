import * as api from '../../schemas/interessato.api.js';
import { PercorsoFascicolo } from '../../schemas/fascicolo.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { MOTIVO_ACCESSO } from '../protocollo/registrazioni-http.js';
import { chooseDocumenti, openAccesso, readInteressati, revokeAccesso } from './accessi.js';

const gruppo = 'Interessati';
const SU = '/fascicoli/{id}/interessati';
const UNO = { 200: { descrizione: 'L’accesso com’è adesso', schema: api.AccessoLetto } };

/** The way in of the person concerned, given and taken by the office. What he sees is in pubblico-router.ts. */
export const interessatoRoutes = (deps: Deps): Route[] => [
  route({
    method: 'get',
    path: SU,
    atto: 'apre-interessato',
    gruppo,
    sommario: 'Chi è interessato dal fascicolo, che cosa può vedere, chi ha letto e quando',
    params: PercorsoFascicolo,
    intestazioni: [MOTIVO_ACCESSO],
    risposte: {
      200: { descrizione: 'Soggetti, documenti, accessi e le ultime letture', schema: api.InteressatiFascicolo },
    },
    handler: async ({ res, caller, params }) => void res.json(await readInteressati(deps, caller, params.id)),
  }),
  route({
    method: 'post',
    path: SU,
    atto: 'apre-interessato',
    gruppo,
    sommario: 'Dà a un interessato il collegamento al suo fascicolo e, a parte, il codice: si leggono una volta sola',
    params: PercorsoFascicolo,
    body: api.AccessoRichiesta,
    intestazioni: [MOTIVO_ACCESSO],
    risposte: {
      201: { descrizione: 'Dato; quello di prima dello stesso soggetto non vale più', schema: api.AccessoDato },
    },
    handler: async ({ res, caller, params, body }) => {
      const dato = await openAccesso(deps, caller, params.id, body);
      res.status(201).location(`/api/v1/fascicoli/${params.id}/interessati`).json(dato);
    },
  }),
  route({
    method: 'post',
    path: `${SU}/{accesso}/documenti`,
    atto: 'apre-interessato',
    gruppo,
    sommario: 'Stabilisce quali documenti l’interessato può leggere',
    params: api.PercorsoAccesso,
    body: api.DocumentiAccessoRichiesta,
    intestazioni: [MOTIVO_ACCESSO],
    risposte: UNO,
    handler: async ({ res, caller, params, body }) =>
      void res.json(await chooseDocumenti(deps, caller, params, body.documenti)),
  }),
  route({
    method: 'post',
    path: `${SU}/{accesso}/revoca`,
    atto: 'apre-interessato',
    gruppo,
    sommario: 'Toglie l’accesso: il collegamento non si apre più',
    params: api.PercorsoAccesso,
    body: api.RevocaAccessoRichiesta,
    intestazioni: [MOTIVO_ACCESSO],
    risposte: UNO,
    handler: async ({ res, caller, params, body }) =>
      void res.json(await revokeAccesso(deps, caller, params, body.motivo)),
  }),
];
