import type { Caller } from '../../../schemas/accesso.api.js';
import { QueryRapportoMensile } from '../../../schemas/rapporto-conservazione.api.js';
import { aooOf } from '../../accesso/aoo.js';
import type { Deps } from '../../deps.js';
import { legalDay } from '../../lib/clock.js';
import { DESCRIZIONE_CSV, sendCsv, TIPO_CSV } from '../../lib/csv.js';
import { DatiNonValidiError } from '../../lib/problem.js';
import { type Route, route } from '../../lib/route.js';
import { meseOf } from './cifre.js';
import { leggiRapporto, type RapportoMensile } from './leggi.js';
import { righeCsv } from './tavole.js';

const gruppo = 'Conservazione';
const LEGGE = 'legge-conservazione';
const TITOLI = ['Mese', 'Tabella', 'Riga', 'Colonna', 'Valore'];

/** The report of a month: on paper, and its figures. */
export function rapportiRoutes({ clock, dimostrazione }: Pick<Deps, 'clock' | 'dimostrazione'>): Route[] {
  const leggi = (caller: Caller, asked: string): Promise<RapportoMensile> => {
    const mese = meseOf(asked);
    const adesso = clock.now();
    if (mese.dal > legalDay(adesso))
      throw new DatiNonValidiError([{ campo: 'mese', messaggio: 'Il mese non è ancora cominciato.' }]);
    return leggiRapporto(caller.aoo, mese, adesso);
  };
  return [
    route({
      method: 'get',
      path: '/conservazione/rapporto-mensile.pdf',
      atto: LEGGE,
      gruppo,
      sommario: 'Che cosa è stato versato in un mese, accettato, rifiutato e perché, in ritardo; riletture e incidenti',
      query: QueryRapportoMensile,
      risposte: { 200: { descrizione: 'PDF/A-2b', tipo: 'application/pdf' } },
      handler: async ({ res, caller, query }) => {
        const rapporto = await leggi(caller, query.mese);
        const { ente, denominazione } = await aooOf(caller.aoo);
        const { disegnaRapporto } = await import('./disegna.js'); // what draws is loaded where it is needed
        const pdf = await disegnaRapporto(rapporto, {
          ente: ente.denominazione,
          aoo: `${caller.aoo} ${denominazione}`,
          chi: caller.denominazione,
          adesso: clock.now(),
          dimostrazione,
        });
        res.set({
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment; filename="conservazione-${caller.aoo}-${query.mese}.pdf"`,
        });
        res.send(pdf);
      },
    }),
    route({
      method: 'get',
      path: '/conservazione/rapporto-mensile.csv',
      atto: LEGGE,
      gruppo,
      sommario: 'Le cifre del rapporto di un mese',
      query: QueryRapportoMensile,
      risposte: { 200: { descrizione: DESCRIZIONE_CSV, tipo: TIPO_CSV } },
      handler: async ({ res, caller, query }) => {
        const rapporto = await leggi(caller, query.mese);
        await sendCsv(res, `conservazione-${caller.aoo}-${query.mese}`, TITOLI, righeCsv(rapporto));
      },
    }),
  ];
}
