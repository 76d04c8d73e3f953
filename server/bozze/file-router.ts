import * as api from '../../schemas/bozza.api.js';
import { type Bozza, type ContenutoBozza, findVersioneBozza } from '../../schemas/bozza.model.js';
import type { FileRegistrato } from '../../schemas/registrazione.types.js';
import { sendCarta } from '../carte/invio.js';
import type { Deps } from '../deps.js';
import { sendContenuto } from '../firme/contenuto.js';
import { requireServibile } from '../formati/stato.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { IDEMPOTENCY_KEY, MOTIVO_ACCESSO } from '../protocollo/registrazioni-http.js';
import { attachFirma } from './firma.js';
import { signBozza } from './firma-server.js';
import { nomeOf, renderLettera } from './lettera.js';
import { requireBozza } from './lettura.js';
import { addAllegati, putDocumento } from './modifica.js';
import { presentVersioneBozza } from './presenter.js';
import { confermaOf, receiveParti, requireDocumento } from './ricevi.js';
import { bersaglioOf, sendLetta, versioneSaid } from './router-comune.js';

const gruppo = 'Bozze';
const BOZZA = '/bozze/{id}';
const SUPERATA = { descrizione: 'Nel frattempo un’altra persona l’ha cambiata: rileggerla' };
const FILE = {
  200: { descrizione: 'Il file, o il PDF del testo', tipo: '*/*' },
  206: { descrizione: 'Una parte del file', tipo: '*/*' },
  304: { descrizione: 'Il file è quello che chi chiede ha già (If-None-Match)' },
  409: { descrizione: 'Il file è in quarantena: l’antivirus lo ha trovato infetto' },
};

/** The version of that number. @throws NonTrovatoError */
async function requireVersione(
  bozza: Bozza,
  n: number,
): Promise<NonNullable<Awaited<ReturnType<typeof findVersioneBozza>>>> {
  const found = await findVersioneBozza(bozza._id, n);
  if (found === null) throw new NonTrovatoError('La bozza non ha una versione con questo numero.');
  return found;
}

/** The letter as it stands: signed, approved, or as it is written. */
const fileNow = ({ firma, approvata, documento }: Bozza): FileRegistrato | undefined =>
  firma?.documento ?? approvata?.documento ?? documento;

/** What a draft holds: its letter, its attachments, its versions; and the files that come in. */
export function bozzeFileRoutes(deps: Deps): Route[] {
  const intestazioni = [
    { nome: 'If-Match', descrizione: 'La versione letta: se nel frattempo è cambiata, 412.' },
    IDEMPOTENCY_KEY,
    MOTIVO_ACCESSO,
  ];
  return [
    route({
      method: 'get',
      path: `${BOZZA}/versioni/{n}`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Una versione di una bozza, per intero',
      params: api.PercorsoVersioneBozza,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'La versione', schema: api.VersioneBozza } },
      handler: async ({ res, caller, params }) => {
        const bozza = await requireBozza(deps, caller, params.id);
        res.json(presentVersioneBozza(await requireVersione(bozza, params.n)));
      },
    }),
    route({
      method: 'get',
      path: `${BOZZA}/documento`,
      atto: 'scrive-bozze',
      gruppo,
      sommario:
        'La lettera: il file firmato, approvato o caricato, altrimenti il PDF del testo; con versione, com’era allora, con contenuto=si ciò che è nella busta',
      params: api.PercorsoBozza,
      query: api.QueryDocumentoBozza,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: FILE,
      handler: async ({ req, res, caller, params, query }) => {
        const bozza = await requireBozza(deps, caller, params.id);
        const { versione } = query;
        const shown: Bozza | (Bozza & ContenutoBozza) =
          versione === undefined
            ? bozza
            : ({
                ...bozza,
                testo: undefined,
                documento: undefined,
                ...(await requireVersione(bozza, versione)).contenuto,
              } as Bozza);
        const file = versione === undefined ? fileNow(bozza) : shown.documento;
        if (file !== undefined) {
          const servibile = await requireServibile(file);
          await (query.contenuto === 'si' ? sendContenuto : sendFile)(deps, req, res, servibile);
          return;
        }
        if (shown.testo === undefined) throw new NonTrovatoError('La lettera non è ancora scritta.');
        sendCarta(res, nomeOf(shown.oggetto), await renderLettera(deps, shown, deps.clock.now()));
      },
    }),
    route({
      method: 'put',
      path: `${BOZZA}/documento`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'La lettera è un file proprio, al posto del testo',
      params: api.PercorsoBozza,
      multipart: { file: [{ nome: 'documento', obbligatorio: true }] },
      intestazioni,
      risposte: { 200: { descrizione: 'Cambiata', schema: api.Bozza }, 412: SUPERATA },
      handler: async (ctx) => {
        const { caller, req } = ctx;
        await requireBozza(deps, caller, ctx.params.id); // nothing is taken in for what is not there
        const file = requireDocumento(await receiveParti(deps, ctx, 'documento'));
        const bersaglio = bersaglioOf(ctx, [file.nome, file.sha256], versioneSaid(req));
        await sendLetta(deps, ctx, await putDocumento(deps, caller, bersaglio, file));
      },
    }),
    route({
      method: 'post',
      path: `${BOZZA}/allegati`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Aggiunge allegati propri; quelli di registrazioni e fascicoli si indicano con PATCH',
      params: api.PercorsoBozza,
      multipart: { file: [{ nome: 'allegato', molti: true }] },
      intestazioni,
      risposte: { 200: { descrizione: 'Aggiunti', schema: api.Bozza }, 412: SUPERATA },
      handler: async (ctx) => {
        const { caller, req } = ctx;
        await requireBozza(deps, caller, ctx.params.id);
        const { file } = await receiveParti(deps, ctx, 'allegati');
        const allegati = file['allegato'] ?? [];
        if (allegati.length === 0)
          throw new DatiNonValidiError([{ campo: 'allegati', messaggio: 'Manca il file: allegarlo.' }]);
        const content = allegati.map(({ nome, sha256 }) => [nome, sha256]);
        const bersaglio = bersaglioOf(ctx, content, versioneSaid(req));
        await sendLetta(deps, ctx, await addAllegati(deps, caller, bersaglio, allegati));
      },
    }),
    route({
      method: 'get',
      path: `${BOZZA}/allegati/{n}`,
      atto: 'scrive-bozze',
      gruppo,
      sommario: 'Un allegato di una bozza',
      params: api.PercorsoAllegatoBozza,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { ...FILE, 200: { descrizione: 'Il file', tipo: '*/*' } },
      handler: async ({ req, res, caller, params }) => {
        const { allegati } = await requireBozza(deps, caller, params.id);
        const allegato = allegati.find(({ n }) => n === params.n);
        if (allegato === undefined) throw new NonTrovatoError('La bozza non ha un allegato con questo numero.');
        await sendFile(deps, req, res, await requireServibile(allegato));
      },
    }),
    route({
      method: 'put',
      path: `${BOZZA}/firma`,
      atto: 'scrive-bozze',
      gruppo,
      sommario:
        'Il file approvato, firmato altrove (.p7m o PDF firmato): il contenuto è confrontato con quello approvato e le firme si verificano; ciò che non si può verificare il responsabile lo conferma (conferma=si, con sha256 del file com’è nella risposta 422 che lo chiede, e un motivo)',
      params: api.PercorsoBozza,
      multipart: { testi: ['conferma', 'sha256', 'motivo'], file: [{ nome: 'documento', obbligatorio: true }] },
      intestazioni,
      risposte: { 200: { descrizione: 'Firmata', schema: api.Bozza }, 412: SUPERATA },
      handler: async (ctx) => {
        const { caller, req } = ctx;
        await requireBozza(deps, caller, ctx.params.id);
        const received = await receiveParti(deps, ctx, 'firma');
        const file = requireDocumento(received);
        const conferma = confermaOf(received);
        const bersaglio = bersaglioOf(ctx, [file.nome, file.sha256, conferma ?? null], versioneSaid(req));
        await sendLetta(deps, ctx, await attachFirma(deps, caller, bersaglio, file, conferma));
      },
    }),
    route({
      method: 'post',
      path: `${BOZZA}/firma`,
      atto: 'approva-bozze',
      gruppo,
      sommario: 'Firma la lettera approvata con la chiave che il sistema custodisce per il responsabile',
      params: api.PercorsoBozza,
      body: api.FirmaRichiesta,
      intestazioni,
      risposte: {
        200: { descrizione: 'Firmata', schema: api.Bozza },
        409: { descrizione: 'Non è approvata, o chi chiede non ha una chiave in uso' },
        412: SUPERATA,
      },
      handler: async (ctx) => {
        const { caller, req, body } = ctx;
        const bersaglio = bersaglioOf(ctx, body, versioneSaid(req));
        await sendLetta(deps, ctx, await signBozza(deps, caller, bersaglio, body));
      },
    }),
  ];
}
