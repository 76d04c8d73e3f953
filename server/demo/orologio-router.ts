import { Orologio, SpostaOrologio } from '../../schemas/amministrazione.api.js';
import { recordAccesso } from '../accesso/audit.js';
import { rfc3339 } from '../lib/clock.js';
import { type Route, route } from '../lib/route.js';
import type { ProcessClock } from './orologio.js';

/** The clock of a demonstration; on any other database there is no such address. */
export function orologioRoutes({ clock, dimostrazione }: { clock: ProcessClock; dimostrazione: boolean }): Route[] {
  if (!dimostrazione) return [];
  return [
    route({
      method: 'put',
      path: '/demo/orologio',
      atto: 'muovi-orologio',
      gruppo: 'Dimostrazione',
      sommario: 'Spostare l’orologio della dimostrazione, anche indietro',
      body: SpostaOrologio,
      risposte: { 200: { descrizione: 'L’ora da cui l’orologio prosegue.', schema: Orologio } },
      handler: async ({ res, body, caller }) => {
        const adesso = new Date(body.adesso);
        await recordAccesso(clock, caller, 'muovi-orologio', body.adesso);
        await clock.moveClock(adesso);
        res.json({ adesso: rfc3339(adesso) });
      },
    }),
  ];
}
