import { z } from 'zod';
import * as api from '../../schemas/registrazione.api.js';
import * as risposta from '../../schemas/registrazione-risposta.api.js';
import { QueryVerifica } from '../../schemas/registrazione-query.api.js';
import { aooOf } from '../accesso/aoo.js';
import { recordAccesso } from '../accesso/audit.js';
import { verifyVersamenti } from '../conservazione/verifica.js';
import type { Deps } from '../deps.js';
import { verifyGiornate } from '../giornaliero/verifica.js';
import { type GuastoFascicoli, verifyFascicoli } from '../fascicoli/verifica-totale.js';
import { legalDay, legalYear } from '../lib/clock.js';
import { untilDrained } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { isContinua, requireRepertorio } from '../repertori/configurazione.js';
import { openRegistro } from './apertura.js';
import { REGISTRO_GENERALE } from './rules.js';
import { pagesOfYear, verifyRegistro } from './verifica-registro.js';
import type { Fault } from './verifica.js';

const GRUPPO = 'Registro';
const Apertura = z.object({
  registro: z.string(),
  ultimoNumero: z.int(),
  provvedimento: api.Provvedimento,
  data: z.string(),
});

/** What is no registration is named in the words of the fault. */
const faultOf = ({ che, anno, numero, motivo }: GuastoFascicoli): Fault => ({
  anno,
  numero,
  motivo: `${che}: ${motivo}`,
});

export function registroRoutes(deps: Deps): Route[] {
  const yearOf = (anno: number | undefined): number => anno ?? legalYear(deps.clock.now());
  return [
    route({
      method: 'get',
      path: '/registro/verifica',
      atto: 'verifica-registro',
      gruppo: GRUPPO,
      sommario:
        'Verifica il registro di un anno: numeri, testi, impronte, catena, eventi, registri giornalieri, fascicoli, versamenti',
      query: QueryVerifica,
      risposte: { 200: { descrizione: 'L’esito, con il primo errore', schema: risposta.VerificaRegistro } },
      handler: async ({ res, caller, query }) => {
        const anno = yearOf(query.anno);
        const { registro = REGISTRO_GENERALE } = query;
        if (registro !== REGISTRO_GENERALE) {
          await requireRepertorio(caller.aoo, legalDay(deps.clock.now()), registro);
          const continua = await isContinua(caller.aoo, registro);
          res.json(await verifyRegistro(caller.aoo, anno, { registro, continua }));
          return;
        }
        const esito = await verifyRegistro(caller.aoo, anno);
        const { errore } = esito.integro ? await verifyGiornate(deps.store, await aooOf(caller.aoo), anno) : {};
        const { guasto } =
          esito.integro && errore === undefined ? await verifyFascicoli(caller.aoo, anno, { parole: false }) : {};
        const found = errore ?? (guasto && faultOf(guasto));
        const spedito = esito.integro && found === undefined ? await verifyVersamenti(caller.aoo, anno) : undefined;
        const primo = found ?? (spedito?.guasto && faultOf(spedito.guasto));
        res.json(primo === undefined ? esito : { ...esito, integro: false, primoErrore: primo });
      },
    }),
    route({
      method: 'get',
      path: '/registro/esportazione',
      atto: 'esporta-registro',
      gruppo: GRUPPO,
      sommario: 'Il registro di un anno, intero e verificabile da chiunque (docs/catena.md)',
      query: QueryVerifica,
      risposte: { 200: { descrizione: 'Una riga JSON per registrazione', tipo: 'application/x-ndjson' } },
      handler: async ({ res, caller, query }) => {
        const anno = yearOf(query.anno);
        const { registro = REGISTRO_GENERALE } = query;
        if (registro !== REGISTRO_GENERALE) await requireRepertorio(caller.aoo, legalDay(deps.clock.now()), registro);
        const nome = registro === REGISTRO_GENERALE ? 'registro' : registro;
        await recordAccesso(
          deps.clock,
          caller,
          'esporta-registro',
          registro === REGISTRO_GENERALE ? String(anno) : `${registro}/${anno}`,
        );
        res.set({
          'Content-Type': 'application/x-ndjson; charset=utf-8',
          'Content-Disposition': `attachment; filename="${nome}-${caller.aoo}-${anno}.ndjson"`,
        });
        for await (const page of pagesOfYear(
          caller.aoo,
          anno,
          {
            numero: 1,
            canonico: 1,
            'catena.hash': 1,
            eventi: 1,
          },
          registro,
        )) {
          const lines = page.map(({ numero, canonico, catena, eventi }) =>
            JSON.stringify({
              anno,
              numero,
              canonico,
              hash: catena.hash,
              eventi: eventi.map((one) => ({ canonico: one.canonico, hash: one.hash })),
            }),
          );
          if (res.destroyed) return;
          if (!res.write(`${lines.join('\n')}\n`)) await untilDrained(res);
        }
        res.end();
      },
    }),
    route({
      method: 'post',
      path: '/registro/apertura',
      atto: 'apri-registro',
      gruppo: GRUPPO,
      sommario: 'Dichiara l’ultimo numero dato altrove, prima del primo numero di una AOO',
      body: api.AperturaRichiesta,
      risposte: { 201: { descrizione: 'Dichiarata', schema: Apertura } },
      handler: async ({ res, caller, body }) => {
        res.status(201).json(await openRegistro(deps, caller, body));
      },
    }),
  ];
}
