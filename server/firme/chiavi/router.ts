import * as api from '../../../schemas/chiave-firma.api.js';
import type { Deps } from '../../deps.js';
import { parse } from '../../lib/http.js';
import { receiveMultipart } from '../../lib/multipart.js';
import { DatiNonValidiError } from '../../lib/problem.js';
import { type Route, route } from '../../lib/route.js';
import { listChiavi, loadChiave, withdrawChiave } from './service.js';
import { takeInMemory } from './ricevi.js';

const gruppo = 'Firme';
/** Who may attest may sign; the seal and the keys of others are for who takes care of them. */
const ATTO = ['attesta', 'cura-chiavi'] as const;
const TESTI = ['password', 'specie', 'utente'] as const;
/** A PKCS#12 with a chain takes some kilobytes. */
const MAX_FILE_BYTES = 64 * 1024;
const MAX_BYTES = 128 * 1024;

/** Keys with which the system signs. */
export function chiaviRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/firme/chiavi',
      atto: ATTO,
      gruppo,
      sommario: 'Le chiavi di firma: le proprie; tutte quelle della AOO per chi ne ha cura',
      risposte: { 200: { descrizione: 'Certificati e scadenze, mai le chiavi', schema: api.ElencoChiavi } },
      handler: async ({ res, caller }) => void res.json(await listChiavi(deps, caller)),
    }),
    route({
      method: 'post',
      path: '/firme/chiavi',
      atto: ATTO,
      gruppo,
      sommario: 'Carica una chiave di firma (PKCS#12) e la cifra; la password serve una volta e non si conserva',
      multipart: { testi: TESTI, file: [{ nome: 'chiave', obbligatorio: true }] },
      risposte: {
        201: { descrizione: 'Caricata', schema: api.ChiaveFirma },
        409: { descrizione: 'L’installazione non può conservare chiavi, o questa c’è già' },
      },
      handler: async ({ req, res, caller }) => {
        const { accept, bytes } = takeInMemory(MAX_FILE_BYTES);
        const { testi, file } = await receiveMultipart(req, accept, {
          testi: TESTI,
          file: { chiave: 1 },
          limitBytes: MAX_BYTES,
        });
        const richiesta = parse(api.ChiaveRichiesta, testi);
        if (file['chiave']?.[0] === undefined)
          throw new DatiNonValidiError([{ campo: 'chiave', messaggio: 'Manca il file della chiave: sceglierlo.' }]);
        const made = await loadChiave(deps, caller, richiesta, bytes());
        res.status(201).location('/api/v1/firme/chiavi').json(made);
      },
    }),
    route({
      method: 'post',
      path: '/firme/chiavi/{id}/ritiro',
      atto: ATTO,
      gruppo,
      sommario: 'Ritira una chiave: non firma più, e ciò che firmava è dimenticato',
      params: api.PercorsoChiave,
      body: api.RitiroChiaveRichiesta,
      risposte: {
        200: { descrizione: 'Ritirata', schema: api.ChiaveFirma },
        409: { descrizione: 'Era già ritirata' },
      },
      handler: async ({ res, caller, params, body }) =>
        void res.json(await withdrawChiave(deps, caller, params.id, body.motivo)),
    }),
  ];
}
