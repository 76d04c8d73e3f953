import * as api from '../../schemas/campione.api.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { drawCampione, listCampioni, presentCampione, recordEsito, requireCampione } from './campioni.js';

const gruppo = 'Attestazioni';
const PATH = '/attestazioni/campioni';

/** The samples of the lots that are certified as a process (Allegato 3 §2.4). */
export const campioniRoutes = (deps: Deps): Route[] => [
  route({
    method: 'post',
    path: PATH,
    atto: 'attesta',
    gruppo,
    sommario: 'Estrae il campione di un lotto (UNI ISO 2859-1, livello II), con un seme che lo rende ripetibile',
    body: api.CampioneRichiesto,
    risposte: {
      200: { descrizione: 'C’era già, per le stesse copie', schema: api.CampioneLetto },
      201: { descrizione: 'Estratto', schema: api.CampioneLetto },
      404: { descrizione: 'Il lotto non esiste' },
      409: { descrizione: 'Mancano i certificati del ciclo, o il lotto non è pronto' },
    },
    handler: async ({ res, caller, body }) => {
      const { campione, created } = await drawCampione(deps, caller, body.lotto);
      res
        .status(created ? 201 : 200)
        .location(`/api/v1${PATH}/${campione._id}`)
        .json(presentCampione(campione));
    },
  }),
  route({
    method: 'get',
    path: PATH,
    atto: 'legge-scansioni',
    gruppo,
    sommario: 'I campioni estratti, di tutti i lotti o di uno',
    query: api.QueryCampioni,
    risposte: { 200: { descrizione: 'I più recenti prima', schema: api.ElencoCampioni } },
    handler: async ({ res, caller, query }) => {
      res.json({ elementi: (await listCampioni(caller, query.lotto)).map(presentCampione) });
    },
  }),
  route({
    method: 'get',
    path: `${PATH}/{id}`,
    atto: 'legge-scansioni',
    gruppo,
    sommario: 'Un campione: piano, seme, copie scelte, esiti',
    params: api.PercorsoCampione,
    risposte: { 200: { descrizione: 'Il campione', schema: api.CampioneLetto } },
    handler: async ({ res, caller, params }) =>
      void res.json(presentCampione(await requireCampione(caller, params.id))),
  }),
  route({
    method: 'post',
    path: `${PATH}/{id}/esiti`,
    atto: 'attesta',
    gruppo,
    sommario: 'L’esito del raffronto di una copia del campione',
    params: api.PercorsoCampione,
    body: api.EsitoCampioneRichiesto,
    risposte: {
      200: {
        descrizione: 'Annotato; se le difformi sono troppe il lotto torna al controllo',
        schema: api.CampioneLetto,
      },
      409: { descrizione: 'Il campione è concluso, o l’esito è già stato detto' },
    },
    handler: async ({ res, caller, params, body }) =>
      void res.json(presentCampione(await recordEsito(deps, caller, params.id, body))),
  }),
];
