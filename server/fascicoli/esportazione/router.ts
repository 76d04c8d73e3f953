import { PercorsoFascicolo } from '../../../schemas/fascicolo.api.js';
import { recordAccesso } from '../../accesso/audit.js';
import { giornoEOra } from '../../carte/dati.js';
import { sendCarta } from '../../carte/invio.js';
import type { Deps } from '../../deps.js';
import { pour } from '../../lib/invio.js';
import { DomainError } from '../../lib/problem.js';
import { type Route, route } from '../../lib/route.js';
import { zipOf } from '../../lib/zip.js';
import { contenutoDi } from '../../metadati/fascicolo.js';
import { ELENCO, MOTIVO_ACCESSO, traceReading } from '../../protocollo/registrazioni-http.js';
import { GRUPPO_FASCICOLI as gruppo } from '../http.js';
import { requireFascicolo, traceFascicoli } from '../visibilita.js';
import { camiciaOf } from './camicia.js';
import { nomeSicuro } from './nomi-file.js';
import { type RigaIndice, rigaOf } from './righe.js';
import { createEsportazione } from './voci.js';

const UNO = '/fascicoli/{id}';
const PDF = 'application/pdf';
const ZIP = 'application/zip';

/** The papers of a fascicolo, and the whole of it to be taken away; who may read it may have them. */
export function esportazioneRoutes(deps: Deps): Route[] {
  const { clock, log } = deps;
  const vociOf = createEsportazione(deps);

  return [
    route({
      method: 'get',
      path: `${UNO}/copertina.pdf`,
      atto: 'consulta',
      gruppo,
      sommario: 'La copertina del fascicolo, in PDF/A; di uno riservato porta il numero invece dell’oggetto',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'La copertina', tipo: PDF } },
      handler: async ({ res, caller, params }) => {
        const f = await requireFascicolo(caller, params.id);
        await traceFascicoli(clock, caller, [f], `fascicolo/${f._id}`);
        const [camicia, { drawCamicia }] = await Promise.all([camiciaOf(deps, caller, f), import('./disegni.js')]);
        const adesso = clock.now();
        const { giorno, ora } = giornoEOra(adesso);
        const pdf = await drawCamicia(camicia, adesso, `${giorno} alle ore ${ora}`);
        sendCarta(res, `copertina-${nomeSicuro(f.codice)}.pdf`, pdf);
      },
    }),
    route({
      method: 'get',
      path: `${UNO}/indice.pdf`,
      atto: 'consulta',
      gruppo,
      sommario: 'L’indice dei documenti del fascicolo, in PDF/A',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’indice', tipo: PDF } },
      handler: async ({ res, caller, params }) => {
        const f = await requireFascicolo(caller, params.id);
        await traceFascicoli(clock, caller, [f], `fascicolo/${f._id}`);
        const [camicia, { drawIndice }] = await Promise.all([camiciaOf(deps, caller, f), import('./disegni.js')]);
        async function* righe(): AsyncGenerator<RigaIndice, void> {
          let posto = 0;
          for await (const page of contenutoDi(caller, f._id)) {
            await traceReading(
              deps,
              caller,
              page.flatMap((one) => (one.tipo === 'registrazione' ? [one.record] : [])),
              ELENCO,
            );
            for (const one of page) yield rigaOf(one, ++posto);
          }
        }
        const adesso = clock.now();
        const { giorno, ora } = giornoEOra(adesso);
        const oggetto = { ...camicia, oggetto: f.oggetto };
        const pdf = await drawIndice(oggetto, righe(), adesso, `${giorno} alle ore ${ora}`);
        sendCarta(res, `indice-${nomeSicuro(f.codice)}.pdf`, pdf);
      },
    }),
    route({
      method: 'get',
      path: `${UNO}/esportazione.zip`,
      atto: 'consulta',
      gruppo,
      sommario:
        'Il fascicolo con le sue parti in uno ZIP: documenti, allegati, indice, copertina, metadati, impronte, e una pagina che si apre senza server',
      params: PercorsoFascicolo,
      intestazioni: [MOTIVO_ACCESSO],
      risposte: { 200: { descrizione: 'L’archivio; se un file è alterato si interrompe', tipo: ZIP } },
      handler: async ({ req, res, caller, params }) => {
        const f = await requireFascicolo(caller, params.id);
        res.set({
          'Content-Type': ZIP,
          'Content-Disposition': `attachment; filename="fascicolo-${nomeSicuro(f.codice)}.zip"`,
        });
        if (req.method === 'HEAD') {
          res.end();
          return;
        }
        await recordAccesso(clock, caller, 'esporta-fascicolo', `fascicolo/${f._id}`);
        try {
          if (await pour(res, zipOf(vociOf(caller, f), clock.now()))) res.end();
        } catch (error) {
          const code = error instanceof DomainError ? error.code : undefined;
          log.error({ err: error, fascicolo: f._id, code }, 'export broken off');
          if (!res.headersSent) throw error;
          res.destroy(); // what was sent has no end: every browser says that the download failed
        }
      },
    }),
  ];
}
