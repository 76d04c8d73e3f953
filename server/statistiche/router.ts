import { QueryStatistiche, Statistiche } from '../../schemas/statistiche.api.js';
import type { Deps } from '../deps.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../lib/csv.js';
import { type Route, route } from '../lib/route.js';
import { countRegistrazioni } from './service.js';

const GRUPPO = 'Statistiche';
const TITOLI = ['Chiave', 'Voce', 'Entrata', 'Uscita', 'Interna', 'Annullate', 'Totale'];

/** Statistics of the register (DPR 445/2000 art. 58 c. 3), of what the caller may see. */
export function statisticheRoutes({ clock }: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/statistiche',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Quante registrazioni in un anno, per mese, giorno, ufficio, flusso, mezzo o classe',
      query: QueryStatistiche,
      risposte: { 200: { descrizione: 'I conteggi di ciò che chi chiede può vedere', schema: Statistiche } },
      handler: async ({ res, caller, query }) => void res.json(await countRegistrazioni(caller, query, clock)),
    }),
    route({
      method: 'get',
      path: '/statistiche.csv',
      atto: 'consulta',
      gruppo: GRUPPO,
      sommario: 'Gli stessi conteggi come tabella',
      query: QueryStatistiche,
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query }) => {
        const { anno, per, righe, totali } = await countRegistrazioni(caller, query, clock);
        const rows = [...righe, { chiave: '', voce: 'Totale', ...totali }];
        await sendCsv(
          res,
          `statistiche-${caller.aoo}-${anno}-${per}`,
          TITOLI,
          rows.map(({ chiave, voce, entrata, uscita, interna, annullate, totale }) =>
            [chiave, voce, entrata, uscita, interna, annullate, totale].map(String),
          ),
        );
      },
    }),
  ];
}
