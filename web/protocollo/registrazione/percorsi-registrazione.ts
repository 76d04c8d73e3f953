import type { Corrispondenti } from '../../../schemas/corrispondente.api.js';
import type { Avvisi } from '../../../schemas/registrazione-risposta.api.js';
import type { z } from 'zod';
import type { Percorso } from '../../api/client.js';
import type { Registrazione } from '../../api/tipi.js';

/** The addresses that only the registration form calls. */

export const registra: Percorso<Registrazione> = { metodo: 'POST', url: '/registrazioni' };
export const controlla: Percorso<z.infer<typeof Avvisi>> = { metodo: 'POST', url: '/registrazioni/controllo' };

export const corrispondenti = (q: string): Percorso<Corrispondenti> => ({
  metodo: 'GET',
  url: `/corrispondenti?${new URLSearchParams({ q, limite: '8' }).toString()}`,
});
