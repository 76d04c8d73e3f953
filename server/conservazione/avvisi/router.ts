import { Avvisi } from '../../../schemas/avvisi.api.js';
import type { Deps } from '../../deps.js';
import { type Route, route } from '../../lib/route.js';
import { seeAvvisi } from './service.js';

/** What somebody must see to, as the pages tell it. */
export const avvisiRoutes = ({ clock, config }: Pick<Deps, 'clock' | 'config'>): Route[] => [
  route({
    method: 'get',
    path: '/conservazione/avvisi',
    atto: 'vede-linee',
    gruppo: 'Conservazione',
    sommario: 'Che cosa occorre vedere perché nulla sia conservato in ritardo',
    risposte: { 200: { descrizione: 'Gli avvisi di adesso, i gravi per primi', schema: Avvisi } },
    handler: async ({ res, caller }) => void res.json(await seeAvvisi({ clock, config }, caller)),
  }),
];
