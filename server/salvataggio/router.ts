import { ElencoSalvataggi } from '../../schemas/salvataggio.api.js';
import type { Salvataggio } from '../../schemas/salvataggio.model.js';
import type { Deps } from '../deps.js';
import { rfc3339, systemClock } from '../lib/clock.js';
import { type Route, route } from '../lib/route.js';
import { seeSalvataggi } from './service.js';

const present = ({ _id, inizio, fine, battito: _beat, lucchetto: _lock, ...rest }: Salvataggio) => ({
  id: String(_id),
  ...rest,
  inizio: rfc3339(inizio),
  ...(fine !== undefined && { fine: rfc3339(fine) }),
});

export const salvataggiRoutes = ({ config }: Deps): Route[] => [
  route({
    method: 'get',
    path: '/salvataggi',
    atto: 'vede-salvataggi',
    gruppo: 'Salvataggi',
    sommario: 'Gli ultimi salvataggi notturni, e se qualcosa non va',
    risposte: { 200: { descrizione: 'I più recenti per primi', schema: ElencoSalvataggi } },
    handler: async ({ res }) => {
      const configurato = config.salvataggi !== undefined;
      const { tentativi, allarme } = await seeSalvataggi(systemClock, configurato);
      res.json({ configurato, ...(allarme !== undefined && { allarme }), elementi: tentativi.map(present) });
    },
  }),
];
