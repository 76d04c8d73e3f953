import * as api from '../../schemas/scansione.api.js';
import { type EsitoPagina, findPagina } from '../../schemas/pagina-scansione.model.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { testo } from '../../schemas/testo.api.js';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse } from '../lib/http.js';
import { DatiNonValidiError, NonTrovatoError } from '../lib/problem.js';
import { type Route, route, type RouteContext } from '../lib/route.js';
import { sendFile } from '../protocollo/files.js';
import { requirePosto } from './cambia.js';
import { parolaDa, preleva } from './deposito.js';
import { dividiScansione } from './divisione.js';
import { figuraDi } from './figura.js';
import { requireScansione } from './lettura.js';
import {
  accettaDifetto,
  aggiungiPagine,
  controllaScansione,
  ordinaPagine,
  ruotaPagina,
  sostituisciPagina,
  togliPagina,
  unisciANumero,
} from './modifica.js';
import { immaginiDi, MAX_IMMAGINI, receiveScansione } from './ricevi.js';
import {
  bersaglioDi,
  CAMBIA,
  CAMBIATA,
  GRUPPO_SCANSIONI as gruppo,
  indirizzoDi,
  LEGGE,
  mostra,
  sendScansione,
  UNA,
} from './router-comune.js';

const PAGINA = `${UNA}/pagine/{pagina}`;
const FIGURE = {
  304: { descrizione: 'È quella che chi chiede ha già (If-None-Match)' },
  206: { descrizione: 'Una parte', tipo: 'image/jpeg' },
};
const Aggiunta = z.strictObject({
  dopo: z
    .string()
    .regex(/^\d{1,6}$/, { error: 'La pagina dopo cui inserire si indica con il suo codice; 0: all’inizio.' })
    .optional(),
});
const Sostituzione = z.strictObject({ motivo: testo({ max: 500, nome: 'Il motivo' }).optional() });

const NON_LETTA = 'La pagina non è ancora letta: attendere.';

/** What was read of a page that the caller may see. @throws NonTrovatoError */
async function requireEsito(deps: Deps, caller: Caller, id: string, pagina: string): Promise<EsitoPagina> {
  const scansione = await requireScansione(deps, caller, id);
  requirePosto(scansione, pagina);
  const found = await findPagina(scansione._id, pagina);
  if (found?.esito === undefined) throw new NonTrovatoError(NON_LETTA);
  return found.esito;
}

/** A picture of a page as a stored file. */
async function sendFigura(
  deps: Deps,
  { req, res }: Pick<RouteContext<never, never, never>, 'req' | 'res'>,
  sha256: string | undefined,
): Promise<void> {
  const stored = sha256 === undefined ? null : await deps.store.stat(sha256);
  if (sha256 === undefined || stored === null) throw new NonTrovatoError('Di questa pagina non c’è l’immagine.');
  const mime = 'image/jpeg';
  const { dimensione } = stored;
  await sendFile(deps, req, res, { nome: 'pagina.jpg', mime, dimensione, sha256, formato: { mime }, firme: [] });
}

/** The pages of a scan, looked at. */
function letture(deps: Deps): Route[] {
  const figura = (quale: 'anteprima' | 'miniatura', sommario: string): Route =>
    route({
      method: 'get',
      path: `${PAGINA}/${quale}`,
      atto: 'legge-scansioni',
      gruppo,
      sommario,
      params: api.PercorsoPagina,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'L’immagine', tipo: 'image/jpeg' }, ...FIGURE },
      handler: async (ctx) => {
        const { id, pagina } = ctx.params;
        await sendFigura(deps, ctx, (await requireEsito(deps, ctx.caller, id, pagina))[quale]);
      },
    });
  return [
    figura('miniatura', 'Una pagina, piccola'),
    figura('anteprima', 'Una pagina, come si legge sullo schermo'),
    route({
      method: 'get',
      path: `${PAGINA}/immagine`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Una pagina a piena risoluzione, com’è nella copia',
      params: api.PercorsoPagina,
      intestazioni: LEGGE,
      risposte: {
        200: { descrizione: 'L’immagine', tipo: 'image/jpeg', altriTipi: ['image/png'] },
        304: FIGURE[304],
      },
      handler: async ({ req, res, caller, params }) => {
        const { copia } = await requireEsito(deps, caller, params.id, params.pagina);
        if (copia === undefined) throw new NonTrovatoError('Di questa pagina non c’è l’immagine.');
        const etag = `"${copia.sha256}"`;
        res.set({ ETag: etag, 'Cache-Control': 'private, no-cache', 'Content-Disposition': 'inline' });
        if (req.get('if-none-match') === etag) return void res.status(304).end();
        const { mime, bytes } = await figuraDi(await preleva(deps.store, copia.sha256), copia);
        res.type(mime).send(bytes);
      },
    }),
    route({
      method: 'get',
      path: `${PAGINA}/parole`,
      atto: 'legge-scansioni',
      gruppo,
      sommario: 'Le parole di una pagina e dove stanno, nei punti dell’immagine',
      params: api.PercorsoPagina,
      intestazioni: LEGGE,
      risposte: { 200: { descrizione: 'Le parole', schema: api.ParolePagina } },
      handler: async ({ res, caller, params }) => {
        const { copia, parole } = await requireEsito(deps, caller, params.id, params.pagina);
        res.json({
          larghezza: copia?.larghezza ?? 0,
          altezza: copia?.altezza ?? 0,
          parole: parole === undefined ? [] : parolaDa(await preleva(deps.store, parole)),
        } satisfies api.ParolePagina);
      },
    }),
  ];
}

/** What a person does on the pages of a scan. */
function atti(deps: Deps): Route[] {
  return [
    route({
      method: 'patch',
      path: PAGINA,
      atto: 'scansiona',
      gruppo,
      sommario: 'Gira una pagina: 0 è com’è stata scansionata',
      params: api.PercorsoPagina,
      body: api.RotazioneRichiesta,
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        const { pagina } = ctx.params;
        const on = bersaglioDi(ctx, ctx.body);
        await sendScansione(deps, ctx.res, await ruotaPagina(deps, ctx.caller, on, pagina, ctx.body.rotazione));
      },
    }),
    route({
      method: 'post',
      path: `${UNA}/pagine`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Aggiunge pagine: in fondo, o dopo quella indicata',
      params: api.PercorsoScansione,
      multipart: { testi: ['dopo'], file: [{ nome: 'immagine', molti: true }, { nome: 'documento' }] },
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        await requireScansione(deps, ctx.caller, ctx.params.id); // nothing is taken in for what is not there
        const received = await receiveScansione(deps, ctx, {
          testi: ['dopo'],
          file: { immagine: MAX_IMMAGINI, documento: 1 },
        });
        const { dopo } = parse(Aggiunta, received.testi);
        const { file } = immaginiDi(received);
        const on = bersaglioDi(ctx, [dopo ?? '', ...file.map(({ nome, sha256 }) => [nome, sha256])]);
        await sendScansione(deps, ctx.res, await aggiungiPagine(deps, ctx.caller, on, file, dopo));
      },
    }),
    route({
      method: 'post',
      path: `${PAGINA}/sostituzione`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Mette al posto di una pagina la stessa scansionata di nuovo; quella di prima resta tra le tolte',
      params: api.PercorsoPagina,
      multipart: { testi: ['motivo'], file: [{ nome: 'immagine', obbligatorio: true }] },
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        await requireScansione(deps, ctx.caller, ctx.params.id);
        const received = await receiveScansione(deps, ctx, { testi: ['motivo'], file: { immagine: 1 } });
        const { motivo } = parse(Sostituzione, received.testi);
        const [file] = immaginiDi(received).file;
        if (file === undefined) throw new DatiNonValidiError([{ campo: 'immagine', messaggio: 'Manca il file.' }]);
        const on = bersaglioDi(ctx, [file.nome, file.sha256, motivo ?? '']);
        const { pagina } = ctx.params;
        await sendScansione(deps, ctx.res, await sostituisciPagina(deps, ctx.caller, on, pagina, file, motivo));
      },
    }),
    route({
      method: 'post',
      path: `${PAGINA}/accettazione`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Dice che una pagina va bene lo stesso, e perché',
      params: api.PercorsoPagina,
      body: api.AccettazioneRichiesta,
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        const on = bersaglioDi(ctx, ctx.body);
        await sendScansione(deps, ctx.res, await accettaDifetto(deps, ctx.caller, on, ctx.params.pagina, ctx.body));
      },
    }),
    route({
      method: 'post',
      path: `${PAGINA}/rimozione`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Toglie una pagina dalla copia, con il motivo; il suo file resta',
      params: api.PercorsoPagina,
      body: api.RimozioneRichiesta,
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        const { pagina } = ctx.params;
        const on = bersaglioDi(ctx, ctx.body);
        await sendScansione(deps, ctx.res, await togliPagina(deps, ctx.caller, on, pagina, ctx.body.motivo));
      },
    }),
    route({
      method: 'post',
      path: `${UNA}/ordine`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Mette le pagine in un altro ordine',
      params: api.PercorsoScansione,
      body: api.OrdineRichiesto,
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        const on = bersaglioDi(ctx, ctx.body);
        await sendScansione(deps, ctx.res, await ordinaPagine(deps, ctx.caller, on, ctx.body.pagine));
      },
    }),
    route({
      method: 'post',
      path: `${UNA}/divisione`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Due documenti in una scansione: da una pagina in poi diventano un’altra scansione',
      params: api.PercorsoScansione,
      body: api.DivisioneRichiesta,
      intestazioni: CAMBIA,
      risposte: {
        ...CAMBIATA,
        200: { descrizione: 'La stessa chiave: le due scansioni come sono adesso', schema: api.Divisione },
        201: { descrizione: 'Divisa', schema: api.Divisione },
      },
      handler: async (ctx) => {
        const { res, caller, body } = ctx;
        const divisa = await dividiScansione(deps, caller, bersaglioDi(ctx, body), body.da);
        res
          .status(divisa.created ? 201 : 200)
          .location(indirizzoDi(divisa.nuova))
          .json({ scansione: await mostra(deps, divisa.scansione), nuova: await mostra(deps, divisa.nuova) });
      },
    }),
    route({
      method: 'post',
      path: `${UNA}/unione`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Indica la registrazione a cui va la copia, anche prima che la lettura finisca',
      params: api.PercorsoScansione,
      body: api.UnioneRichiesta,
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        const on = bersaglioDi(ctx, ctx.body);
        await sendScansione(deps, ctx.res, await unisciANumero(deps, ctx.caller, on, ctx.body.registrazione));
      },
    }),
    route({
      method: 'post',
      path: `${UNA}/controllo`,
      atto: 'scansiona',
      gruppo,
      sommario: 'Dice che la scansione è stata rivista per intero: se non manca più niente è pronta',
      params: api.PercorsoScansione,
      body: api.ControlloScansione,
      intestazioni: CAMBIA,
      risposte: CAMBIATA,
      handler: async (ctx) => {
        const on = bersaglioDi(ctx, ctx.body);
        await sendScansione(deps, ctx.res, await controllaScansione(deps, ctx.caller, on, ctx.body.motivo));
      },
    }),
  ];
}

export const pagineScansioneRoutes = (deps: Deps): Route[] => [...letture(deps), ...atti(deps)];
