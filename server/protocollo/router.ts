import { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import * as api from '../../schemas/registrazione.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { recordAccesso } from '../accesso/audit.js';
import { isVisible, seesMaskedRows } from '../accesso/visibilita.js';
import type { Deps } from '../deps.js';
import { rfc3339 } from '../lib/clock.js';
import { parse, requireIfMatch } from '../lib/http.js';
import { type ReceivedFile, receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, type RouteContext, route } from '../lib/route.js';
import { annulRegistrazione, denyAnnullamento } from './annullamento.js';
import { assignRegistrazione, refuseAssegnazione, takeCharge } from './assegnazione.js';
import { avvisiFor, findDuplicati } from './avvisi.js';
import { classifyRegistrazione } from './classificazione.js';
import { sendFile } from './files.js';
import { integrateRegistrazione } from './integrazione.js';
import { type Posto, requireVisible } from './lookup.js';
import { locationOf, presentBirth, presentEventi, presentRegistrazione, presentRiga } from './presenter.js';
import { registerProtocollo } from './register.js';
import { patchRegistrazione, requestRettifica } from './rinnovo.js';
import { searchRegistrazioni } from './ricerca.js';
import { verifyRegistrazione } from './scheda.js';

const KEY_MAX = 255;
const ONE = '/registrazioni/{anno}/{numero}';
const GRUPPO = 'Registrazioni';
const REGISTRANO = ['registra-entrata', 'registra-uscita', 'registra-interna'] as const;
const MOTIVO_ACCESSO = {
  nome: 'X-Motivo-Accesso',
  descrizione: 'Motivo per cui rgd, vicario o archivista leggono ciò che è riservato; resta annotato.',
};
const RISPOSTA = (descrizione: string) => ({ descrizione, schema: api.Registrazione });

/** The client's key, if it sent one. @throws DatiNonValidiError for one that cannot be kept */
function keyOf(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  if (header.length > KEY_MAX || !/^[\x21-\x7e]+$/.test(header)) {
    throw new DatiNonValidiError([
      { campo: 'Idempotency-Key', messaggio: `La chiave ha al massimo ${KEY_MAX} caratteri, senza spazi né accenti.` },
    ]);
  }
  return header;
}

const refOf = ({ anno, numero }: Posto): string => `${anno}/${numero}`;
const ELENCO = 'elenco';

/**
 * What is reserved is read with a trace, before it is shown: by who passes the reserve with a reason, and by who is named in it.
 * @param riferimento - the registration, or `elenco`: then the line says which
 */
async function traceReading(
  { clock }: Deps,
  caller: Caller,
  registrazioni: readonly Registrazione[],
  riferimento: string,
): Promise<void> {
  const { motivoAccesso: _motivo, ...named } = caller;
  const read = registrazioni.filter((one) => one.riservatezza.livello === 'riservata' && isVisible(caller, one));
  const asNamed = read.filter((one) => isVisible(named, one));
  const byReason = read.filter((one) => !asNamed.includes(one));
  const record = async (chi: Caller, atto: string, which: readonly Registrazione[]): Promise<void> => {
    if (which.length === 0) return;
    const dettagli = { registrazioni: which.map(refOf) };
    await recordAccesso(clock, chi, atto, riferimento, riferimento === ELENCO ? { dettagli } : {});
  };
  await record(caller, 'accede-riservate', byReason);
  await record(named, 'legge-riservate', asNamed);
}

export function protocolloRoutes(deps: Deps): Route[] {
  const parts = (json: boolean) => ({
    ...(json ? { json: 'registrazione' } : { testi: ['motivo'] }),
    file: { documento: 1, allegato: api.MAX_ALLEGATI },
    limitBytes: deps.config.limiteFileBytes + 1_048_576,
  });
  const receive = (req: RouteContext<never, never, never>['req'], json: boolean) =>
    receiveMultipart(req, (stream) => deps.store.put(stream, { limitBytes: deps.config.limiteFileBytes }), parts(json));
  const filesOf = (file: Readonly<Record<string, readonly ReceivedFile[]>>) => {
    const documento = file['documento']?.[0];
    return { ...(documento !== undefined && { documento }), allegati: file['allegato'] ?? [] };
  };
  const read = async (caller: Caller, posto: Posto): Promise<Registrazione> => {
    const found = await requireVisible(caller, posto);
    await traceReading(deps, caller, [found], refOf(posto));
    return found;
  };
  /** A registration as its reader may see it; what is reserved shows after an act too, so that is traced as well. */
  const answer = async (
    { res, caller }: Pick<RouteContext<never, never, never>, 'res' | 'caller'>,
    r: Registrazione,
    status = 200,
  ): Promise<void> => {
    await traceReading(deps, caller, [r], refOf(r));
    const avvisi = await avvisiFor(caller, r);
    res
      .status(status)
      .set('ETag', `"${r.versione}"`)
      .json({ ...presentRegistrazione(r), avvisi });
  };

  const births: Route[] = [
    route({
      method: 'post',
      path: '/registrazioni',
      atto: REGISTRANO,
      gruppo: GRUPPO,
      sommario: 'Registra un documento: numero, data, segnatura e posto nella catena in una sola scrittura',
      body: api.RegistrazioneRichiesta,
      multipart: { json: 'registrazione', file: [{ nome: 'documento' }, { nome: 'allegato', molti: true }] },
      intestazioni: [
        {
          nome: 'Idempotency-Key',
          descrizione: 'Chiave della richiesta: ripetuta con lo stesso contenuto dà la stessa registrazione.',
        },
      ],
      risposte: {
        200: RISPOSTA('La stessa chiave con lo stesso contenuto: la risposta di allora'),
        201: RISPOSTA('Registrato'),
      },
      handler: async ({ req, res, caller }) => {
        const chiave = keyOf(req.get('idempotency-key'));
        const { json, file } = await receive(req, true);
        if (json === undefined)
          throw new DatiNonValidiError([
            { campo: 'registrazione', messaggio: 'Manca la parte registrazione, in JSON.' },
          ]);
        const { registrazione, created } = await registerProtocollo(
          deps,
          caller,
          { richiesta: parse(api.RegistrazioneRichiesta, json), ...filesOf(file) },
          chiave,
        );
        res
          .status(created ? 201 : 200)
          .location(locationOf(registrazione))
          .set('ETag', '"1"')
          .json(presentBirth(registrazione));
      },
    }),
    route({
      method: 'post',
      path: '/registrazioni/controllo',
      atto: REGISTRANO,
      gruppo: GRUPPO,
      sommario: 'Prima di registrare: dice se il documento sembra già registrato',
      body: api.ControlloRichiesta,
      risposte: { 200: { descrizione: 'Gli avvisi', schema: api.Avvisi } },
      handler: async ({ res, caller, body }) => {
        res.json({ avvisi: await findDuplicati(caller, body, deps.clock.now()) });
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/integrazioni`,
      atto: 'integra',
      gruppo: GRUPPO,
      sommario: 'Aggiunge il documento che mancava o altri allegati',
      params: api.PercorsoRegistrazione,
      multipart: { testi: ['motivo'], file: [{ nome: 'documento' }, { nome: 'allegato', molti: true }] },
      risposte: { 201: RISPOSTA('Aggiunti') },
      handler: async (ctx) => {
        const { testi, file } = await receive(ctx.req, false);
        const motivo = parse(z.strictObject({ motivo: api.INTEGRAZIONE_MOTIVO }), testi).motivo;
        const integrated = await integrateRegistrazione(deps, ctx.caller, ctx.params, { motivo, ...filesOf(file) });
        ctx.res.location(locationOf(integrated));
        await answer(ctx, integrated, 201);
      },
    }),
  ];

  const reads: Route[] = [
    route({
      method: 'get',
      path: '/registrazioni',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Cerca nel registro: tutti i filtri insieme, le più recenti prima',
      query: api.QueryRegistrazioni,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ElencoRegistrazioni } },
      handler: async ({ res, caller, query }) => {
        const { elementi, ...rest } = await searchRegistrazioni(caller, query);
        await traceReading(deps, caller, elementi, ELENCO);
        const masks = seesMaskedRows(caller);
        const rows = elementi.map((one) =>
          !masks || isVisible(caller, one)
            ? presentRiga(one)
            : {
                anno: one.anno,
                numero: one.numero,
                dataRegistrazione: rfc3339(one.dataRegistrazione),
                flusso: one.flusso,
                riservata: true as const,
              },
        );
        res.json({ elementi: rows, ...rest });
      },
    }),
    route({
      method: 'get',
      path: ONE,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Legge una registrazione',
      params: api.PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('La registrazione') },
      handler: async (ctx) => answer(ctx, await requireVisible(ctx.caller, ctx.params)),
    }),
    route({
      method: 'get',
      path: `${ONE}/eventi`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Ciò che è accaduto dopo: chi, che cosa, quando, perché',
      params: api.PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli eventi, dal primo', schema: api.EventiRisposta } },
      handler: async ({ res, caller, params }) => {
        res.json(presentEventi(await read(caller, params)));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/verifica`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Verifica adesso testo, eventi, file e posto nella catena di una registrazione',
      params: api.PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’esito', schema: api.VerificaScheda } },
      handler: async ({ res, caller, params }) => {
        res.json(await verifyRegistrazione(deps, await read(caller, params)));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/documento`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Il documento, come fu ricevuto',
      params: api.PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Il file', tipo: '*/*' },
        206: { descrizione: 'Una parte del file', tipo: '*/*' },
        304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
      },
      handler: async ({ req, res, caller, params }) => {
        const { documento } = await read(caller, params);
        if (documento === undefined)
          throw new NonTrovatoError('Il documento non c’è ancora: attende la sua scansione.');
        await sendFile(deps, req, res, documento);
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/allegati/{n}`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Un allegato, come fu ricevuto',
      params: api.PercorsoAllegato,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Il file', tipo: '*/*' },
        206: { descrizione: 'Una parte del file', tipo: '*/*' },
        304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
      },
      handler: async ({ req, res, caller, params }) => {
        const allegato = (await read(caller, params)).allegati.find(({ n }) => n === params.n);
        if (allegato === undefined) throw new NonTrovatoError('La registrazione non ha un allegato con questo numero.');
        await sendFile(deps, req, res, allegato);
      },
    }),
  ];

  const acts: Route[] = [
    route({
      method: 'patch',
      path: ONE,
      atto: ['rinnova', 'modifica'],
      gruppo: GRUPPO,
      sommario: 'Rinnova un dato (DPR 445/2000 art. 54) o cambia un dato libero',
      params: api.PercorsoRegistrazione,
      body: api.ModificaRichiesta,
      intestazioni: [{ nome: 'If-Match', descrizione: 'La versione letta', obbligatoria: true }, MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('La registrazione com’è adesso') },
      handler: async (ctx) =>
        answer(ctx, await patchRegistrazione(deps, ctx.caller, ctx.params, ctx.body, requireIfMatch(ctx.req))),
    }),
    route({
      method: 'post',
      path: `${ONE}/rettifiche`,
      atto: 'chiedi-rettifica',
      gruppo: GRUPPO,
      sommario: 'Chiede al responsabile di rinnovare un dato',
      params: api.PercorsoRegistrazione,
      body: api.RettificaRichiesta,
      risposte: { 202: RISPOSTA('Chiesta') },
      handler: async (ctx) => answer(ctx, await requestRettifica(deps, ctx.caller, ctx.params, ctx.body), 202),
    }),
    route({
      method: 'post',
      path: `${ONE}/annullamento`,
      atto: ['annulla', 'chiedi-annullamento'],
      gruppo: GRUPPO,
      sommario: 'Annulla, o chiede di annullare (DPR 445/2000 art. 54)',
      params: api.PercorsoRegistrazione,
      body: api.AnnullamentoRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Annullata'), 202: RISPOSTA('Chiesto: decide il responsabile') },
      handler: async (ctx) => {
        const { registrazione, asked } = await annulRegistrazione(deps, ctx.caller, ctx.params, ctx.body);
        await answer(ctx, registrazione, asked ? 202 : 200);
      },
    }),
    route({
      method: 'post',
      path: `${ONE}/annullamento/diniego`,
      atto: 'nega-annullamento',
      gruppo: GRUPPO,
      sommario: 'Nega un annullamento che era stato chiesto',
      params: api.PercorsoRegistrazione,
      body: api.MotivoRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Di nuovo valida') },
      handler: async (ctx) => answer(ctx, await denyAnnullamento(deps, ctx.caller, ctx.params, ctx.body.motivo)),
    }),
    route({
      method: 'post',
      path: `${ONE}/assegnazioni`,
      atto: 'assegna',
      gruppo: GRUPPO,
      sommario: 'Assegna a uffici e persone',
      params: api.PercorsoRegistrazione,
      body: api.AssegnazioniRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Assegnata') },
      handler: async (ctx) =>
        answer(ctx, await assignRegistrazione(deps, ctx.caller, ctx.params, ctx.body.assegnazioni, ctx.body.motivo)),
    }),
    route({
      method: 'post',
      path: `${ONE}/presa-in-carico`,
      atto: 'prendi-in-carico',
      gruppo: GRUPPO,
      sommario: 'Prende in carico ciò che è assegnato al proprio ufficio',
      params: api.PercorsoRegistrazione,
      body: api.PresaInCaricoRichiesta,
      risposte: { 200: RISPOSTA('In carico') },
      handler: async (ctx) => answer(ctx, await takeCharge(deps, ctx.caller, ctx.params)),
    }),
    route({
      method: 'post',
      path: `${ONE}/rifiuto`,
      atto: 'rifiuta',
      gruppo: GRUPPO,
      sommario: 'Rifiuta ciò che non è del proprio ufficio: torna tra i documenti da assegnare',
      params: api.PercorsoRegistrazione,
      body: api.MotivoRichiesta,
      risposte: { 200: RISPOSTA('Rifiutata') },
      handler: async (ctx) => answer(ctx, await refuseAssegnazione(deps, ctx.caller, ctx.params, ctx.body.motivo)),
    }),
    route({
      method: 'post',
      path: `${ONE}/classificazione`,
      atto: 'classifica',
      gruppo: GRUPPO,
      sommario: 'Classifica, o classifica di nuovo',
      params: api.PercorsoRegistrazione,
      body: api.ClassificazioneRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: RISPOSTA('Classificata') },
      handler: async (ctx) =>
        answer(ctx, await classifyRegistrazione(deps, ctx.caller, ctx.params, ctx.body.codice, ctx.body.motivo)),
    }),
  ];
  return [...births, ...reads, ...acts];
}
