import type { Caller } from '../../schemas/accesso.api.js';
import * as api from '../../schemas/conservazione.api.js';
import { Ritenta, VersamentoRisposta } from '../../schemas/versamento.api.js';
import type { Versamento } from '../../schemas/versamento.model.js';
import { recordAccesso } from '../accesso/audit.js';
import type { Deps } from '../deps.js';
import { receiveMultipart } from '../lib/multipart.js';
import { DatiNonValidiError } from '../lib/problem.js';
import { type Route, route } from '../lib/route.js';
import { chiediAnnullamento } from './annulla.js';
import { caricaRapporto, daiPriorita, decidi, MAX_RAPPORTO } from './decisioni.js';
import { mettiInPausa } from './linee.js';
import { listLinee, requireLinea } from './linee-viste.js';
import { ritenta } from './ripresa.js';
import { ritentaMolti, riprendiLinea } from './service.js';

const gruppo = 'Conservazione';
const ATTO = 'versa';
const FATTO = (descrizione: string): Route['risposte'] => ({
  200: { descrizione, schema: VersamentoRisposta },
  409: { descrizione: 'Lo stato del versamento non lo permette, o manca un dato (`mancanze`)' },
});

/** What a person does about packages and lines. */
export function azioniRoutes(
  deps: Deps,
  sveglia: (id: string) => Promise<void>,
  intero: (caller: Caller, v: Versamento) => Promise<unknown>,
): Route[] {
  return [
    route({
      method: 'post',
      path: '/versamenti/ritenta',
      atto: ATTO,
      gruppo,
      sommario: 'Fa proseguire più versamenti, com’erano o corretti allo stesso modo',
      body: api.RitentaMolti,
      risposte: { 200: { descrizione: 'Una riga per ciascuno', schema: api.EsitiRitenta } },
      handler: async ({ res, caller, body }) => {
        const done = await ritentaMolti(deps, caller, body);
        for (const { id, fatto } of done.elementi) if (fatto) await sveglia(id);
        res.json(done);
      },
    }),
    route({
      method: 'post',
      path: '/versamenti/{id}/ritenta',
      atto: ATTO,
      gruppo,
      sommario: 'Fa proseguire un versamento, com’era o corretto: formati, tipologia, forzature con il motivo',
      params: api.PercorsoVersamento,
      body: Ritenta,
      risposte: FATTO('Rimesso in coda'),
      handler: async ({ res, caller, params, body }) => {
        const v = await ritenta(deps, caller, params.id, body);
        await sveglia(v._id);
        res.json(await intero(caller, v));
      },
    }),
    route({
      method: 'post',
      path: '/versamenti/{id}/priorita',
      atto: ATTO,
      gruppo,
      sommario: 'Mette un versamento davanti agli altri, o lo rimette in ordine',
      params: api.PercorsoVersamento,
      body: api.PrioritaRichiesta,
      risposte: FATTO('Il versamento'),
      handler: async ({ res, caller, params, body }) => {
        res.json(await intero(caller, await daiPriorita(deps, caller, params.id, body.priorita)));
      },
    }),
    route({
      method: 'post',
      path: '/versamenti/{id}/annullamento',
      atto: ATTO,
      gruppo,
      sommario: 'Chiede al conservatore di annullare ciò che ha accettato',
      params: api.PercorsoVersamento,
      body: api.MotivoVersamento,
      risposte: FATTO('Chiesto, o annullato'),
      handler: async ({ res, caller, params, body }) => {
        res.json(await intero(caller, await chiediAnnullamento(deps, caller, params.id, body.motivo)));
      },
    }),
    route({
      method: 'post',
      path: '/versamenti/{id}/decisione',
      atto: ATTO,
      gruppo,
      sommario: 'Decide di un versamento in conflitto o da verificare',
      params: api.PercorsoVersamento,
      body: api.DecisioneRichiesta,
      risposte: FATTO('Deciso'),
      handler: async ({ res, caller, params, body }) => {
        res.json(await intero(caller, await decidi(deps, caller, params.id, body)));
      },
    }),
    route({
      method: 'put',
      path: '/versamenti/{id}/rapporto',
      atto: ATTO,
      gruppo,
      sommario:
        'Carica il rapporto di versamento arrivato per altra via; vale se corrisponde a ciò che è stato inviato',
      params: api.PercorsoVersamento,
      multipart: { file: [{ nome: 'rapporto', obbligatorio: true }] },
      risposte: FATTO('Accettato'),
      handler: async ({ req, res, caller, params }) => {
        const { file } = await receiveMultipart(req, (stream) => deps.store.put(stream, { limitBytes: MAX_RAPPORTO }), {
          file: { rapporto: 1 },
          limitBytes: MAX_RAPPORTO + 65_536,
        });
        const rapporto = file['rapporto']?.[0];
        if (rapporto === undefined)
          throw new DatiNonValidiError([{ campo: 'rapporto', messaggio: 'Manca il file del rapporto.' }]);
        const chunks: Buffer[] = [];
        for await (const chunk of (await deps.store.open(rapporto.sha256)).stream) chunks.push(chunk as Buffer);
        const v = await caricaRapporto(deps, caller, params.id, Buffer.concat(chunks), 'application/xml');
        res.json(await intero(caller, v));
      },
    }),
    route({
      method: 'get',
      path: '/conservazione/linee',
      atto: 'vede-linee',
      gruppo,
      sommario: 'I conservatori configurati: come stanno, quanto aspetta',
      risposte: { 200: { descrizione: 'Le linee', schema: api.LineeElenco } },
      handler: async ({ res, caller }) => {
        res.json({ elementi: await listLinee(deps, caller.aoo) });
      },
    }),
    ...(['pausa', 'ripresa'] as const).map((cosa) =>
      route({
        method: 'post',
        path: `/conservazione/linee/{conservatore}/${cosa}`,
        atto: ATTO,
        gruppo,
        sommario:
          cosa === 'pausa'
            ? 'Mette in pausa la linea: ciò che è in invio finisce, altro non parte'
            : 'Riprende la linea, qualunque cosa l’abbia fermata; ciò che era sospeso prosegue',
        params: api.PercorsoLinea,
        body: api.MotivoVersamento,
        risposte: { 200: { descrizione: 'La linea com’è adesso', schema: api.Linea } },
        handler: async ({ res, caller, params: { conservatore }, body: { motivo } }) => {
          await requireLinea(deps, caller.aoo, conservatore);
          if (cosa === 'pausa') await mettiInPausa(deps, caller.aoo, conservatore, { utente: caller.utente, motivo });
          else await riprendiLinea(deps, caller, conservatore, motivo);
          await recordAccesso(deps.clock, caller, `${cosa}-conservazione`, conservatore, { motivo });
          res.json(await requireLinea(deps, caller.aoo, conservatore));
        },
      }),
    ),
  ];
}
