import { Metadati } from '../../schemas/metadati.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { type Route, route } from '../lib/route.js';
import { createAnswers, MOTIVO_ACCESSO, ONE } from '../protocollo/registrazioni-http.js';
import { formatNumero } from '../protocollo/rules.js';
import { metadatiOfRegistrazione } from './registrazione.js';
import { createRisposte, type Soggetto } from './risposta.js';

const GRUPPO = 'Metadati';
export const TIPO_XML = 'application/xml';
const INCOMPLETI = 'I metadati non sono completi: mancanze dice che cosa manca e chi lo può dare';

const soggettoOf = ({ anno, numero, versione }: Registrazione): Soggetto => ({
  tipo: 'DocumentoAmministrativoInformatico',
  riferimento: `${anno}-${formatNumero(numero)}`,
  versione,
});

/** The metadata of Allegato 5; who may read a record may have its metadata. */
export function metadatiRoutes(deps: Deps): Route[] {
  const { read } = createAnswers(deps);
  const { sendXml, vista } = createRisposte(deps);
  return [
    route({
      method: 'get',
      path: `${ONE}/metadati.xml`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'I metadati del documento amministrativo informatico (LG, Allegato 5), quando sono completi',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I metadati', tipo: TIPO_XML }, 409: { descrizione: INCOMPLETI } },
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        await sendXml(res, caller, soggettoOf(r), await metadatiOfRegistrazione(deps, r));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/metadati`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Gli stessi metadati da leggere: che cosa c’è, che cosa manca e chi lo può dare',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I campi e le mancanze', schema: Metadati } },
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        res.json(await vista(caller, soggettoOf(r), await metadatiOfRegistrazione(deps, r)));
      },
    }),
  ];
}
