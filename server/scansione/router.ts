import * as api from '../../schemas/scansione.api.js';
import { RegistrazioneRichiesta } from '../../schemas/registrazione.api.js';
import { findPagine } from '../../schemas/pagina-scansione.model.js';
import type { Deps } from '../deps.js';
import { parse, untilDrained } from '../lib/http.js';
import { NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { locationOf, presentBirth } from '../protocollo/presenter.js';
import { IDEMPOTENCY_KEY, keyOf, RISPOSTA } from '../protocollo/registrazioni-http.js';
import { createScansione } from './crea.js';
import { parolaDa, preleva } from './deposito.js';
import { elencoScansioni } from './elenco.js';
import { requireScansione } from './lettura.js';
import { presentEventiScansione } from './presenter.js';
import { registraScansione, sanaRegistrazione } from './registra.js';
import { immaginiDi, MAX_IMMAGINI, receiveScansione, tipoDi } from './ricevi.js';
import { GRUPPO_SCANSIONI as gruppo, indirizzoDi, LEGGE, SCANSIONE, sendScansione, UNA } from './router-comune.js';
import { FINE_PAGINA, testoDiPagina } from './testo.js';
import { nomeCopia } from './unisci.js';

const MIME = { pdf: 'application/pdf', tiff: 'image/tiff', jpeg: 'image/jpeg', png: 'image/png' } as const;
const FILE = {
  206: { descrizione: 'Una parte del file', tipo: '*/*' },
  304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
};

/** Scans: taken in, read, registered. What is done on their pages is in pagine-router.ts, batches in lotti-router.ts. */
export function scansioniRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'post',
      path: '/scansioni',
      atto: 'scansiona',
      gruppo,
      sommario: 'Affida una scansione: le immagini delle pagine in ordine, oppure un PDF o un TIFF con tutte le pagine',
      body: api.ScansioneRichiesta,
      multipart: { json: 'scansione', file: [{ nome: 'immagine', molti: true }, { nome: 'documento' }] },
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: {
        200: SCANSIONE('La stessa chiave con lo stesso contenuto: la scansione com’è adesso'),
        202: SCANSIONE('Presa in carico: la lettura comincia'),
      },
      handler: async (ctx) => {
        const chiave = keyOf(ctx.req.get('idempotency-key'));
        const received = await receiveScansione(deps, ctx, {
          json: 'scansione',
          file: { immagine: MAX_IMMAGINI, documento: 1 },
        });
        const richiesta = parse(api.ScansioneRichiesta, received.json ?? {});
        const { file } = immaginiDi(received);
        const { scansione, created } = await createScansione(
          deps,
          ctx.caller,
          { specie: 'scansione', richiesta, file },
          chiave,
        );
        ctx.res.location(indirizzoDi(scansione));
        await sendScansione(deps, ctx.res, scansione, created ? 202 : 200);
      },
    }),
    route({
      method: 'get',
      path: '/scansioni',
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Le scansioni, le più recenti prima; quelle da registrare dalla più vecchia',
      query: api.QueryScansioni,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ElencoScansioni } },
      handler: async ({ res, caller, query }) => void res.json(await elencoScansioni(deps, caller, query)),
    }),
    route({
      method: 'get',
      path: UNA,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Una scansione: a che punto è, le sue pagine, che cosa manca',
      params: api.PercorsoScansione,
      intestazioni: LEGGE,
      risposte: { 200: SCANSIONE('La scansione') },
      handler: async ({ res, caller, params }) => {
        const found = await requireScansione(deps, caller, params.id);
        await sendScansione(deps, res, await sanaRegistrazione(deps, found));
      },
    }),
    route({
      method: 'get',
      path: `${UNA}/pdf`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'La copia per immagine: PDF/A con le parole al loro posto',
      params: api.PercorsoScansione,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'La copia', tipo: 'application/pdf' }, ...FILE },
      handler: async ({ req, res, caller, params }) => {
        const s = await requireScansione(deps, caller, params.id);
        if (s.copia?.generazione !== s.generazione)
          throw new NonTrovatoError('La copia non c’è ancora: si compone quando tutte le pagine sono lette.');
        const { sha256, dimensione } = s.copia;
        const mime = 'application/pdf';
        await sendFile(deps, req, res, {
          nome: nomeCopia(s),
          mime,
          dimensione,
          sha256,
          formato: { mime },
          firme: [],
        });
      },
    }),
    route({
      method: 'get',
      path: `${UNA}/testo`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Le parole lette, pagina per pagina, separate da un salto di pagina',
      params: api.PercorsoScansione,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'Il testo', tipo: 'text/plain' } },
      handler: async ({ res, caller, params }) => {
        const s = await requireScansione(deps, caller, params.id);
        const pagine = await findPagine(s._id);
        if (s.pagine.every(({ id }) => pagine.get(id)?.esito === undefined))
          throw new NonTrovatoError('Nessuna pagina è stata ancora letta: attendere.');
        res.type('text/plain; charset=utf-8').set('Content-Disposition', 'inline; filename="testo.txt"');
        for (const [i, { id }] of s.pagine.entries()) {
          const stored = pagine.get(id)?.esito?.parole;
          const testo = stored === undefined ? '' : testoDiPagina(parolaDa(await preleva(deps.store, stored)));
          if (!res.write(`${i === 0 ? '' : FINE_PAGINA}${testo}`)) await untilDrained(res);
          if (res.closed) return;
        }
        res.end();
      },
    }),
    route({
      method: 'get',
      path: `${UNA}/eventi`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Ciò che è accaduto: chi, che cosa, quando, perché',
      params: api.PercorsoScansione,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'Gli atti, dal primo', schema: api.EventiScansione } },
      handler: async ({ res, caller, params }) => {
        res.json(presentEventiScansione(await requireScansione(deps, caller, params.id)));
      },
    }),
    route({
      method: 'get',
      path: `${UNA}/originali/{n}`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Un file com’è arrivato dallo scanner',
      params: api.PercorsoOriginale,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'Il file', tipo: '*/*' }, ...FILE },
      handler: async ({ req, res, caller, params }) => {
        const file = (await requireScansione(deps, caller, params.id)).originali[params.n - 1];
        if (file === undefined) throw new NonTrovatoError('La scansione non ha un file con questo numero.');
        const { stream } = await deps.store.open(file.sha256, { start: 0, end: Math.min(file.dimensione, 1_024) - 1 });
        const chunks: Buffer[] = [];
        for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
        const tipo = tipoDi(Buffer.concat(chunks));
        const mime = tipo === undefined ? 'application/octet-stream' : MIME[tipo];
        await sendFile(deps, req, res, { ...file, formato: { mime }, firme: [] });
      },
    }),
    route({
      method: 'post',
      path: `${UNA}/registrazione`,
      atto: ['registra-entrata', 'registra-uscita', 'registra-interna'],
      gruppo,
      sommario: 'Registra la scansione: la sua copia è il documento; ha un numero solo, comunque lo si chieda',
      params: api.PercorsoScansione,
      body: RegistrazioneRichiesta,
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: {
        200: RISPOSTA('Era già registrata: la risposta di allora'),
        201: RISPOSTA('Registrata'),
        409: { descrizione: 'Non è pronta, la copia va a un’altra registrazione, o ha già un numero con altri dati' },
      },
      handler: async ({ res, caller, params, body }) => {
        const { registrazione, created } = await registraScansione(deps, caller, params.id, body);
        res
          .status(created ? 201 : 200)
          .location(locationOf(registrazione))
          .set('ETag', '"1"')
          .json(presentBirth(registrazione));
      },
    }),
  ];
}
