import type { Request, Response } from 'express';
import * as api from '../../schemas/attestazione.api.js';
import {
  type Attestazione,
  type FileAttestazione,
  findAttestazione,
  findAttestazioni,
} from '../../schemas/attestazione.model.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import { PercorsoScansione } from '../../schemas/scansione.api.js';
import type { Deps } from '../deps.js';
import { idempotenzaOf } from '../fascicoli/http.js';
import { NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { createAnswers, IDEMPOTENCY_KEY, MOTIVO_ACCESSO, ONE } from '../protocollo/registrazioni-http.js';
import { previewAttestazione } from './anteprima.js';
import { attesta } from './attesta.js';
import { recheckCopia } from './copie.js';
import { attestazioniDi } from './di-registrazione.js';
import { acceptFirma } from './firma-esterna.js';
import { presentAll, presentFirma, presentOne, requireTutte, urlDocumento } from './presenter.js';
import { markRaffronto, readRaffronto } from './raffronti.js';
import { receiveFirma } from './ricevi.js';

const gruppo = 'Attestazioni';
const PDF = 'application/pdf';
const P7M = 'application/pkcs7-mime';
const P7S = 'application/pkcs7-signature';
const RAFFRONTO = '/scansioni/{id}/raffronto';
const ATTESTAZIONE = '/scansioni/{id}/attestazione';
const UNA = '/attestazioni/{id}';

const mimeOf = (nome: string): string => (nome.endsWith('.pdf') ? PDF : nome.endsWith('.p7s') ? P7S : P7M);

/** What is answered to who attests: what was done, or what he must sign. The same for the same request. */
const bodyOf = (a: Attestazione): object =>
  a.firma === undefined
    ? {
        id: a._id,
        daFirmare: { url: urlDocumento(a._id), sha256: a.documento.sha256, dimensione: a.documento.dimensione },
      }
    : { attestazione: { id: a._id, sha256: a.documento.sha256, firma: presentFirma(a._id, a.firma) } };

/** Comparison, attestation, signature (contract §2, §4). */
export function attestazioniRoutes(deps: Deps): Route[] {
  const { read } = createAnswers(deps);
  const send = (req: Request, res: Response, { nome, sha256, dimensione }: FileAttestazione): Promise<void> => {
    const mime = mimeOf(nome);
    return sendFile(deps, req, res, { nome, mime, sha256, dimensione, formato: { mime }, firme: [] });
  };

  return [
    route({
      method: 'get',
      path: RAFFRONTO,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Il raffronto di una copia, pagina per pagina',
      params: PercorsoScansione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Le pagine con il loro esito', schema: api.RaffrontoLetto } },
      handler: async ({ res, caller, params }) => void res.json(await readRaffronto(caller, params.id)),
    }),
    route({
      method: 'post',
      path: RAFFRONTO,
      atto: 'attesta',
      gruppo,
      sommario: 'Segna una o più pagine come uguali all’originale, o diverse e in che cosa',
      params: PercorsoScansione,
      body: api.RaffrontoRichiesto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Segnate', schema: api.RaffrontoLetto },
        409: { descrizione: 'La copia è già attestata' },
      },
      handler: async ({ res, caller, params, body }) =>
        void res.json(await markRaffronto(deps, caller, params.id, body)),
    }),
    route({
      method: 'post',
      path: '/scansioni/{id}/ricontrollo',
      atto: 'scansiona',
      gruppo,
      sommario: 'Una scansione che il campione ha rimandato è stata ricontrollata, ed è buona',
      params: PercorsoScansione,
      body: api.RicontrolloRichiesto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Di nuovo pronta', schema: api.Ricontrollata },
        409: { descrizione: 'Non era stata rimandata' },
      },
      handler: async ({ res, caller, params, body }) => {
        const { _id, stato } = await recheckCopia(deps, caller, params.id, body.motivo);
        res.json({ id: _id, stato });
      },
    }),
    route({
      method: 'get',
      path: ATTESTAZIONE,
      atto: 'attesta',
      gruppo,
      sommario: 'Le parole dell’attestazione come sarebbe ora, o perché non si può attestare',
      params: PercorsoScansione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’anteprima', schema: api.AnteprimaAttestazione } },
      handler: async ({ res, caller, params }) => void res.json(await previewAttestazione(deps, caller, params.id)),
    }),
    route({
      method: 'post',
      path: ATTESTAZIONE,
      atto: 'attesta',
      gruppo,
      sommario: 'Attesta la conformità di una copia o di molte, con raffronto o con processo certificato',
      params: PercorsoScansione,
      body: api.AttestazioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'La stessa chiave: ciò che era stato fatto', schema: api.AttestazioneFatta },
        201: { descrizione: 'Attestata e firmata', schema: api.AttestazioneFatta },
        202: { descrizione: 'Il documento attende la firma fatta altrove', schema: api.AttestazioneDaFirmare },
        403: { descrizione: 'Manca una delega ad attestare valida oggi' },
        409: { descrizione: 'Già attestata, non pronta, senza chiave, o senza i certificati del processo' },
      },
      handler: async ({ req, res, caller, params, body }) => {
        const { attestazione, created } = await attesta(deps, caller, params.id, body, idempotenzaOf(req, body));
        const status = created ? (attestazione.firma === undefined ? 202 : 201) : 200;
        res.status(status).location(urlDocumento(attestazione._id)).json(bodyOf(attestazione));
      },
    }),
    route({
      method: 'get',
      path: '/attestazioni',
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Le attestazioni',
      query: api.QueryAttestazioni,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Le più recenti prima', schema: api.ElencoAttestazioni } },
      handler: async ({ res, caller, query: { limite = LIMITE_PREDEFINITO, cursore, ...filtro } }) => {
        const found = await findAttestazioni(caller.aoo, filtro, limite + 1, cursore);
        const page = found.slice(0, limite);
        const last = page.at(-1)?._id;
        res.json({
          elementi: await presentAll(deps, caller, page),
          ...(found.length > limite && last !== undefined && { cursore: last }),
        });
      },
    }),
    route({
      method: 'get',
      path: UNA,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Il documento di un’attestazione (PDF/A), o i suoi dati',
      params: api.PercorsoAttestazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: {
          descrizione: 'Il documento',
          tipo: PDF,
          altriTipi: ['application/json'],
          schema: api.AttestazioneLetta,
        },
      },
      handler: async ({ req, res, caller, params }) => {
        const found = await findAttestazione(caller.aoo, params.id);
        res.vary('Accept');
        if (req.accepts([PDF, 'application/json']) === 'application/json')
          res.json(await presentOne(deps, caller, found));
        else await send(req, res, (await requireTutte(caller, found)).documento);
      },
    }),
    route({
      method: 'get',
      path: `${UNA}/firma`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'La firma di un’attestazione, come è conservata',
      params: api.PercorsoAttestazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Il file della firma', tipo: P7M, altriTipi: [P7S, PDF] } },
      handler: async ({ req, res, caller, params }) => {
        const { firma } = await requireTutte(caller, await findAttestazione(caller.aoo, params.id));
        if (firma === undefined) throw new NonTrovatoError('L’attestazione non è ancora firmata.');
        await send(req, res, firma);
      },
    }),
    route({
      method: 'put',
      path: `${UNA}/firma`,
      atto: 'attesta',
      gruppo,
      sommario: 'Carica la firma fatta altrove: .p7m, .p7s o PDF firmato, come file o come parte «firma»',
      params: api.PercorsoAttestazione,
      multipart: { file: [{ nome: 'firma', obbligatorio: true }] },
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Firmata, e le copie attestate', schema: api.AttestazioneLetta },
        403: { descrizione: 'Non è del funzionario, o la sua delega non vale oggi' },
        409: { descrizione: 'Già firmata, o una copia è cambiata' },
        422: { descrizione: 'La firma non è su quel documento, non è valida, o non è del funzionario' },
      },
      handler: async ({ req, res, caller, params }) => {
        const bytes = await receiveFirma(deps, req);
        res.json(await presentOne(deps, caller, await acceptFirma(deps, caller, params.id, bytes)));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/attestazioni`,
      atto: 'consulta',
      gruppo,
      sommario:
        'Copia, attestazione e posto dell’originale di una registrazione; che cosa si può distruggere e perché no',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Le attestazioni', schema: api.AttestazioniDiRegistrazione } },
      handler: async ({ res, caller, params }) => {
        res.json({ elementi: await attestazioniDi(deps, await read(caller, params)) });
      },
    }),
  ];
}
