import { PercorsoVersamento } from '../../../schemas/conservazione.api.js';
import { QueryEsibizione } from '../../../schemas/esibizione.api.js';
import { recordAccesso } from '../../accesso/audit.js';
import type { Deps } from '../../deps.js';
import { pour } from '../../lib/invio.js';
import { type Route, route } from '../../lib/route.js';
import { zipOf } from '../../lib/zip.js';
import { MOTIVO_ACCESSO } from '../../protocollo/registrazioni-http.js';
import { createContenuto } from '../contenuto.js';
import { requireVersamento } from '../service.js';
import { esibisci } from './service.js';

/** The exemplar that the receiver keeps, fetched back and compared. */
export function esibizioneRoutes(deps: Deps): Route[] {
  const { legge } = createContenuto(deps);
  return [
    route({
      method: 'get',
      path: '/versamenti/{id}/esibizione.zip',
      atto: 'legge-conservazione',
      gruppo: 'Conservazione',
      sommario:
        'L’esemplare del conservatore, chiesto ora e confrontato con il rapporto e con ciò che fu inviato; la richiesta resta nella storia',
      params: PercorsoVersamento,
      query: QueryEsibizione,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: {
        200: {
          descrizione: 'Il pacchetto di distribuzione, le nostre copie e l’esito del confronto',
          tipo: 'application/zip',
        },
        409: { descrizione: 'Non è accettato, o il conservatore non lo restituisce' },
        503: { descrizione: 'Il conservatore non risponde: riprovare' },
      },
      handler: async ({ res, caller, params, query }) => {
        const versamento = await requireVersamento(caller.aoo, params.id);
        await legge(caller, versamento);
        await recordAccesso(deps.clock, caller, 'esibisce', `versamento/${params.id}`, { motivo: query.motivo });
        const gone = new AbortController();
        const abort = (): void => gone.abort();
        res.once('close', abort); // who asked has gone: the receiver is not read on
        const { nome, voci, quando, close } = await esibisci(deps, caller, params.id, query.motivo, gone.signal);
        try {
          res.set({
            'Content-Type': 'application/zip',
            'Content-Disposition': `attachment; filename="${nome}.zip"`,
          });
          if (await pour(res, zipOf(voci(), quando))) res.end();
        } catch (error) {
          deps.log.error({ err: error, versamento: params.id }, 'exhibition broken off');
          res.destroy(); // what was sent has no end: who reads it sees that it failed
        } finally {
          await close();
        }
      },
    }),
  ];
}
