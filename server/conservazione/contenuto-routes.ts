import * as api from '../../schemas/conservazione.api.js';
import type { Deps } from '../deps.js';
import { NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { MOTIVO_ACCESSO } from '../protocollo/registrazioni-http.js';
import { createContenuto, rispostaAnnullamento } from './contenuto.js';
import { requireVersamento } from './service.js';

const gruppo = 'Conservazione';
const LEGGE = 'legge-conservazione';
const XML = 'application/xml';
const ZIP = 'application/zip';

/** By what an answer says that it is, so that whoever saves it can open it. */
function estensioneOf(mime: string): string {
  const kind = /\b(xml|json|html|zip|pdf)\b/i.exec(mime)?.[1];
  return kind !== undefined ? `.${kind.toLowerCase()}` : mime.startsWith('text/') ? '.txt' : '.bin';
}

/** What a package is made of, and what the receiver has answered, byte by byte. */
export function contenutoRoutes(deps: Deps): Route[] {
  const { legge, invia, inviaArchivio } = createContenuto(deps);
  const intestazioni = [MOTIVO_ACCESSO];
  const uguale = { 304: { descrizione: 'È quello che chi chiede ha già (If-None-Match)' } };
  return [
    route({
      method: 'get',
      path: '/versamenti/{id}/pacchetto.zip',
      atto: LEGGE,
      gruppo,
      sommario: 'Il pacchetto: indice e file come sono stati inviati, con le impronte; gli stessi byte per sempre',
      params: api.PercorsoVersamento,
      intestazioni,
      risposte: { 200: { descrizione: 'L’archivio; se un file è alterato si interrompe', tipo: ZIP }, ...uguale },
      handler: async ({ req, res, caller, params }) => {
        const v = await requireVersamento(caller.aoo, params.id);
        await legge(caller, v);
        await inviaArchivio(req, res, v);
      },
    }),
    route({
      method: 'get',
      path: '/versamenti/{id}/indice.xml',
      atto: LEGGE,
      gruppo,
      sommario: 'L’indice del pacchetto, come è stato inviato',
      params: api.PercorsoVersamento,
      intestazioni,
      risposte: { 200: { descrizione: 'L’indice', tipo: XML }, ...uguale },
      handler: async ({ req, res, caller, params }) => {
        const v = await requireVersamento(caller.aoo, params.id);
        await legge(caller, v);
        const { sha256, dimensione } = v.pacchetto.indice;
        await invia(req, res, { nome: `indice-${v._id}.xml`, sha256, dimensione, mime: XML });
      },
    }),
    route({
      method: 'get',
      path: '/versamenti/{id}/rapporto.xml',
      atto: LEGGE,
      gruppo,
      sommario: 'Il rapporto di versamento, come il conservatore lo ha reso',
      params: api.PercorsoVersamento,
      intestazioni,
      risposte: { 200: { descrizione: 'Il rapporto', tipo: XML }, ...uguale },
      handler: async ({ req, res, caller, params }) => {
        const v = await requireVersamento(caller.aoo, params.id);
        if (v.rapporto === undefined) throw new NonTrovatoError('Il versamento non ha ancora un rapporto.');
        await legge(caller, v);
        const { sha256, dimensione } = v.rapporto;
        await invia(req, res, { nome: `rapporto-${v._id}.xml`, sha256, dimensione, mime: XML });
      },
    }),
    route({
      method: 'get',
      path: '/versamenti/{id}/annullamento/risposta',
      atto: LEGGE,
      gruppo,
      sommario: 'La risposta all’ultima richiesta di annullamento, come è arrivata',
      params: api.PercorsoVersamento,
      intestazioni,
      risposte: { 200: { descrizione: 'La risposta', tipo: '*/*' }, ...uguale },
      handler: async ({ req, res, caller, params }) => {
        const v = await requireVersamento(caller.aoo, params.id);
        const risposta = rispostaAnnullamento(v);
        if (risposta === undefined)
          throw new NonTrovatoError('A una richiesta di annullamento il conservatore non ha risposto.');
        await legge(caller, v);
        await invia(req, res, { nome: `annullamento-${v._id}${estensioneOf(risposta.mime)}`, ...risposta });
      },
    }),
    route({
      method: 'get',
      path: '/versamenti/{id}/risposte/{n}',
      atto: LEGGE,
      gruppo,
      sommario: 'La risposta a un tentativo, come è arrivata',
      params: api.PercorsoRisposta,
      intestazioni,
      risposte: { 200: { descrizione: 'La risposta', tipo: '*/*' }, ...uguale },
      handler: async ({ req, res, caller, params }) => {
        const v = await requireVersamento(caller.aoo, params.id);
        const risposta = v.tentativi.find(({ n }) => n === Number(params.n))?.risposta;
        if (risposta === undefined) throw new NonTrovatoError('A questo tentativo il conservatore non ha risposto.');
        await legge(caller, v);
        await invia(req, res, { nome: `risposta-${v._id}-${params.n}${estensioneOf(risposta.mime)}`, ...risposta });
      },
    }),
  ];
}
