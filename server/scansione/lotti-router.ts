import * as api from '../../schemas/scansione.api.js';
import type { Deps } from '../deps.js';
import { parse } from '../lib/http.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { IDEMPOTENCY_KEY, keyOf } from '../protocollo/registrazioni-http.js';
import { createScansione } from './crea.js';
import { elencoLotti, presentLotti } from './elenco.js';
import { escludiScansione } from './escludi.js';
import { requireScansione } from './lettura.js';
import { receiveScansione, requireImmagini } from './ricevi.js';
import { bersaglioDi, CAMBIA, CAMBIATA, GRUPPO_SCANSIONI as gruppo, LEGGE } from './router-comune.js';

const LOTTO = (descrizione: string) => ({ descrizione, schema: api.Lotto });

/** Batches: one file that holds many documents, parted by blank sheets or by sheets with a code as the AOO has it. */
export function lottiScansioneRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'post',
      path: '/scansioni/lotti',
      atto: 'scansiona',
      gruppo,
      sommario: 'Affida un lotto: un solo PDF o TIFF con molti documenti; ciascuno diventa una scansione',
      body: api.LottoRichiesto,
      multipart: { json: 'scansione', file: [{ nome: 'documento', obbligatorio: true }] },
      intestazioni: [IDEMPOTENCY_KEY],
      risposte: {
        200: LOTTO('La stessa chiave con lo stesso contenuto: il lotto com’è adesso'),
        202: LOTTO('Preso in carico'),
      },
      handler: async (ctx) => {
        const chiave = keyOf(ctx.req.get('idempotency-key'));
        const received = await receiveScansione(deps, ctx, { json: 'scansione', file: { documento: 1 } });
        const richiesta = parse(api.LottoRichiesto, received.json ?? {});
        const file = received.file['documento'] ?? [];
        if (file.length === 0)
          throw new DatiNonValidiError([{ campo: 'documento', messaggio: 'Manca il file del lotto: allegarlo.' }]);
        requireImmagini(file, 'documento');
        const { scansione, created } = await createScansione(
          deps,
          ctx.caller,
          { specie: 'lotto', richiesta, file },
          chiave,
        );
        const [lotto] = await presentLotti(ctx.caller, [scansione]);
        ctx.res
          .status(created ? 202 : 200)
          .location(`/api/v1/scansioni/lotti/${scansione._id}`)
          .json(lotto);
      },
    }),
    route({
      method: 'get',
      path: '/scansioni/lotti',
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'I lotti, i più recenti prima',
      query: api.QueryLotti,
      risposte: { 200: { descrizione: 'Una pagina', schema: api.ElencoLotti } },
      handler: async ({ res, caller, query }) => void res.json(await elencoLotti(caller, query)),
    }),
    route({
      method: 'get',
      path: '/scansioni/lotti/{id}',
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Un lotto: a che punto è, e quante delle sue scansioni sono in ogni stato',
      params: api.PercorsoScansione,
      intestazioni: LEGGE,
      risposte: { 200: LOTTO('Il lotto') },
      handler: async ({ res, caller, params }) => {
        const [lotto] = await presentLotti(caller, [await requireScansione(deps, caller, params.id, 'lotto')]);
        res.json(lotto);
      },
    }),
    route({
      method: 'post',
      path: '/scansioni/lotti/{id}/esclusione',
      atto: 'registra-entrata',
      gruppo,
      sommario: 'Dice che il lotto non si registra, per una delle esclusioni della AOO: è ripetuto, o non si legge',
      params: api.PercorsoScansione,
      body: api.EsclusioneRichiesta,
      intestazioni: CAMBIA,
      risposte: {
        200: LOTTO('Il lotto com’è adesso'),
        409: { descrizione: 'Il lotto è già diviso, o è già escluso' },
        412: CAMBIATA[412],
      },
      handler: async (ctx) => {
        const { res, caller, body } = ctx;
        const escluso = await escludiScansione(deps, caller, bersaglioDi(ctx, body), body, 'lotto');
        const [lotto] = await presentLotti(caller, [escluso]);
        res.set('ETag', `"${escluso.versione}"`).json(lotto);
      },
    }),
  ];
}
