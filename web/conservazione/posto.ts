import { PAGINA } from '../api/conservazione.js';
import { memorizza, ricorda } from '../lib/memoria.js';

const KEY = 'protocollo.conservazione.posto';

/** Where one was at the desk, so that Esc goes back to the same row of the same pile. */
export const rememberBanco = (indirizzo: string): void => memorizza(KEY, { indirizzo });

export function bancoDi(): string {
  const seen = ricorda(KEY)?.['indirizzo'];
  return typeof seen === 'string' && seen.startsWith(PAGINA) ? seen : PAGINA;
}
