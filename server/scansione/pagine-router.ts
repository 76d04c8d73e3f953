import { z } from 'zod';
import type { Caller } from '../../schemas/accesso.api.js';
import * as api from '../../schemas/scansione.api.js';
import type { ScansioneTenuta } from '../../schemas/scansione.model.js';
import { testo } from '../../schemas/testo.api.js';
import type { Deps } from '../deps.js';
import { parse } from '../lib/http.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import type { Bersaglio } from './cambia.js';
import { dividiScansione } from './divisione.js';
import { escludiScansione } from './escludi.js';
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
import { separaDaNumero } from './separa.js';
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

interface CambioSpec<P extends z.ZodType, B extends z.ZodType> extends Pick<Route, 'path' | 'sommario'> {
  method?: 'patch';
  /** absent: of who scans */
  atto?: 'registra-entrata';
  params: P;
  body: B;
  /** The change itself; what is asked is under the Idempotency-Key already. */
  cambia: (caller: Caller, on: Bersaglio, body: z.output<B>, params: z.output<P>) => Promise<ScansioneTenuta>;
}

/** What every change of the pages has in common in its declaration. */
const CAMBIO = { atto: 'scansiona', gruppo, intestazioni: CAMBIA, risposte: CAMBIATA } as const;

/** A change that the JSON body says whole, answered with the scan as it is then. */
const cambio = <P extends z.ZodType<{ id: string }>, B extends z.ZodType>(
  deps: Deps,
  { method, cambia, ...spec }: CambioSpec<P, B>,
): Route =>
  route<P, z.ZodUndefined, B>({
    ...CAMBIO,
    ...spec,
    method: method ?? 'post',
    handler: async (ctx) => {
      const { res, caller, body, params } = ctx;
      await sendScansione(deps, res, await cambia(caller, bersaglioDi(ctx, body), body, params));
    },
  });

/** What a person does on the pages of a scan. */
export function pagineScansioneRoutes(deps: Deps): Route[] {
  return [
    cambio(deps, {
      method: 'patch',
      path: PAGINA,
      sommario: 'Gira una pagina: 0 è com’è stata scansionata',
      params: api.PercorsoPagina,
      body: api.RotazioneRichiesta,
      cambia: (caller, on, { rotazione }, { pagina }) => ruotaPagina(deps, caller, on, pagina, rotazione),
    }),
    route({
      ...CAMBIO,
      method: 'post',
      path: `${UNA}/pagine`,
      sommario: 'Aggiunge pagine: in fondo, o dopo quella indicata',
      params: api.PercorsoScansione,
      multipart: { testi: ['dopo'], file: [{ nome: 'immagine', molti: true }, { nome: 'documento' }] },
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
      ...CAMBIO,
      method: 'post',
      path: `${PAGINA}/sostituzione`,
      sommario: 'Mette al posto di una pagina la stessa scansionata di nuovo; quella di prima resta tra le tolte',
      params: api.PercorsoPagina,
      multipart: { testi: ['motivo'], file: [{ nome: 'immagine', obbligatorio: true }] },
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
    cambio(deps, {
      path: `${PAGINA}/accettazione`,
      sommario: 'Dice che una pagina va bene lo stesso, e perché',
      params: api.PercorsoPagina,
      body: api.AccettazioneRichiesta,
      cambia: (caller, on, body, { pagina }) => accettaDifetto(deps, caller, on, pagina, body),
    }),
    cambio(deps, {
      path: `${PAGINA}/rimozione`,
      sommario: 'Toglie una pagina dalla copia, con il motivo; il suo file resta',
      params: api.PercorsoPagina,
      body: api.RimozioneRichiesta,
      cambia: (caller, on, { motivo }, { pagina }) => togliPagina(deps, caller, on, pagina, motivo),
    }),
    cambio(deps, {
      path: `${UNA}/ordine`,
      sommario: 'Mette le pagine in un altro ordine',
      params: api.PercorsoScansione,
      body: api.OrdineRichiesto,
      cambia: (caller, on, { pagine }) => ordinaPagine(deps, caller, on, pagine),
    }),
    route({
      ...CAMBIO,
      method: 'post',
      path: `${UNA}/divisione`,
      sommario: 'Due documenti in una scansione: da una pagina in poi diventano un’altra scansione',
      params: api.PercorsoScansione,
      body: api.DivisioneRichiesta,
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
    cambio(deps, {
      path: `${UNA}/unione`,
      sommario: 'Indica la registrazione a cui va la copia, anche prima che la lettura finisca',
      params: api.PercorsoScansione,
      body: api.UnioneRichiesta,
      cambia: (caller, on, { registrazione }) => unisciANumero(deps, caller, on, registrazione),
    }),
    cambio(deps, {
      path: `${UNA}/separazione`,
      sommario:
        'Toglie la scansione dal numero a cui era destinata, prima che la copia lo raggiunga; il motivo è obbligatorio se lo diceva un’etichetta',
      params: api.PercorsoScansione,
      body: api.SeparazioneRichiesta,
      cambia: (caller, on, { motivo }) => separaDaNumero(deps, caller, on, motivo),
    }),
    cambio(deps, {
      path: `${UNA}/esclusione`,
      atto: 'registra-entrata',
      sommario: 'Dice che la carta non si registra, per una delle esclusioni della AOO; si può sempre registrare dopo',
      params: api.PercorsoScansione,
      body: api.EsclusioneRichiesta,
      cambia: (caller, on, richiesta) => escludiScansione(deps, caller, on, richiesta),
    }),
    cambio(deps, {
      path: `${UNA}/controllo`,
      sommario: 'Dice che la scansione è stata rivista per intero: se non manca più niente è pronta',
      params: api.PercorsoScansione,
      body: api.ControlloScansione,
      cambia: (caller, on, { motivo }) => controllaScansione(deps, caller, on, motivo),
    }),
  ];
}
