import type { Request, Response } from 'express';
import type { Caller } from '../../schemas/accesso.api.js';
import * as api from '../../schemas/registro-giornaliero.api.js';
import { aooOf } from '../accesso/aoo.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { StatoIncompatibileError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { ensureCopia } from './copia.js';
import { requireAnnuale, requireGiornaliero } from './service.js';
import { SENZA_SIGILLO } from './sigillatura.js';
import { ensureSigillo } from './sigillo.js';
import { corredoOf, listGiornate, presentChiusa } from './stato.js';

const GRUPPO = 'Registri giornalieri';
const ATTO = 'legge-registro-giornaliero';
const PDF = 'application/pdf';
const XML = 'application/xml';
const P7S = 'application/pkcs7-signature';

/** What both registers answer with. */
const risposte = (aperto: string): Route['risposte'] => ({
  200: { descrizione: 'Il registro: il PDF/A-2b, oppure l’XML da cui è formato', tipo: PDF, altriTipi: [XML] },
  206: { descrizione: 'Una parte del file', tipo: PDF, altriTipi: [XML] },
  304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
  409: { descrizione: aperto },
});

/** The PDF unless the XML is asked for; a browser that opens the address likes any XML better than what it does not name. */
const prefersXml = (req: Request): boolean =>
  req.accepts([PDF, XML]) === XML && !(req.accepts(PDF) === PDF && (req.get('accept') ?? '').includes('text/html'));

/** A stored register as the caller wants it; who read it stands in the audit before it is shown. */
function createSender(deps: Deps) {
  return async (
    { req, res, caller }: { req: Request; res: Response; caller: Caller },
    { nome, xml, riferimento }: { nome: string; xml: { sha256: string; dimensione: number }; riferimento: string },
  ): Promise<void> => {
    const asXml = prefersXml(req);
    const file = asXml ? xml : (await ensureCopia(deps.store, xml.sha256)).pdf;
    await recordAccesso(deps.clock, caller, ATTO, riferimento);
    res.vary('Accept');
    await sendFile(deps, req, res, {
      nome: `${nome}.${asXml ? 'xml' : 'pdf'}`,
      sha256: file.sha256,
      dimensione: file.dimensione,
      mime: asXml ? XML : PDF,
      formato: { mime: asXml ? XML : PDF },
      firme: [],
    });
  };
}

const FIRMA: Route['risposte'] = {
  200: {
    descrizione: 'La firma staccata (CAdES), del PDF o, se è chiesto, dell’XML',
    tipo: P7S,
    altriTipi: [PDF, XML],
  },
  206: { descrizione: 'Una parte della firma', tipo: P7S, altriTipi: [PDF, XML] },
  304: { descrizione: 'La firma è quella che chi chiede ha già (If-None-Match)' },
  409: { descrizione: 'La AOO non ha un sigillo' },
};

/** The seal over a stored register, put on it now if it was not there. */
function createSigilli(deps: Deps) {
  return async (
    {
      req,
      res,
      caller,
      query,
    }: { req: Request; res: Response; caller: Caller; query: { di?: 'pdf' | 'xml' | undefined } },
    { nome, xml, riferimento }: { nome: string; xml: { sha256: string; dimensione: number }; riferimento: string },
  ): Promise<void> => {
    const di = query.di ?? (req.accepts([P7S, PDF, XML]) === XML ? 'xml' : 'pdf');
    const signed = di === 'xml' ? xml : (await ensureCopia(deps.store, xml.sha256)).pdf;
    const sigillo = await ensureSigillo(deps, caller.aoo, signed);
    if (sigillo === undefined) throw new StatoIncompatibileError(SENZA_SIGILLO);
    await recordAccesso(deps.clock, caller, ATTO, `${riferimento}/firma`);
    res.vary('Accept');
    await sendFile(deps, req, res, {
      nome: `${nome}.${di}.p7s`,
      ...sigillo.firma,
      mime: P7S,
      formato: { mime: P7S },
      firme: [],
    });
  };
}

export function giornalieroRoutes(deps: Deps): Route[] {
  const send = createSender(deps);
  const sendSigillo = createSigilli(deps);
  return [
    route({
      method: 'get',
      path: '/registro-giornaliero',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario: 'Le giornate di un anno: chiuse, con numeri e impronte, e ancora da chiudere',
      query: api.QueryGiornate,
      risposte: { 200: { descrizione: 'Le giornate, dalla più recente', schema: api.Giornate } },
      handler: async ({ res, caller, query }) => {
        res.json(await listGiornate(await aooOf(caller.aoo), query.anno, deps.clock.now()));
      },
    }),
    route({
      method: 'get',
      path: '/registro-giornaliero/{data}',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario:
        'Il registro giornaliero di una giornata passata, chiusa ora se era ancora aperta; la lettura resta annotata',
      params: api.PercorsoGiorno,
      risposte: risposte('Giornata non ancora chiusa'),
      handler: async ({ req, res, caller, params }) => {
        const { xml, giorno } = await requireGiornaliero(deps, await aooOf(caller.aoo), params.data);
        await send({ req, res, caller }, { nome: `registro-giornaliero-${giorno}`, xml, riferimento: giorno });
      },
    }),
    route({
      method: 'get',
      path: '/registro-giornaliero/{data}/firma',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario:
        'Il sigillo della AOO sul registro di una giornata chiusa, apposto ora se mancava; la lettura resta annotata',
      params: api.PercorsoGiorno,
      query: api.QueryFirmaRegistro,
      risposte: FIRMA,
      handler: async ({ req, res, caller, params, query }) => {
        const { xml, giorno } = await requireGiornaliero(deps, await aooOf(caller.aoo), params.data);
        const cosa = { nome: `registro-giornaliero-${giorno}`, xml, riferimento: giorno };
        await sendSigillo({ req, res, caller, query }, cosa);
      },
    }),
    route({
      method: 'get',
      path: '/registro-annuale/{anno}/firma',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario:
        'Il sigillo della AOO sul registro di un anno concluso, apposto ora se mancava; la lettura resta annotata',
      params: api.PercorsoAnno,
      query: api.QueryFirmaRegistro,
      risposte: FIRMA,
      handler: async ({ req, res, caller, params, query }) => {
        const { xml, anno } = await requireAnnuale(deps, await aooOf(caller.aoo), params.anno);
        const cosa = { nome: `registro-annuale-${anno}`, xml, riferimento: String(anno) };
        await sendSigillo({ req, res, caller, query }, cosa);
      },
    }),
    route({
      method: 'post',
      path: '/registro-giornaliero/{data}/chiusura',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario:
        'Chiude una giornata passata, dopo quelle prima che sono ancora aperte; su una già chiusa non cambia nulla',
      params: api.PercorsoGiorno,
      risposte: { 200: { descrizione: 'La giornata chiusa', schema: api.Giornata } },
      handler: async ({ res, caller, params }) => {
        const chiusa = await requireGiornaliero(deps, await aooOf(caller.aoo), params.data);
        await recordAccesso(deps.clock, caller, 'chiude-giornata', chiusa.giorno);
        res.json(presentChiusa(chiusa, await corredoOf([chiusa])));
      },
    }),
    route({
      method: 'get',
      path: '/registro-annuale/{anno}',
      atto: ATTO,
      gruppo: GRUPPO,
      sommario: 'Il registro di un anno concluso; la lettura resta annotata',
      params: api.PercorsoAnno,
      risposte: risposte('Anno non ancora concluso'),
      handler: async ({ req, res, caller, params }) => {
        const { xml, anno } = await requireAnnuale(deps, await aooOf(caller.aoo), params.anno);
        await send({ req, res, caller }, { nome: `registro-annuale-${anno}`, xml, riferimento: String(anno) });
      },
    }),
  ];
}
