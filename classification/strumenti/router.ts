import * as api from '../../schemas/strumento.api.js';
import type { TipoStrumento } from '../../schemas/strumento.model.js';
import { type Clock, legalDay, rfc3339 } from '../../server/lib/clock.js';
import { type Route, route } from '../../server/lib/route.js';
import { receiveBytes } from '../../server/lib/testo.js';
import { LIMITE_CSV, sendTabella, TIPO_CSV } from '../file.js';
import { AVVERTENZA_CONSERVAZIONE } from './conservazione.js';
import { autoreOf } from '../versioni/contesto.js';
import { importStrumento, writeStrumento } from './importa.js';
import { strumentoOf, type Testa, testeOf } from './service.js';

const gruppo = 'Titolario';
const NOMI: Readonly<Record<TipoStrumento, string>> = {
  massimario: 'il piano di conservazione (massimario)',
  prontuario: 'il prontuario, le parole che portano a una voce',
};

const presentTesta = ({ numero, denominazione, dal, atto, caricata }: Testa) => ({
  numero,
  denominazione,
  ...(numero > 0 && { dal }),
  adottato: numero > 0,
  ...(atto !== undefined && { atto }),
  ...(caricata !== undefined && { caricata: { utente: caricata.utente, data: rfc3339(caricata.data) } }),
});

function routesOf(tipo: TipoStrumento, { clock }: { clock: Clock }): Route[] {
  const path = `/titolario/${tipo}`;
  return [
    route({
      method: 'get',
      path,
      atto: 'sessione',
      gruppo,
      sommario: `Legge ${NOMI[tipo]}, come vale in un giorno`,
      query: api.StrumentoQuery,
      risposte: { 200: { descrizione: 'La versione di quel giorno; senza giorno, oggi', schema: api.STRUMENTI[tipo] } },
      handler: async ({ res, query, caller }) => {
        const found = await strumentoOf(caller.aoo, tipo, query.data ?? legalDay(clock.now()));
        res.json({
          ...presentTesta(found),
          elementi: found.righe,
          ...(tipo === 'massimario' && { avvertenza: AVVERTENZA_CONSERVAZIONE }),
        });
      },
    }),
    route({
      method: 'get',
      path: `${path}/versioni`,
      atto: 'sessione',
      gruppo,
      sommario: `Le versioni, dalla più recente: ${NOMI[tipo]}`,
      risposte: { 200: { descrizione: 'Le versioni; la 0 è il modello', schema: api.VersioniStrumento } },
      handler: async ({ res, caller }) => {
        res.json({ elementi: (await testeOf(caller.aoo, tipo)).map(presentTesta).reverse() });
      },
    }),
    route({
      method: 'post',
      path: `${path}/versioni`,
      atto: 'approva-titolario',
      gruppo,
      sommario: `Carica da CSV ${NOMI[tipo]}; con prova=si dice soltanto le differenze`,
      query: api.ImportaStrumentoQuery,
      testo: TIPO_CSV,
      risposte: {
        200: { descrizione: 'Prova, o già così: nulla è stato scritto', schema: api.ImportazioneStrumento },
        201: { descrizione: 'La versione', schema: api.ImportazioneStrumento },
      },
      handler: async ({ req, res, query, caller }) => {
        const csv = await receiveBytes(req, TIPO_CSV, LIMITE_CSV);
        const { created, ...esito } = await importStrumento(tipo, csv, query, autoreOf(caller, clock));
        if (created) res.status(201).location(`/api/v1${path}?data=${esito.dal}`);
        res.json({ prova: query.prova, ...esito });
      },
    }),
    route({
      method: 'get',
      path: `${path}/esportazione.csv`,
      atto: 'sessione',
      gruppo,
      sommario: `Esporta in CSV, nella forma in cui si importa, ${NOMI[tipo]}`,
      query: api.StrumentoQuery,
      risposte: { 200: { descrizione: 'CSV in UTF-8, virgola, LF', tipo: TIPO_CSV } },
      handler: async ({ res, query, caller }) => {
        const { numero, righe } = await strumentoOf(caller.aoo, tipo, query.data ?? legalDay(clock.now()));
        sendTabella(res, `${tipo}-${caller.aoo}-v${numero}`, writeStrumento(tipo, righe));
      },
    }),
  ];
}

/** Massimario and prontuario of an AOO: read by whoever works in it, loaded by the RGD. */
export const strumentiRoutes = (deps: { clock: Clock }): Route[] => [
  ...routesOf('massimario', deps),
  ...routesOf('prontuario', deps),
];
