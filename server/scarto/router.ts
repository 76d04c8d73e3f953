import * as api from '../../schemas/scarto.api.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { type ElencoArchivio, findElenchi } from '../../schemas/elenco-archivio.model.js';
import { PercorsoFascicolo } from '../../schemas/fascicolo.api.js';
import { findVerbali } from '../../schemas/verbale-scarto.model.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { idempotenzaOf, IF_MATCH } from '../fascicoli/http.js';
import { requireFascicolo, traceFascicoli } from '../fascicoli/visibilita.js';
import { dataOf, DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { rfc3339 } from '../lib/clock.js';
import { requireIfMatch } from '../lib/http.js';
import { type Route, route } from '../lib/route.js';
import { ELENCO, IDEMPOTENCY_KEY, MOTIVO_ACCESSO } from '../protocollo/registrazioni-http.js';
import { readAnteprima } from './anteprima.js';
import { accettaDeposito, avviaEsecuzione, confermaEsecuzione } from './esegui.js';
import { patchConservazione, readConservazione } from './fascicolo.js';
import * as passi from './passi.js';
import { presentAnteprima, presentElenco, presentTesta } from './presenter.js';
import { proponiElenco } from './proponi.js';

const gruppo = 'Scarto e deposito';
const MAX_ELENCHI = 200;
const LETTO = (descrizione: string) => ({ 200: { descrizione, schema: api.ElencoLetto } });
const IMPEDITO = { descrizione: 'Non si può: `mancanze` dice che cosa lo impedisce' };
const TITOLI = ['Codice', 'Classifica', 'Voce', 'Oggetto', 'Ufficio', 'Aperto', 'Chiuso', 'Dal', 'Al', 'Documenti', 'File', 'Byte', 'Regola', 'Anni', 'Decorrenza', 'Fine', 'Fonte', 'Esclusa']; // prettier-ignore

/** Retention of fascicoli, lists of scarto and of passage to the deposito. */
export function scartoRoutes(deps: Deps): Route[] {
  const { clock } = deps;

  /** What is reserved is read with a trace, before it is shown. */
  async function trace(
    caller: Caller,
    tipo: string,
    righe: readonly { fascicolo: string; riservato?: boolean }[],
  ): Promise<void> {
    const reserved = righe.filter(({ riservato }) => riservato === true);
    if (reserved.length === 0 || caller.motivoAccesso === undefined) return;
    const dettagli = { fascicoli: reserved.map(({ fascicolo }) => fascicolo) };
    await recordAccesso(clock, caller, 'accede-riservate', tipo, { dettagli });
  }
  const answer = async (
    res: { json: (body: unknown) => unknown },
    caller: Caller,
    elenco: ElencoArchivio,
  ): Promise<void> => {
    await trace(caller, `${elenco.tipo}/${elenco._id}`, elenco.righe);
    res.json(await presentElenco(deps, caller, elenco));
  };

  /** The routes that both kinds of list have. */
  const comuni = (tipo: api.TipoElenco, propone: Route['atto'], decide: Route['atto']): Route[] => [
    route({
      method: 'get',
      path: `/${tipo}/anteprima`,
      atto: 'legge-scarto',
      gruppo,
      sommario:
        tipo === 'scarto'
          ? 'I fascicoli chiusi: perché ciascuno si può proporre per lo scarto, o no'
          : 'I fascicoli chiusi in un anno e ancora negli uffici: perché possono passare al deposito, o no',
      query: api.QueryAnteprima,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'Una pagina, i più vecchi prima', schema: api.Anteprima } },
      handler: async ({ res, caller, query }) => {
        const { candidati, cursore } = await readAnteprima(deps, caller, { tipo, ...query });
        await traceFascicoli(clock, caller, candidati.map(({ fascicolo }) => fascicolo), ELENCO); // prettier-ignore
        res.json({
          elementi: candidati.map((one) => presentAnteprima(caller, one)),
          ...(cursore !== undefined && { cursore }),
        });
      },
    }),
    route({
      method: 'post',
      path: `/${tipo}/elenchi`,
      atto: propone,
      gruppo,
      sommario:
        tipo === 'scarto'
          ? 'Propone un elenco di scarto: soltanto ciò che oggi si può scartare'
          : 'Propone il passaggio al deposito dei fascicoli chiusi in un anno',
      body: api.ElencoRichiesta,
      intestazioni: [IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: {
        200: { descrizione: 'La stessa chiave con lo stesso contenuto', schema: api.ElencoLetto },
        201: { descrizione: 'Proposto', schema: api.ElencoLetto },
        409: { descrizione: 'Non c’è nulla da proporre, o la chiave è di un’altra richiesta' },
      },
      handler: async ({ req, res, caller, body }) => {
        const { elenco, created } = await proponiElenco(deps, caller, tipo, body, idempotenzaOf(req, body));
        res.status(created ? 201 : 200).location(`/api/v1/${tipo}/elenchi/${elenco._id}`);
        await answer(res, caller, elenco);
      },
    }),
    route({
      method: 'get',
      path: `/${tipo}/elenchi`,
      atto: 'legge-scarto',
      gruppo,
      sommario: tipo === 'scarto' ? 'Gli elenchi di scarto' : 'Gli elenchi di passaggio al deposito',
      risposte: { 200: { descrizione: 'I più recenti prima', schema: api.ElenchiArchivio } },
      handler: async ({ res, caller }) => {
        res.json({ elementi: (await findElenchi(caller.aoo, tipo, MAX_ELENCHI)).map(presentTesta) });
      },
    }),
    route({
      method: 'get',
      path: `/${tipo}/elenchi/{id}`,
      atto: 'legge-scarto',
      gruppo,
      sommario: 'Un elenco con le sue righe e la sua storia',
      params: api.PercorsoElenco,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: LETTO('L’elenco'),
      handler: async ({ res, caller, params }) =>
        answer(res, caller, await passi.requireElenco(caller.aoo, tipo, params.id)),
    }),
    route({
      method: 'get',
      path: `/${tipo}/elenchi/{id}/righe.csv`,
      atto: 'legge-scarto',
      gruppo,
      sommario: 'Le righe di un elenco, come la Soprintendenza le chiede',
      params: api.PercorsoElenco,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, params }) => {
        const elenco = await passi.requireElenco(caller.aoo, tipo, params.id);
        await trace(caller, `${tipo}/${elenco._id}`, elenco.righe);
        const { righe } = await presentElenco(deps, caller, elenco);
        const rows = righe.map((r) => [r.codice, r.classifica, r.voce, r.oggetto ?? 'riservato', r.uo, dataOf(r.dataApertura), dataOf(r.dataChiusura), dataOf(r.dal ?? ''), dataOf(r.al ?? ''), String(r.documenti), String(r.file), String(r.byte), r.regola.tipologia, String(r.regola.tempo), dataOf(r.inizio ?? ''), dataOf(r.fine ?? ''), r.regola.fonte, r.esclusa ? 'sì' : 'no']); // prettier-ignore
        await sendCsv(res, `${tipo}-${caller.aoo}-${elenco.anno}-${elenco.numero}`, TITOLI, rows);
      },
    }),
    route({
      method: 'post',
      path: `/${tipo}/elenchi/{id}/restituzione`,
      atto: decide,
      gruppo,
      sommario: 'Restituisce un elenco, con il motivo: i suoi fascicoli tornano liberi',
      params: api.PercorsoElenco,
      body: api.RestituzioneRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: LETTO('Restituito'),
      handler: async ({ res, caller, params, body }) =>
        answer(res, caller, await passi.restituisciElenco(deps, caller, tipo, params.id, body.motivo)),
    }),
  ];

  return [
    ...comuni('scarto', 'propone-scarto', 'approva-scarto'),
    route({
      method: 'post',
      path: '/scarto/elenchi/{id}/approvazione',
      atto: 'approva-scarto',
      gruppo,
      sommario: 'Approva la proposta, prima di chiedere l’autorizzazione alla Soprintendenza',
      params: api.PercorsoElenco,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: LETTO('Approvato'),
      handler: async ({ res, caller, params }) =>
        answer(res, caller, await passi.approvaElenco(deps, caller, params.id)),
    }),
    route({
      method: 'post',
      path: '/scarto/elenchi/{id}/autorizzazione',
      atto: ['propone-scarto', 'approva-scarto'],
      gruppo,
      sommario: 'Annota l’autorizzazione della Soprintendenza e le righe non autorizzate',
      params: api.PercorsoElenco,
      body: api.AutorizzazioneRichiesta,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: LETTO('Autorizzato'),
      handler: async ({ res, caller, params, body }) =>
        answer(res, caller, await passi.autorizzaElenco(deps, caller, params.id, body)),
    }),
    route({
      method: 'post',
      path: '/scarto/elenchi/{id}/esecuzione',
      atto: ['propone-scarto', 'approva-scarto'],
      gruppo,
      sommario: 'La prima di due persone avvia lo scarto delle righe autorizzate: ancora nulla si distrugge',
      params: api.PercorsoElenco,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { ...LETTO('In attesa della seconda persona'), 409: IMPEDITO },
      handler: async ({ res, caller, params }) => answer(res, caller, await avviaEsecuzione(deps, caller, params.id)),
    }),
    route({
      method: 'post',
      path: '/scarto/elenchi/{id}/conferma',
      atto: ['propone-scarto', 'approva-scarto'],
      gruppo,
      sommario: 'La seconda persona conferma: i file si distruggono, il verbale con le impronte resta per sempre',
      params: api.PercorsoElenco,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { ...LETTO('Eseguito'), 409: IMPEDITO },
      handler: async ({ res, caller, params }) =>
        answer(res, caller, await confermaEsecuzione(deps, caller, params.id)),
    }),
    route({
      method: 'get',
      path: '/scarto/elenchi/{id}/verbale',
      atto: 'legge-scarto',
      gruppo,
      sommario: 'Che cosa è stato distrutto: ogni file con la sua impronta',
      params: api.PercorsoElenco,
      risposte: { 200: { descrizione: 'Il verbale; vuoto finché l’elenco non è eseguito', schema: api.VerbaleScarto } },
      handler: async ({ res, caller, params }) => {
        const { _id, aoo } = await passi.requireElenco(caller.aoo, 'scarto', params.id);
        const verbali = await findVerbali(aoo, _id);
        res.json({
          elenco: _id,
          elementi: verbali.map(({ codice, data, utenti, file, hash }) => ({
            codice,
            data: rfc3339(data),
            utenti,
            file,
            hash,
          })),
        });
      },
    }),
    ...comuni('deposito', ['propone-scarto', 'approva-scarto'], 'propone-scarto'),
    route({
      method: 'post',
      path: '/deposito/elenchi/{id}/accettazione',
      atto: 'propone-scarto',
      gruppo,
      sommario:
        'L’archivista prende in carico i fascicoli dell’elenco: passano al deposito, gli uffici continuano a leggerli',
      params: api.PercorsoElenco,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { ...LETTO('Accettato'), 409: IMPEDITO },
      handler: async ({ res, caller, params }) => answer(res, caller, await accettaDeposito(deps, caller, params.id)),
    }),
    route({
      method: 'get',
      path: '/fascicoli/{id}/conservazione',
      atto: 'consulta',
      gruppo,
      sommario: 'Per quanto si conserva il fascicolo, e che cosa ne impedisce lo scarto',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'La regola con la sua fonte', schema: api.ConservazioneFascicolo } },
      handler: async ({ res, caller, params }) => {
        const fascicolo = await requireFascicolo(caller, params.id);
        await traceFascicoli(clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
        res.set('ETag', `"${fascicolo.versione}"`).json(await readConservazione(deps, caller, fascicolo));
      },
    }),
    route({
      method: 'patch',
      path: '/fascicoli/{id}/conservazione',
      atto: ['chiudi-fascicolo', 'propone-scarto', 'approva-scarto'],
      gruppo,
      sommario: 'Indica la decorrenza, un blocco, la regola o il valore storico: un evento della catena del fascicolo',
      params: PercorsoFascicolo,
      body: api.ConservazioneModifica,
      intestazioni: [IF_MATCH, IDEMPOTENCY_KEY, MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'La conservazione com’è adesso', schema: api.ConservazioneFascicolo } },
      handler: async ({ req, res, caller, params, body }) => {
        const on = { id: params.id, versione: requireIfMatch(req), idempotenza: idempotenzaOf(req, body) };
        const fascicolo = await patchConservazione(deps, caller, on, body);
        await traceFascicoli(clock, caller, [fascicolo], `fascicolo/${fascicolo._id}`);
        res.set('ETag', `"${fascicolo.versione}"`).json(await readConservazione(deps, caller, fascicolo));
      },
    }),
  ];
}
