import * as api from '../../schemas/scansione.api.js';
import { testo } from '../../schemas/testo.api.js';
import { z } from 'zod';
import type { Deps } from '../deps.js';
import { parse } from '../lib/http.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { dividiScansione } from './divisione.js';
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
  mostra,
  PAGINA,
  sendScansione,
  UNA,
} from './router-comune.js';

const Aggiunta = z.strictObject({
  dopo: z
    .string()
    .regex(/^\d{1,6}$/, { error: 'La pagina dopo cui inserire si indica con il suo codice; 0: all’inizio.' })
    .optional(),
});
const Sostituzione = z.strictObject({ motivo: testo({ max: 500, nome: 'Il motivo' }).optional() });

/** What a person does on the pages of a scan. */
export function pagineScansioneRoutes(deps: Deps): Route[] {
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
