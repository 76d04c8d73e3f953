import { ProblemaError, wordsOf } from '../api/errori.js';
import { ora } from '../lib/formati.js';

export interface Rifiuto {
  titolo: string;
  testo: string;
  /** The password is worth another look: its field is marked. */
  credenziali: boolean;
}

/**
 * Words of a refused sign-in. Unknown user and wrong password have the same ones, whatever the server writes.
 * @param adesso - by the browser's clock: the lock-out is a wait, not a date of the register
 */
export function wordsOfRifiuto(error: unknown, adesso: Date): Rifiuto {
  if (error instanceof ProblemaError && error.status === 401) {
    const testo = 'Controllare e riprovare. Dopo più tentativi l’accesso resta fermo qualche minuto.';
    return { titolo: 'Nome utente o password non corretti.', testo, credenziali: true };
  }
  if (error instanceof ProblemaError && error.status === 429) {
    const quando = new Date(adesso.getTime() + (error.riprovaTraS ?? 60) * 1000);
    const minuti = Math.max(1, Math.ceil((error.riprovaTraS ?? 60) / 60));
    const tra = minuti === 1 ? 'tra un minuto' : `tra ${minuti} minuti`;
    const testo = `Troppi tentativi non riusciti: si può riprovare dalle ${ora(quando)}, ${tra}.`;
    return { titolo: 'L’accesso è fermo per un po’.', testo, credenziali: false };
  }
  if (error instanceof ProblemaError && error.status === 422) {
    return { titolo: 'Mancano dei dati.', testo: 'Scrivere nome utente e password.', credenziali: true };
  }
  return { titolo: 'Accesso non riuscito.', testo: wordsOf(error), credenziali: false };
}
