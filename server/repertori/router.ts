import { QueryAllegato, QueryDocumento, QueryEtichetta } from '../../schemas/carte.api.js';
import { Metadati } from '../../schemas/metadati.api.js';
import * as risposta from '../../schemas/registrazione-risposta.api.js';
import { PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import * as api from '../../schemas/repertorio.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { recordAccesso } from '../accesso/audit.js';
import { copyWithSegnatura } from '../carte/copia.js';
import { cartaOf } from '../carte/dati.js';
import { sendCarta } from '../carte/invio.js';
import type { Deps } from '../deps.js';
import { sendContenuto } from '../firme/contenuto.js';
import { withSeenAtti } from '../fascicoli/nomi.js';
import { isInerte, requireServibile } from '../formati/stato.js';
import { legalDay, legalYear } from '../lib/clock.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { parse } from '../lib/http.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { metadatiOfRegistrazione } from '../metadati/registrazione.js';
import { createRisposte } from '../metadati/risposta.js';
import { sendFile } from '../protocollo/files.js';
import { locationOf, presentBirth, presentEventi, presentRiga } from '../protocollo/presenter.js';
import {
  createAnswers,
  createReceiver,
  ELENCO,
  IDEMPOTENCY_KEY,
  keyOf,
  MOTIVO_ACCESSO,
  RISPOSTA,
  traceReading,
} from '../protocollo/registrazioni-http.js';
import { formatNumero } from '../protocollo/rules.js';
import { verifyRegistrazione } from '../protocollo/scheda.js';
import { withSeen } from '../protocollo/viste.js';
import { rigaCsv, TITOLI } from '../ricerca/colonne.js';
import { sendCopiaPdfA } from '../scansione/ufficio/invio.js';
import { composeRepertorio, drawRepertorio } from './annuale.js';
import { findAttiOf } from './collega.js';
import { isContinua, requireRepertorio } from './configurazione.js';
import { listAtti, listRepertori, pagesOfAtti } from './elenco.js';
import { registerAtto } from './registra.js';

const gruppo = 'Repertori';
const PDF = 'application/pdf';
const XML = 'application/xml';
const REGISTRO = '/repertori/{registro}';
const ATTO = `${REGISTRO}/{anno}/{numero}`;
const FILE = {
  200: { descrizione: 'Il file', tipo: '*/*' },
  206: { descrizione: 'Una parte del file', tipo: '*/*' },
  304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
  409: { descrizione: 'Il file è in quarantena, o non se ne può fare una copia in PDF/A' },
};

const nomeOf = ({ registro, anno, numero }: Registrazione): string => `${registro}-${anno}-${formatNumero(numero)}`;

/** The repertori: registering, lists, files and papers; later acts are in atti-router.ts. */
export function repertoriRoutes(deps: Deps): Route[] {
  const { clock } = deps;
  const { read, answer } = createAnswers(deps);
  const { receive, filesOf } = createReceiver(deps);
  const { sendXml, vista } = createRisposte(deps);
  const metadatiOf = (r: Registrazione) => ({
    tipo: 'DocumentoAmministrativoInformatico' as const,
    riferimento: nomeOf(r),
    versione: r.versione,
  });
  const rows = async (caller: Caller, atti: readonly Registrazione[]) => {
    await traceReading(deps, caller, atti, ELENCO);
    return (await withSeen(caller, atti)).map(presentRiga);
  };
  /** Rows of an export; what is reserved is traced before it goes out. */
  async function* righe(caller: Caller, pages: AsyncIterable<Registrazione[]>): AsyncGenerator<string[], void> {
    for await (const page of pages) {
      await traceReading(deps, caller, page, ELENCO);
      for (const one of await withSeen(caller, page)) yield rigaCsv(one, false);
    }
  }

  return [
    route({
      method: 'get',
      path: '/repertori',
      atto: 'consulta',
      gruppo,
      sommario: 'I repertori e i registri particolari della AOO, con gli atti di un anno che chi chiede può vedere',
      query: api.QueryRepertori,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I repertori, nel loro ordine', schema: api.ElencoRepertori } },
      handler: async ({ res, caller, query }) => {
        const adesso = clock.now();
        res.json(await listRepertori(caller, legalDay(adesso), query.anno ?? legalYear(adesso)));
      },
    }),
    route({
      method: 'post',
      path: `${REGISTRO}/registrazioni`,
      atto: 'registra-repertorio',
      gruppo,
      sommario:
        'Registra un atto in un repertorio: numero, data, segnatura e posto nella sua catena in una sola scrittura',
      params: api.PercorsoRepertorio,
      body: api.AttoRichiesta,
      multipart: {
        json: 'registrazione',
        file: [
          { nome: 'documento', obbligatorio: true },
          { nome: 'allegato', molti: true },
        ],
      },
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: {
        200: RISPOSTA('La stessa chiave con lo stesso contenuto: la risposta di allora'),
        201: RISPOSTA('Registrato'),
        409: { descrizione: 'Il repertorio è chiuso, o la chiave è di un’altra richiesta' },
      },
      handler: async ({ req, res, caller, params }) => {
        const chiave = keyOf(req.get('idempotency-key'));
        const { json, file } = await receive({ req, caller }, true);
        if (json === undefined)
          throw new DatiNonValidiError([
            { campo: 'registrazione', messaggio: 'Manca la parte registrazione, in JSON.' },
          ]);
        const invio = { richiesta: parse(api.AttoRichiesta, json), ...filesOf(file) };
        const { registrazione: nata, created } = await registerAtto(deps, caller, params.registro, invio, chiave);
        res
          .status(created ? 201 : 200)
          .location(locationOf(nata))
          .set('ETag', '"1"')
          .json(presentBirth(nata));
      },
    }),
    route({
      method: 'get',
      path: `${REGISTRO}/registrazioni`,
      atto: 'consulta',
      gruppo,
      sommario: 'Gli atti di un repertorio: tutti i filtri insieme, i più recenti prima',
      params: api.PercorsoRepertorio,
      query: api.QueryAtti,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ElencoAtti } },
      handler: async ({ res, caller, params, query }) => {
        await requireRepertorio(caller.aoo, legalDay(clock.now()), params.registro);
        const { elementi, ...rest } = await listAtti(caller, params.registro, query);
        res.json({ elementi: await rows(caller, elementi), ...rest });
      },
    }),
    route({
      method: 'get',
      path: `${REGISTRO}/registrazioni.csv`,
      atto: 'consulta',
      gruppo,
      sommario: 'Esporta gli atti che la ricerca trova, dal primo numero, con gli stessi diritti dell’elenco',
      params: api.PercorsoRepertorio,
      query: api.QueryEsportazioneAtti,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, params, query }) => {
        const { registro } = params;
        const oggi = legalDay(clock.now());
        await requireRepertorio(caller.aoo, oggi, registro);
        await recordAccesso(clock, caller, 'esporta-elenco', registro);
        const pages = pagesOfAtti(caller, registro, query);
        await sendCsv(res, `${registro}-${caller.aoo}-${oggi}`, TITOLI, righe(caller, pages));
      },
    }),
    route({
      method: 'get',
      path: `${REGISTRO}/registro`,
      atto: 'legge-registro-giornaliero',
      gruppo,
      sommario: 'Il repertorio di un anno, intero, da leggere o da conservare; la lettura resta annotata',
      params: api.PercorsoRepertorio,
      query: api.QueryRepertori,
      risposte: {
        200: { descrizione: 'Il PDF/A-2b, oppure l’XML da cui è formato', tipo: PDF, altriTipi: [XML] },
      },
      handler: async ({ req, res, caller, params, query }) => {
        const adesso = clock.now();
        const { anno = legalYear(adesso) } = query;
        const repertorio = await requireRepertorio(caller.aoo, legalDay(adesso), params.registro);
        await recordAccesso(clock, caller, 'legge-registro-giornaliero', `${repertorio.codice}/${anno}`);
        const xml = await composeRepertorio(deps, caller, repertorio, anno);
        const nome = `${repertorio.codice}-${anno}`;
        res.vary('Accept');
        if (req.accepts([PDF, XML]) === XML)
          res.type(XML).set('Content-Disposition', `attachment; filename="${nome}.xml"`).send(xml);
        else sendCarta(res, `${nome}.pdf`, await drawRepertorio(xml));
      },
    }),
    route({
      method: 'get',
      path: ATTO,
      atto: 'consulta',
      gruppo,
      sommario: 'Legge un atto',
      params: api.PercorsoAtto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('L’atto, nella forma di una registrazione') },
      handler: async ({ res, caller, params }) => answer({ res, caller }, await read(caller, params)),
    }),
    route({
      method: 'get',
      path: `${ATTO}/eventi`,
      atto: 'consulta',
      gruppo,
      sommario: 'Ciò che è accaduto dopo: chi, che cosa, quando, perché',
      params: api.PercorsoAtto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli eventi, dal primo', schema: risposta.EventiRisposta } },
      handler: async ({ res, caller, params }) => {
        res.json(await withSeenAtti(caller, presentEventi(await read(caller, params))));
      },
    }),
    route({
      method: 'get',
      path: `${ATTO}/verifica`,
      atto: 'consulta',
      gruppo,
      sommario: 'Verifica adesso testo, eventi, file e posto nella catena di un atto',
      params: api.PercorsoAtto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’esito', schema: risposta.VerificaScheda } },
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        res.json(await verifyRegistrazione(deps, r, await isContinua(r.aoo, r.registro)));
      },
    }),
    route({
      method: 'get',
      path: `${ATTO}/documento`,
      atto: 'consulta',
      gruppo,
      sommario:
        'Il documento, come fu registrato; con segnatura=si una copia in PDF che la porta, con pdfa=si una in PDF/A, con contenuto=si ciò che è nella busta',
      params: api.PercorsoAtto,
      query: QueryDocumento,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: FILE,
      handler: async ({ req, res, caller, params, query }) => {
        const r = await read(caller, params);
        if (r.documento === undefined) throw new NonTrovatoError('Il documento non c’è.');
        const documento = await requireServibile(r.documento);
        if (query.segnatura === 'si')
          sendCarta(
            res,
            `copia-${nomeOf(r)}.pdf`,
            await copyWithSegnatura(deps, r, documento),
            isInerte(documento), // what acts in the original may act in its copy
          );
        else if (query.pdfa === 'si') await sendCopiaPdfA(deps, res, `documento-${nomeOf(r)}`, documento);
        else if (query.contenuto === 'si') await sendContenuto(deps, req, res, documento);
        else await sendFile(deps, req, res, documento);
      },
    }),
    route({
      method: 'get',
      path: `${ATTO}/allegati/{n}`,
      atto: 'consulta',
      gruppo,
      sommario:
        'Un allegato, come fu registrato; con pdfa=si una copia in PDF/A, con contenuto=si ciò che è nella busta',
      params: api.PercorsoAllegatoAtto,
      query: QueryAllegato,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: FILE,
      handler: async ({ req, res, caller, params, query }) => {
        const { n, ...posto } = params;
        const r = await read(caller, posto);
        const allegato = r.allegati.find((one) => one.n === n);
        if (allegato === undefined) throw new NonTrovatoError('L’atto non ha un allegato con questo numero.');
        const file = await requireServibile(allegato);
        if (query.pdfa === 'si') await sendCopiaPdfA(deps, res, `allegato-${nomeOf(r)}-${n}`, file);
        else if (query.contenuto === 'si') await sendContenuto(deps, req, res, file);
        else await sendFile(deps, req, res, file);
      },
    }),
    route({
      method: 'get',
      path: `${ATTO}/etichetta.pdf`,
      atto: 'consulta',
      gruppo,
      sommario: 'L’etichetta per l’originale di carta, in PDF/A: numero, data, repertorio, QR, codice a barre',
      params: api.PercorsoAtto,
      query: QueryEtichetta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’etichetta', tipo: 'application/pdf' } },
      handler: async ({ res, caller, params, query }) => {
        const r = await read(caller, params);
        const { drawEtichetta } = await import('../carte/disegni.js'); // heavy: loaded at the first paper
        const pdf = await drawEtichetta(await cartaOf(deps, r), query.formato, clock.now());
        sendCarta(res, `etichetta-${nomeOf(r)}.pdf`, pdf);
      },
    }),
    route({
      method: 'get',
      path: `${ATTO}/metadati.xml`,
      atto: 'consulta',
      gruppo,
      sommario: 'I metadati del documento amministrativo informatico (LG, Allegato 5), quando sono completi',
      params: api.PercorsoAtto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'I metadati', tipo: 'application/xml' },
        409: { descrizione: 'I metadati non sono completi: mancanze dice che cosa manca e chi lo può dare' },
      },
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        await sendXml(res, caller, metadatiOf(r), await metadatiOfRegistrazione(deps, r));
      },
    }),
    route({
      method: 'get',
      path: `${ATTO}/metadati`,
      atto: 'consulta',
      gruppo,
      sommario: 'Gli stessi metadati da leggere: che cosa c’è, che cosa manca e chi lo può dare',
      params: api.PercorsoAtto,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'I campi e le mancanze', schema: Metadati } },
      handler: async ({ res, caller, params }) => {
        const r = await read(caller, params);
        res.json(await vista(caller, metadatiOf(r), await metadatiOfRegistrazione(deps, r)));
      },
    }),
    route({
      method: 'get',
      path: '/registrazioni/{anno}/{numero}/repertori',
      atto: 'consulta',
      gruppo,
      sommario: 'Gli atti di repertorio che hanno anche questo numero di protocollo',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Quelli che chi chiede può vedere', schema: api.AttiDiRegistrazione } },
      handler: async ({ res, caller, params }) => {
        const { anno, numero } = await read(caller, params);
        res.json({ elementi: await rows(caller, await findAttiOf(caller, { anno, numero })) });
      },
    }),
  ];
}
