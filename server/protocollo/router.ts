import { QueryAllegato, QueryDocumento } from '../../schemas/carte.api.js';
import * as api from '../../schemas/registrazione.api.js';
import * as risposta from '../../schemas/registrazione-risposta.api.js';
import { PercorsoAllegato, PercorsoRegistrazione } from '../../schemas/registrazione-query.api.js';
import { regoleAl } from '../configurazione/registrazione.js';
import { copyWithSegnatura } from '../carte/copia.js';
import { sendCarta } from '../carte/invio.js';
import type { Deps } from '../deps.js';
import { withSeenAtti } from '../fascicoli/nomi.js';
import { sendContenuto } from '../firme/contenuto.js';
import { isInerte, requireServibile } from '../formati/stato.js';
import { legalDay } from '../lib/clock.js';
import { parse } from '../lib/http.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { warnCarta } from '../rubrica/domicilio.js';
import { visualeOf } from '../rubrica/visuale.js';
import { sendCopiaPdfA } from '../scansione/ufficio/invio.js';
import { avvisiRipetuti, findDuplicati } from './avvisi.js';
import { sendFile } from './files.js';
import { requireVisible } from './lookup.js';
import { locationOf, presentBirth, presentEventi, presentRiga } from './presenter.js';
import { registerProtocollo } from './register.js';
import {
  createAnswers,
  createReceiver,
  ELENCO,
  GRUPPO,
  IDEMPOTENCY_KEY,
  keyOf,
  MOTIVO_ACCESSO,
  ONE,
  RISPOSTA,
  traceReading,
} from './registrazioni-http.js';
import { findRisposte } from './risposte.js';
import { formatNumero } from './rules.js';
import { verifyRegistrazione } from './scheda.js';
import { withSeen } from './viste.js';

const REGISTRANO = ['registra-entrata', 'registra-uscita', 'registra-interna'] as const;

/** Registering and reading; what comes later is in atti-router.ts. */
export function registrazioniRoutes(deps: Deps): Route[] {
  const { read, answer } = createAnswers(deps);
  const { receive, filesOf } = createReceiver(deps);

  const births: Route[] = [
    route({
      method: 'post',
      path: '/registrazioni',
      atto: REGISTRANO,
      gruppo: GRUPPO,
      sommario: 'Registra un documento: numero, data, segnatura e posto nella catena in una sola scrittura',
      body: api.RegistrazioneRichiesta,
      multipart: { json: 'registrazione', file: [{ nome: 'documento' }, { nome: 'allegato', molti: true }] },
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: {
        200: RISPOSTA('La stessa chiave con lo stesso contenuto: la risposta di allora'),
        201: RISPOSTA('Registrato'),
      },
      handler: async ({ req, res, caller }) => {
        const chiave = keyOf(req.get('idempotency-key'));
        const { json, file } = await receive({ req, caller }, true);
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
      risposte: { 200: { descrizione: 'Gli avvisi', schema: risposta.Avvisi } },
      handler: async ({ res, caller, body }) => {
        const adesso = deps.clock.now();
        const { impostazioni, cartacei } = await regoleAl(caller.aoo, legalDay(adesso));
        const avvisi = await Promise.all([
          findDuplicati(caller, body, adesso, impostazioni.duplicatoGiorni),
          warnCarta(visualeOf(caller), body, cartacei),
        ]);
        res.json({ avvisi: [...avvisi.flat(), ...avvisiRipetuti(body)] });
      },
    }),
  ];

  const reads: Route[] = [
    route({
      method: 'get',
      path: ONE,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Legge una registrazione',
      params: PercorsoRegistrazione,
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
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Gli eventi, dal primo', schema: risposta.EventiRisposta } },
      handler: async ({ res, caller, params }) => {
        res.json(await withSeenAtti(caller, presentEventi(await read(caller, params))));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/risposte`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Le registrazioni che rispondono a questa, le più recenti prima',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Quelle che chi chiede può vedere, al più 200', schema: risposta.Risposte } },
      handler: async ({ res, caller, params }) => {
        const risposte = await findRisposte(caller, await read(caller, params));
        await traceReading(deps, caller, risposte, ELENCO);
        res.json({ elementi: (await withSeen(caller, risposte)).map(presentRiga) });
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/verifica`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Verifica adesso testo, eventi, file e posto nella catena di una registrazione',
      params: PercorsoRegistrazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’esito', schema: risposta.VerificaScheda } },
      handler: async ({ res, caller, params }) => {
        res.json(await verifyRegistrazione(deps, await read(caller, params)));
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/documento`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario:
        'Il documento, come fu ricevuto; con segnatura=si una copia in PDF che la porta, con pdfa=si una in PDF/A, con contenuto=si ciò che è nella busta',
      params: PercorsoRegistrazione,
      query: QueryDocumento,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Il file, o la copia chiesta', tipo: '*/*' },
        206: { descrizione: 'Una parte del file', tipo: '*/*' },
        304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
        409: { descrizione: 'Il file è in quarantena, o non se ne può fare una copia in PDF/A' },
      },
      handler: async ({ req, res, caller, params, query }) => {
        const r = await read(caller, params);
        if (r.documento === undefined)
          throw new NonTrovatoError('Il documento non c’è ancora: attende la sua scansione.');
        const documento = await requireServibile(r.documento);
        if (query.segnatura === 'si')
          sendCarta(
            res,
            `copia-${r.anno}-${formatNumero(r.numero)}.pdf`,
            await copyWithSegnatura(deps, r, documento),
            isInerte(documento), // what acts in the original may act in its copy
          );
        else if (query.pdfa === 'si')
          await sendCopiaPdfA(deps, res, `documento-${r.anno}-${formatNumero(r.numero)}`, documento);
        else if (query.contenuto === 'si') await sendContenuto(deps, req, res, documento);
        else await sendFile(deps, req, res, documento);
      },
    }),
    route({
      method: 'get',
      path: `${ONE}/allegati/{n}`,
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Un allegato, come fu ricevuto; con pdfa=si una copia in PDF/A, con contenuto=si ciò che è nella busta',
      params: PercorsoAllegato,
      query: QueryAllegato,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'Il file', tipo: '*/*' },
        206: { descrizione: 'Una parte del file', tipo: '*/*' },
        304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
        409: { descrizione: 'Il file è in quarantena, o non se ne può fare una copia in PDF/A' },
      },
      handler: async ({ req, res, caller, params, query }) => {
        const allegato = (await read(caller, params)).allegati.find(({ n }) => n === params.n);
        if (allegato === undefined) throw new NonTrovatoError('La registrazione non ha un allegato con questo numero.');
        const file = await requireServibile(allegato);
        const nome = `allegato-${params.anno}-${formatNumero(params.numero)}-${params.n}`;
        if (query.pdfa === 'si') await sendCopiaPdfA(deps, res, nome, file);
        else if (query.contenuto === 'si') await sendContenuto(deps, req, res, file);
        else await sendFile(deps, req, res, file);
      },
    }),
  ];

  return [...births, ...reads];
}
