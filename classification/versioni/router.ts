import * as api from '../../schemas/titolario-versioni.api.js';
import { findBozzaTitolario } from '../../schemas/bozza-titolario.model.js';
import type { Versione } from '../../schemas/titolario.model.js';
import { mayAtAll } from '../../server/accesso/diritti.js';
import { type Clock, legalDay } from '../../server/lib/clock.js';
import { NonTrovatoError } from '../../server/lib/problem.js';
import { type Route, route } from '../../server/lib/route.js';
import { receiveBytes } from '../../server/lib/testo.js';
import { LIMITE_CSV, sendTabella, TIPO_CSV } from '../file.js';
import { listVersioni } from '../service.js';
import { approveBozza, discardBozza, importRaccordo, importVersione, readBozza } from './bozza.js';
import { closeVoce } from './chiusura.js';
import { autoreOf } from './contesto.js';
import { writeRaccordo, writeVoci } from './csv.js';
import { presentBozza, presentImportazione, presentVersione } from './presenter.js';
import { raccordoOf } from './raccordo.js';

const gruppo = 'Titolario';
const BOZZA = '/titolario/bozza';
const VERSIONE = '/titolario/versioni/{numero}';

async function requireVersione(
  aoo: string,
  numero: number,
): Promise<{ versioni: readonly Versione[]; found: Versione }> {
  const versioni = await listVersioni(aoo);
  const found = versioni.find((one) => one.numero === numero);
  if (found === undefined)
    throw new NonTrovatoError(`La versione ${numero} del titolario non esiste: controllare il numero.`);
  return { versioni, found };
}

/** Versions of the titolario: read by whoever works in the AOO, drafted by the archive service, approved by the RGD. */
export function versioniTitolarioRoutes({ clock }: { clock: Clock }): Route[] {
  return [
    route({
      method: 'get',
      path: '/titolario/versioni',
      atto: 'sessione',
      gruppo,
      sommario: 'Le versioni del titolario, dalla più recente, con il loro stato e la loro storia',
      risposte: { 200: { descrizione: 'Le versioni', schema: api.ElencoVersioniTitolario } },
      handler: async ({ res, caller }) => {
        const versioni = await listVersioni(caller.aoo);
        const oggi = legalDay(clock.now());
        res.json({
          elementi: versioni.map((one) => presentVersione(versioni, one, oggi)).reverse(),
          ...(mayAtAll(caller, 'redige-titolario') && { bozza: (await findBozzaTitolario(caller.aoo)) !== null }),
        });
      },
    }),
    route({
      method: 'post',
      path: '/titolario/versioni',
      atto: 'redige-titolario',
      gruppo,
      sommario:
        'Importa la prossima versione del titolario da CSV, come bozza; con prova=si dice soltanto le differenze',
      query: api.ImportaQuery,
      testo: TIPO_CSV,
      risposte: {
        200: { descrizione: 'Prova: nulla è stato scritto', schema: api.ImportazioneTitolario },
        201: { descrizione: 'La bozza, che sostituisce quella di prima', schema: api.ImportazioneTitolario },
      },
      handler: async ({ req, res, query, caller }) => {
        const csv = await receiveBytes(req, TIPO_CSV, LIMITE_CSV);
        const letta = await importVersione(csv, query, autoreOf(caller, clock));
        if (!query.prova) res.status(201).location(`/api/v1${BOZZA}`);
        res.json(presentImportazione(letta, query.prova));
      },
    }),
    route({
      method: 'get',
      path: `${VERSIONE}/esportazione.csv`,
      atto: 'sessione',
      gruppo,
      sommario: 'Le voci di una versione in CSV, nella forma in cui si importano',
      params: api.PercorsoVersione,
      risposte: { 200: { descrizione: 'CSV in UTF-8, virgola, LF', tipo: TIPO_CSV } },
      handler: async ({ res, params, caller }) => {
        const { found } = await requireVersione(caller.aoo, params.numero);
        sendTabella(res, `titolario-${caller.aoo}-v${found.numero}`, writeVoci(found.voci));
      },
    }),
    route({
      method: 'get',
      path: `${VERSIONE}/raccordo`,
      atto: 'sessione',
      gruppo,
      sommario: 'Che cosa è diventata, in una versione, ogni voce di quella di prima',
      params: api.PercorsoVersione,
      risposte: { 200: { descrizione: 'Le righe del raccordo; nessuna per la prima', schema: api.RaccordoLetto } },
      handler: async ({ res, params, caller }) => {
        const { versioni, found } = await requireVersione(caller.aoo, params.numero);
        res.json({ da: found.numero - 1, a: found.numero, elementi: raccordoOf(versioni, found.numero) });
      },
    }),
    route({
      method: 'get',
      path: `${VERSIONE}/raccordo.csv`,
      atto: 'sessione',
      gruppo,
      sommario: 'Il raccordo di una versione in CSV, nella forma in cui si importa',
      params: api.PercorsoVersione,
      risposte: { 200: { descrizione: 'CSV in UTF-8, virgola, LF', tipo: TIPO_CSV } },
      handler: async ({ res, params, caller }) => {
        const { versioni, found } = await requireVersione(caller.aoo, params.numero);
        const raccordo = raccordoOf(versioni, found.numero);
        sendTabella(res, `raccordo-${caller.aoo}-v${found.numero}`, writeRaccordo(raccordo));
      },
    }),
    route({
      method: 'get',
      path: BOZZA,
      atto: 'redige-titolario',
      gruppo,
      sommario: 'La bozza della prossima versione, con le differenze e il raccordo',
      risposte: {
        200: { descrizione: 'La bozza', schema: api.BozzaTitolario },
        404: { descrizione: 'Nessuna bozza' },
      },
      handler: async ({ res, caller }) => void res.json(presentBozza(await readBozza(caller.aoo))),
    }),
    route({
      method: 'get',
      path: `${BOZZA}/esportazione.csv`,
      atto: 'redige-titolario',
      gruppo,
      sommario: 'Le voci della bozza in CSV',
      risposte: {
        200: { descrizione: 'CSV in UTF-8, virgola, LF', tipo: TIPO_CSV },
        404: { descrizione: 'Nessuna bozza' },
      },
      handler: async ({ res, caller }) => {
        const { bozza } = await readBozza(caller.aoo);
        sendTabella(res, `titolario-${caller.aoo}-bozza`, writeVoci(bozza.voci));
      },
    }),
    route({
      method: 'get',
      path: `${BOZZA}/raccordo.csv`,
      atto: 'redige-titolario',
      gruppo,
      sommario: 'Il raccordo della bozza in CSV, da completare a mano dove una voce è divisa o unita',
      risposte: {
        200: { descrizione: 'CSV in UTF-8, virgola, LF', tipo: TIPO_CSV },
        404: { descrizione: 'Nessuna bozza' },
      },
      handler: async ({ res, caller }) => {
        const { bozza } = await readBozza(caller.aoo);
        sendTabella(res, `raccordo-${caller.aoo}-bozza`, writeRaccordo(bozza.raccordo));
      },
    }),
    route({
      method: 'delete',
      path: BOZZA,
      atto: 'redige-titolario',
      gruppo,
      sommario: 'Rinuncia alla bozza letta',
      query: api.RevisioneQuery,
      risposte: {
        204: { descrizione: 'La bozza non c’è più' },
        404: { descrizione: 'Nessuna bozza' },
        412: { descrizione: 'Nel frattempo la bozza è cambiata' },
      },
      handler: async ({ res, query, caller }) => {
        await discardBozza(caller.aoo, query.revisione);
        res.status(204).end();
      },
    }),
    route({
      method: 'post',
      path: `${BOZZA}/raccordo`,
      atto: 'redige-titolario',
      gruppo,
      sommario:
        'Dà alla bozza il raccordo con la versione di prima, da CSV (da, a, tipo); con prova=si lo controlla soltanto',
      query: api.ProvaQuery,
      testo: TIPO_CSV,
      risposte: {
        200: { descrizione: 'Il raccordo, controllato o caricato', schema: api.RaccordoImportato },
        404: { descrizione: 'Nessuna bozza' },
      },
      handler: async ({ req, res, query, caller }) => {
        const csv = await receiveBytes(req, TIPO_CSV, LIMITE_CSV);
        const { righe, revisione } = await importRaccordo(csv, query.prova, autoreOf(caller, clock));
        const tipi: Record<string, number> = {};
        for (const { tipo } of righe) tipi[tipo] = (tipi[tipo] ?? 0) + 1;
        res.json({ prova: query.prova, righe: righe.length, tipi, ...(revisione !== undefined && { revisione }) });
      },
    }),
    route({
      method: 'post',
      path: `${BOZZA}/approvazione`,
      atto: 'approva-titolario',
      gruppo,
      sommario: 'Approva la bozza letta, con l’atto che l’ha adottata: da quel momento non si cambia più',
      body: api.ApprovazioneRichiesta,
      risposte: {
        201: { descrizione: 'La versione', schema: api.RigaVersione },
        404: { descrizione: 'Nessuna bozza' },
        409: { descrizione: 'Il giorno da cui vale è passato' },
        412: { descrizione: 'Nel frattempo la bozza è cambiata' },
      },
      handler: async ({ res, body, caller }) => {
        const autore = autoreOf(caller, clock);
        const versione = await approveBozza(body.revisione, body.atto, autore);
        const versioni = await listVersioni(caller.aoo);
        res
          .status(201)
          .location(`/api/v1/titolario?versione=${versione.numero}`)
          .json(presentVersione(versioni, versione, autore.oggi));
      },
    }),
    route({
      method: 'post',
      path: '/titolario/voci/{codice}/chiusura',
      atto: 'approva-titolario',
      gruppo,
      sommario: 'Chiude da un giorno una voce del titolario in vigore, e ciò che sta sotto; resta leggibile',
      params: api.PercorsoVoce,
      body: api.ChiusuraRichiesta,
      risposte: { 200: { descrizione: 'Il codice e il primo giorno in cui non si usa più', schema: api.VoceChiusa } },
      handler: async ({ res, params, body, caller }) => {
        const autore = autoreOf(caller, clock);
        res.json(await closeVoce(params.codice, { dal: body.dal ?? autore.oggi, motivo: body.motivo }, autore));
      },
    }),
  ];
}
