import type { Avvisi } from '../../../schemas/registrazione.api.js';
import type { Soggetto } from '../../../schemas/soggetto.api.js';
import type { z } from 'zod';
import type { Percorso } from '../../api/client.js';
import type { Registrazione } from '../../api/tipi.js';

/** The addresses that only the registration form calls. */

export const registra: Percorso<Registrazione> = { metodo: 'POST', url: '/registrazioni' };
export const controlla: Percorso<z.infer<typeof Avvisi>> = { metodo: 'POST', url: '/registrazioni/controllo' };

/** A subject of the register's past, with how many registrations name it. */
interface Corrispondente {
  soggetto: Soggetto;
  usi: number;
}

export const corrispondenti = (q: string): Percorso<{ elementi: Corrispondente[] }> => ({
  metodo: 'GET',
  url: `/corrispondenti?${new URLSearchParams({ q, limite: '8' }).toString()}`,
});
