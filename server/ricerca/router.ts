import { findAntenate } from '../../classification/versioni/antenate.js';
import { topmost } from '../../classification/versioni/raccordo.js';
import * as risposta from '../../schemas/registrazione-risposta.api.js';
import { QueryEsportazione, QueryRegistrazioni } from '../../schemas/registrazione-query.api.js';
import * as salvate from '../../schemas/ricerca-salvata.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { findFascicolo } from '../fascicoli/visibilita.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { type Route, route } from '../lib/route.js';
import { ELENCO, GRUPPO, MOTIVO_ACCESSO, traceReading } from '../protocollo/registrazioni-http.js';
import { withSeen } from '../protocollo/viste.js';
import { rigaCsv, TITOLI } from './colonne.js';
import type { Raccordata } from './espressione.js';
import { elencoOf, isMasked, jsonOf } from './json.js';
import { pagesOf, searchRegistrazioni } from './ricerca.js';
import { deleteRicerca, listRicerche, saveRicerca } from './salvate.js';

/** A fascicolo may be asked for by its codice; one that the caller may not see holds nothing for him. */
async function withFascicolo<Q extends { fascicolo?: string | undefined }>(caller: Caller, query: Q): Promise<Q> {
  if (query.fascicolo === undefined) return query;
  const found = await findFascicolo(caller, query.fascicolo);
  return { ...query, fascicolo: found?._id ?? '-' };
}

/** The search of the register, its export, and the searches that a person keeps. */
export function ricercaRoutes(deps: Deps): Route[] {
  /** Rows of an export; what is reserved is traced before it goes out. */
  async function* righe(caller: Caller, pages: AsyncIterable<Registrazione[]>): AsyncGenerator<string[], void> {
    for await (const page of pages) {
      await traceReading(deps, caller, page, ELENCO);
      for (const one of await withSeen(caller, page)) yield rigaCsv(one, isMasked(caller, one));
    }
  }

  const raccordataOf = (
    { aoo }: Caller,
    { classifica, raccordo }: Pick<QueryRegistrazioni, 'classifica' | 'raccordo'>,
  ): Promise<Raccordata | undefined> =>
    classifica === undefined || raccordo !== 'si'
      ? Promise.resolve(undefined)
      : findAntenate(aoo, legalDay(deps.clock.now()), classifica);

  return [
    route({
      method: 'get',
      path: '/registrazioni',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Cerca nel registro: tutti i filtri insieme, le più recenti prima',
      query: QueryRegistrazioni,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina', schema: risposta.ElencoRegistrazioni } },
      handler: async ({ res, caller, query }) => {
        const raccordata = await raccordataOf(caller, query);
        const asked = await withFascicolo(caller, query);
        const { elementi, ...rest } = await searchRegistrazioni(caller, asked, raccordata);
        await traceReading(deps, caller, elementi, ELENCO);
        const rows = (await withSeen(caller, elementi)).map((one) => jsonOf(caller, one));
        const besides = {
          ...rest,
          ...(raccordata !== undefined && {
            raccordo: raccordata.antenate.map(({ versione, codici }) => ({ versione, codici: topmost(codici) })),
          }),
        };
        res.type('json').send(elencoOf(rows, besides));
      },
    }),
    route({
      method: 'get',
      path: '/registrazioni.csv',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Esporta ciò che la ricerca trova, tutto, con gli stessi diritti dell’elenco',
      query: QueryEsportazione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query }) => {
        const raccordata = await raccordataOf(caller, query);
        const pages = await pagesOf(caller, await withFascicolo(caller, query), raccordata); // a bad query is told before the first byte
        await recordAccesso(deps.clock, caller, 'esporta-elenco');
        await sendCsv(res, `registrazioni-${caller.aoo}-${legalDay(deps.clock.now())}`, TITOLI, righe(caller, pages));
      },
    }),
    route({
      method: 'get',
      path: '/ricerche-salvate',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Le proprie ricerche salvate, per nome',
      risposte: { 200: { descrizione: 'Le ricerche', schema: salvate.RicercheSalvate } },
      handler: async ({ res, caller }) => void res.json({ elementi: await listRicerche(caller) }),
    }),
    route({
      method: 'post',
      path: '/ricerche-salvate',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Salva una ricerca con un nome; con un nome che c’è già la sostituisce',
      body: salvate.RicercaRichiesta,
      risposte: {
        200: { descrizione: 'Sostituita', schema: salvate.RicercaSalvata },
        201: { descrizione: 'Salvata', schema: salvate.RicercaSalvata },
      },
      handler: async ({ res, caller, body }) => {
        const { ricerca, created } = await saveRicerca(caller, body);
        res
          .status(created ? 201 : 200)
          .location(`/api/v1/ricerche-salvate/${ricerca.id}`)
          .json(ricerca);
      },
    }),
    route({
      method: 'delete',
      path: '/ricerche-salvate/{id}',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Dimentica una ricerca salvata',
      params: salvate.PercorsoRicerca,
      risposte: { 204: { descrizione: 'Dimenticata' } },
      handler: async ({ res, caller, params }) => {
        await deleteRicerca(caller, params.id);
        res.status(204).end();
      },
    }),
  ];
}
