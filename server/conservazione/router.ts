import type { Caller } from '../../schemas/accesso.api.js';
import * as api from '../../schemas/conservazione.api.js';
import { PercorsoFascicolo } from '../../schemas/fascicolo.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import { PercorsoAtto } from '../../schemas/repertorio.api.js';
import { QueryVersamenti, VersamentoRichiesto, VersamentoRisposta } from '../../schemas/versamento.api.js';
import { findDi, type Versamento } from '../../schemas/versamento.model.js';
import type { Deps } from '../deps.js';
import { requireFascicolo } from '../fascicoli/visibilita.js';
import { type Route, route } from '../lib/route.js';
import { requireVisible } from '../protocollo/lookup.js';
import { MOTIVO_ACCESSO, ONE } from '../protocollo/registrazioni-http.js';
import { createContenuto } from './contenuto.js';
import { dovutiDi } from './dovuti.js';
import { listVersamenti } from './elenco.js';
import { copriVersamento, findRiservate, nomeCosa } from './riservate.js';
import { presentVersamento } from './presenter.js';
import { riferimentoUnita } from './regole/riferimento.js';
import { riepilogoDi } from './riepilogo.js';
import { breviDi, nonInviabiliDi, requireVersamento, versa, VersamentoFermoError } from './service.js';
import { createSvegliaInvii } from './sveglia.js';
import { azioniRoutes } from './azioni-routes.js';
import { contenutoRoutes } from './contenuto-routes.js';

const gruppo = 'Conservazione';
const LEGGE = 'legge-conservazione';

/** A package with the others of the same thing, as who asks may read it; what is reserved with a reason, and never without a trace. */
function createIntero(deps: Deps) {
  const { legge } = createContenuto(deps);
  return async (caller: Caller, v: Versamento): Promise<VersamentoRisposta> => {
    const shown = presentVersamento(v, await findDi(v.aoo, v.tipo, v.riferimento));
    if (!(await findRiservate(v.aoo, [v])).has(nomeCosa(v))) return shown;
    if (caller.motivoAccesso === undefined) return copriVersamento(shown);
    await legge(caller, v);
    return shown;
  };
}

/** What is shipped to the conservation system, how it stands, and what a person may do about it. */
export function conservazioneRoutes(deps: Deps): Route[] {
  const sveglia = createSvegliaInvii(deps);
  const intero = createIntero(deps);
  return [
    route({
      method: 'post',
      path: '/versamenti',
      atto: 'versa',
      gruppo,
      sommario: 'Versa in conservazione una registrazione, un registro giornaliero o un fascicolo, dovuto o non ancora',
      body: VersamentoRichiesto,
      risposte: {
        200: {
          descrizione: 'C’era già: accettato, o in corso; nulla di nuovo è stato preparato',
          schema: VersamentoRisposta,
        },
        202: { descrizione: 'Preparato ora: parte da sé', schema: VersamentoRisposta },
        404: { descrizione: 'Ciò che si vuole versare non c’è' },
        409: {
          descrizione:
            'Problema `dati-mancanti`: non si può ancora versare, `mancanze` dice che cosa manca e chi lo può dare. Problema `stato-incompatibile`: il versamento c’è già e non è più in corso; il codice in `mancanze` ne è lo stato (`rifiutato`, `annullato`), `Location` ne è l’indirizzo, e dopo aver provveduto si prosegue con `POST /versamenti/{id}/ritenta`',
        },
      },
      handler: async ({ res, caller, body }) => {
        const { versamento, esito } = await versa(deps, caller, body);
        res.location(`/api/v1/versamenti/${versamento._id}`);
        if (esito === 'fermo') throw new VersamentoFermoError(versamento);
        if (esito === 'nuovo') await sveglia(versamento._id);
        res.status(esito === 'nuovo' ? 202 : 200).json(await intero(caller, versamento));
      },
    }),
    route({
      method: 'get',
      path: '/versamenti',
      atto: LEGGE,
      gruppo,
      sommario: 'I versamenti, per coda, stato, tipo, riferimento, anno o causa',
      query: QueryVersamenti,
      risposte: { 200: { descrizione: 'Una pagina, i più recenti prima', schema: api.VersamentiElenco } },
      handler: async ({ res, caller, query }) => {
        res.json(await listVersamenti(caller.aoo, query, deps.clock.now()));
      },
    }),
    route({
      method: 'get',
      path: '/versamenti/riepilogo',
      atto: LEGGE,
      gruppo,
      sommario: 'La scrivania della conservazione: code, copertura degli anni, rifiuti per causa, linee',
      query: api.QueryRiepilogo,
      risposte: { 200: { descrizione: 'Il riepilogo', schema: api.Riepilogo } },
      handler: async ({ res, caller, query }) => {
        res.json(await riepilogoDi(deps, caller.aoo, query.anno));
      },
    }),
    route({
      method: 'get',
      path: '/versamenti/{id}',
      atto: LEGGE,
      gruppo,
      sommario: 'Un versamento con i suoi tentativi, il rapporto e la storia',
      params: api.PercorsoVersamento,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Il versamento', schema: VersamentoRisposta } },
      handler: async ({ res, caller, params }) => {
        res.json(await intero(caller, await requireVersamento(caller.aoo, params.id)));
      },
    }),
    ...azioniRoutes(deps, sveglia, intero),
    ...contenutoRoutes(deps),
    route({
      method: 'get',
      path: '/conservazione/non-inviabili',
      atto: LEGGE,
      gruppo,
      sommario: 'Ciò che è dovuto e non si può versare: che cosa manca e chi lo può dare',
      query: api.QueryNonInviabili,
      risposte: { 200: { descrizione: 'Una pagina', schema: api.NonInviabiliElenco } },
      handler: async ({ res, caller, query }) => {
        res.json(await nonInviabiliDi(caller.aoo, query));
      },
    }),
    route({
      method: 'get',
      path: '/conservazione/dovuti',
      atto: LEGGE,
      gruppo,
      sommario: 'Ciò che è dovuto e non ha ancora un pacchetto, nell’ordine in cui parte',
      query: api.QueryDovuti,
      risposte: { 200: { descrizione: 'I primi che partono', schema: api.DovutiElenco } },
      handler: async ({ res, caller, query }) => {
        res.json(await dovutiDi(deps, caller.aoo, query.limite));
      },
    }),
    ...[
      { path: `${ONE}/versamenti`, params: PercorsoRegistrazione },
      { path: '/repertori/{registro}/{anno}/{numero}/versamenti', params: PercorsoAtto },
    ].map(({ path, params: schema }) =>
      route({
        method: 'get',
        path,
        atto: 'consulta',
        gruppo,
        sommario: 'Come sta in conservazione il documento',
        params: schema,
        intestazioni: [MOTIVO_ACCESSO],
        risposte: { 200: { descrizione: 'I suoi versamenti, i più recenti prima', schema: api.VersamentiBrevi } },
        handler: async ({ res, caller, params }) => {
          const found = await requireVisible(caller, params);
          res.json(await breviDi(caller.aoo, 'unita-documentaria', riferimentoUnita(found)));
        },
      }),
    ),
    route({
      method: 'get',
      path: '/fascicoli/{id}/versamenti',
      atto: 'consulta',
      gruppo,
      sommario: 'Come sta in conservazione il fascicolo',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I suoi versamenti, i più recenti prima', schema: api.VersamentiBrevi } },
      handler: async ({ res, caller, params }) => {
        const { _id } = await requireFascicolo(caller, params.id);
        res.json(await breviDi(caller.aoo, 'fascicolo', _id));
      },
    }),
  ];
}
