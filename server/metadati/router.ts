import type { Caller } from '../../schemas/accesso.api.js';
import type { Documento } from '../../schemas/documento.model.js';
import { PercorsoDocumento, PercorsoFascicolo, QueryFile } from '../../schemas/fascicolo.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import { Incompleti, Metadati, QueryIncompleti } from '../../schemas/metadati.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { allaVersione } from '../fascicoli/documento-atti.js';
import { requireDocumento } from '../fascicoli/documento.js';
import { requireFascicolo, traceFascicoli } from '../fascicoli/visibilita.js';
import { legalYear } from '../lib/clock.js';
import { NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { createAnswers, MOTIVO_ACCESSO, ONE } from '../protocollo/registrazioni-http.js';
import { formatNumero } from '../protocollo/rules.js';
import { metadatiOfDocumento } from './documento.js';
import { metadatiOfFascicolo } from './fascicolo.js';
import { listIncompleti } from './incompleti.js';
import { metadatiOfRegistrazione } from './registrazione.js';
import { createRisposte, type Soggetto } from './risposta.js';

const GRUPPO = 'Metadati';
const TIPO_XML = 'application/xml';
const INCOMPLETI = 'I metadati non sono completi: mancanze dice che cosa manca e chi lo può dare';

const soggettoOf = ({ anno, numero, versione }: Registrazione): Soggetto => ({
  tipo: 'DocumentoAmministrativoInformatico',
  riferimento: `${anno}-${formatNumero(numero)}`,
  versione,
});

/** A version of the list of documents is one of the fascicolo: whatever comes in or leaves makes a new one. */
const soggettoFascicolo = ({ codice, versione }: Fascicolo, documenti: number): Soggetto => ({
  tipo: 'AggregazioneDocumentaliInformatiche',
  riferimento: `fascicolo-${codice}`,
  versione,
  documenti,
});

const soggettoDocumento = ({ _id, versione }: Documento): Soggetto => ({
  tipo: 'DocumentoInformatico',
  riferimento: `documento-${_id}`,
  versione,
});

const XML = { 200: { descrizione: 'I metadati', tipo: TIPO_XML }, 409: { descrizione: INCOMPLETI } };
const VISTA = { 200: { descrizione: 'I campi e le mancanze', schema: Metadati } };
const DA_LEGGERE = 'Gli stessi metadati da leggere: che cosa c’è, che cosa manca e chi lo può dare';

/** The metadata of Allegato 5; who may read a record may have its metadata. */
export function metadatiRoutes(deps: Deps): Route[] {
  const { read } = createAnswers(deps);
  const { sendXml, vista } = createRisposte(deps);
  const fascicoloOf = async (caller: Caller, id: string): Promise<Fascicolo> => {
    const fascicolo = await requireFascicolo(caller, id);
    await traceFascicoli(deps.clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
    return fascicolo;
  };
  const documentoOf = async (caller: Caller, id: string, versione: number | undefined): Promise<Documento> => {
    const documento = await requireDocumento(caller, id);
    const found = versione === undefined ? documento : allaVersione(documento, versione);
    if (found === undefined) throw new NonTrovatoError('Il documento non ha questa versione.');
    return found;
  };
  return [
    route({
      method: 'get',
      path: `${ONE}/metadati.xml`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'I metadati del documento amministrativo informatico (LG, Allegato 5), quando sono completi',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: XML,
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
      sommario: DA_LEGGERE,
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: VISTA,
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        res.json(await vista(caller, soggettoOf(r), await metadatiOfRegistrazione(deps, r)));
      },
    }),
    route({
      method: 'get',
      path: '/fascicoli/{id}/metadati.xml',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'I metadati del fascicolo come aggregazione documentale informatica, quando sono completi',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: XML,
      handler: async ({ res, caller, params }) => {
        const fascicolo = await fascicoloOf(caller, params.id);
        const { documenti, ...costruito } = await metadatiOfFascicolo(deps, caller, fascicolo);
        await sendXml(res, caller, soggettoFascicolo(fascicolo, documenti), costruito);
      },
    }),
    route({
      method: 'get',
      path: '/fascicoli/{id}/metadati',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: DA_LEGGERE,
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: VISTA,
      handler: async ({ res, caller, params }) => {
        const fascicolo = await fascicoloOf(caller, params.id);
        const { documenti, ...costruito } = await metadatiOfFascicolo(deps, caller, fascicolo);
        res.json(await vista(caller, soggettoFascicolo(fascicolo, documenti), costruito));
      },
    }),
    route({
      method: 'get',
      path: '/documenti/{id}/metadati.xml',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario:
        'I metadati di un documento che non è nel protocollo, come documento informatico: dell’ultima versione, o di quella chiesta',
      params: PercorsoDocumento,
      query: QueryFile,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: XML,
      handler: async ({ res, caller, params, query }) => {
        const documento = await documentoOf(caller, params.id, query.versione);
        await sendXml(res, caller, soggettoDocumento(documento), await metadatiOfDocumento(deps, documento));
      },
    }),
    route({
      method: 'get',
      path: '/documenti/{id}/metadati',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: DA_LEGGERE,
      params: PercorsoDocumento,
      query: QueryFile,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: VISTA,
      handler: async ({ res, caller, params, query }) => {
        const documento = await documentoOf(caller, params.id, query.versione);
        res.json(await vista(caller, soggettoDocumento(documento), await metadatiOfDocumento(deps, documento)));
      },
    }),
    route({
      method: 'get',
      path: '/metadati/incompleti',
      atto: 'classifica-sottoclasse',
      gruppo: GRUPPO,
      sommario:
        'Le registrazioni dell’anno a cui manca qualcosa per avere i metadati, contate per ufficio, le più recenti prima',
      query: QueryIncompleti,
      risposte: { 200: { descrizione: 'Una pagina', schema: Incompleti } },
      handler: async ({ res, caller, query: { anno = legalYear(deps.clock.now()), uo, limite, cursore } }) => {
        res.json(
          await listIncompleti(caller, {
            anno,
            ...(uo !== undefined && { uo }),
            ...(limite !== undefined && { limite }),
            ...(cursore !== undefined && { cursore }),
          }),
        );
      },
    }),
  ];
}
