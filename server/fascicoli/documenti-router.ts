import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import * as api from '../../schemas/fascicolo.api.js';
import type { Fascicolo } from '../../schemas/fascicolo.model.js';
import type { Deps } from '../deps.js';
import { requireServibile } from '../formati/stato.js';
import { parse, parseBody } from '../lib/http.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { ELENCO, IDEMPOTENCY_KEY, MOTIVO_ACCESSO, traceReading } from '../protocollo/registrazioni-http.js';
import { readContenuto } from './contenuto.js';
import { addDocumento, addVersione, requireDocumento } from './documento.js';
import { findAlberoVisibile } from './elenco.js';
import { fileDocumenti, moveDocumenti, takeOutDocumenti } from './fascicola.js';
import { GRUPPO_FASCICOLI as gruppo, idempotenzaOf, IF_MATCH_SE_CE, ifMatchOf, receiveFile } from './http.js';
import { listMovimenti } from './movimenti.js';
import { completeNascite } from './nascita.js';
import { presentContenuto, presentDocumenti, presentFascicolo } from './presenter.js';
import { requireFascicolo, traceFascicoli } from './visibilita.js';

const UNO = '/fascicoli/{id}';
const DOCUMENTO = '/documenti/{id}';
const DOPO = { descrizione: 'Il fascicolo com’è adesso', schema: api.FascicoloRisposta };

/** The documents of fascicoli: what stands in them, comes in, leaves. */
export function documentiRoutes(deps: Deps): Route[] {
  const { clock } = deps;
  const idsOf = async (caller: Caller, fascicolo: Fascicolo, parti: boolean): Promise<string[]> => {
    if (!parti) return [fascicolo._id];
    const albero = await findAlberoVisibile(caller, fascicolo.radice);
    return albero.filter(({ ordine }) => ordine.startsWith(fascicolo.ordine)).map(({ _id }) => _id);
  };

  return [
    route({
      method: 'get',
      path: `${UNO}/documenti`,
      atto: 'consulta',
      gruppo,
      sommario: 'I documenti del fascicolo nell’ordine delle date; con parti=si anche quelli delle parti',
      params: api.PercorsoFascicolo,
      query: api.QueryDocumenti,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: api.DocumentiDelFascicolo } },
      handler: async ({ res, caller, params, query }) => {
        const fascicolo = await requireFascicolo(caller, params.id);
        const { elementi, ...rest } = await readContenuto(caller, {
          ids: await idsOf(caller, fascicolo, query.parti === 'si'),
          recenti: query.ordine === 'recenti',
          limite: query.limite ?? LIMITE_PREDEFINITO,
          cursore: query.cursore,
        });
        await traceFascicoli(clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
        const registrazioni = elementi.flatMap((one) => (one.tipo === 'registrazione' ? [one.record] : []));
        await traceReading(deps, caller, registrazioni, ELENCO);
        res.json({ elementi: await presentContenuto(caller, elementi), ...rest });
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/documenti`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario:
        'Mette documenti nel fascicolo: registrazioni (JSON, anche come application/json), oppure il file di un documento che non è nel protocollo',
      params: api.PercorsoFascicolo,
      multipart: { testi: ['oggetto', 'note', 'principale', 'motivo'], file: [{ nome: 'documento' }] },
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: {
        200: { ...DOPO, descrizione: 'C’erano già, o la stessa chiave con lo stesso contenuto' },
        201: DOPO,
      },
      handler: async ({ req, res, caller, params }) => {
        const { id } = params;
        const versione = ifMatchOf(req);
        const done = async (fascicolo: Fascicolo, created: boolean, documento?: string): Promise<void> => {
          await traceFascicoli(clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
          res
            .status(created ? 201 : 200)
            .location(
              documento === undefined
                ? `/api/v1/fascicoli/${fascicolo._id}/documenti`
                : `/api/v1/documenti/${documento}`,
            )
            .set('ETag', `"${fascicolo.versione}"`)
            .json(await presentFascicolo(caller, fascicolo));
        };
        if (req.is('multipart/form-data') === false || req.is('multipart/form-data') === null) {
          const body = parseBody(api.DocumentiRichiesta, req);
          const on = { id, versione, idempotenza: idempotenzaOf(req, body) };
          const { fascicolo, quanti } = await fileDocumenti(deps, caller, on, body, body);
          await done(fascicolo, quanti > 0);
          return;
        }
        const { testi, file } = await receiveFile(deps, req, caller, ['oggetto', 'note', 'principale', 'motivo']);
        const dati = parse(api.DocumentoTesti, testi);
        const [uno] = file['documento'] ?? [];
        if (uno === undefined)
          throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il documento: allegare il file.' }]);
        const content = { ...dati, file: { nome: uno.nome, sha256: uno.sha256 } };
        const made = await addDocumento(
          deps,
          caller,
          { id, versione, idempotenza: idempotenzaOf(req, content) },
          { file: uno, ...dati },
        );
        await done(made.fascicolo, made.created, made.documento._id);
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/documenti/rimozione`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario: 'Toglie documenti dal fascicolo, con un motivo che resta',
      params: api.PercorsoFascicolo,
      body: api.RimozioneRichiesta,
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: DOPO },
      handler: async ({ req, res, caller, params, body }) => {
        const on = { id: params.id, versione: ifMatchOf(req), idempotenza: idempotenzaOf(req, body) };
        const { fascicolo } = await takeOutDocumenti(deps, caller, on, body, body.motivo);
        res.set('ETag', `"${fascicolo.versione}"`).json(await presentFascicolo(caller, fascicolo));
      },
    }),
    route({
      method: 'post',
      path: `${UNO}/documenti/spostamento`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario: 'Sposta documenti in un altro fascicolo aperto, con un motivo che resta in tutti e due',
      params: api.PercorsoFascicolo,
      body: api.SpostamentoRichiesta,
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: DOPO },
      handler: async ({ req, res, caller, params, body }) => {
        const on = { id: params.id, versione: ifMatchOf(req), idempotenza: idempotenzaOf(req, body) };
        const { fascicolo } = await moveDocumenti(deps, caller, on, body, body);
        res.set('ETag', `"${fascicolo.versione}"`).json(await presentFascicolo(caller, fascicolo));
      },
    }),
    route({
      method: 'get',
      path: `${UNO}/movimenti`,
      atto: 'consulta',
      gruppo,
      sommario: 'I documenti entrati nel fascicolo e usciti, i più recenti prima',
      params: api.PercorsoFascicolo,
      query: api.QueryMovimenti,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Quelli dei documenti che chi chiede può vedere', schema: api.MovimentiRisposta },
      },
      handler: async ({ res, caller, params, query }) => {
        const fascicolo = await requireFascicolo(caller, params.id);
        await traceFascicoli(clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
        await completeNascite(clock, fascicolo);
        res.json(await listMovimenti(caller, fascicolo, query));
      },
    }),
    route({
      method: 'get',
      path: DOCUMENTO,
      atto: 'consulta',
      gruppo,
      sommario: 'Un documento che non è nel protocollo, con le sue versioni',
      params: api.PercorsoDocumento,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Il documento', schema: api.DocumentoRisposta } },
      handler: async ({ res, caller, params }) => {
        const documento = await requireDocumento(caller, params.id);
        const [shown] = await presentDocumenti(caller, [documento]);
        res.set('ETag', `"${documento.versione}"`).json(shown);
      },
    }),
    route({
      method: 'get',
      path: `${DOCUMENTO}/file`,
      atto: 'consulta',
      gruppo,
      sommario: 'Il file di un documento che non è nel protocollo: l’ultima versione, o quella chiesta',
      params: api.PercorsoDocumento,
      query: api.QueryFile,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Il file', tipo: '*/*' },
        206: { descrizione: 'Una parte del file', tipo: '*/*' },
        304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
        409: { descrizione: 'Il file è in quarantena: l’antivirus lo ha trovato infetto' },
      },
      handler: async ({ req, res, caller, params, query }) => {
        const { versioni } = await requireDocumento(caller, params.id);
        const found = query.versione === undefined ? versioni.at(-1) : versioni.find(({ n }) => n === query.versione);
        if (found === undefined) throw new NonTrovatoError('Il documento non ha questa versione.');
        await sendFile(deps, req, res, await requireServibile(found.file));
      },
    }),
    route({
      method: 'post',
      path: `${DOCUMENTO}/versioni`,
      atto: 'gestisci-fascicolo',
      gruppo,
      sommario: 'Aggiunge una versione: quelle di prima restano',
      params: api.PercorsoDocumento,
      multipart: { testi: ['nota'], file: [{ nome: 'documento', obbligatorio: true }] },
      intestazioni: [IF_MATCH_SE_CE, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 201: { descrizione: 'Aggiunta', schema: api.DocumentoRisposta } },
      handler: async ({ req, res, caller, params }) => {
        const { testi, file } = await receiveFile(deps, req, caller, ['nota']);
        const { nota } = parse(api.VersioneTesti, testi);
        const [uno] = file['documento'] ?? [];
        if (uno === undefined)
          throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il documento: allegare il file.' }]);
        const content = { nota: nota ?? '', file: { nome: uno.nome, sha256: uno.sha256 } };
        const on = { versione: ifMatchOf(req), idempotenza: idempotenzaOf(req, content) };
        const documento = await addVersione(deps, caller, params.id, { file: uno, nota }, on);
        const [shown] = await presentDocumenti(caller, [documento]);
        res.status(201).set('ETag', `"${documento.versione}"`).json(shown);
      },
    }),
  ];
}
