import type { StatoElenco, TipoElenco } from '../../schemas/scarto.api.js';
import type { StatoProps } from '../components/Stato.js';
import { giorno } from '../lib/formati.js';

/** The states of a list, each with its icon and word. */
export const STATI: Readonly<Record<StatoElenco, StatoProps>> = {
  proposto: { tono: 'inf', icona: 'pencil', parola: 'Proposto' },
  restituito: { tono: 'neu', icona: 'ban', parola: 'Restituito' },
  approvato: { tono: 'inf', icona: 'check', parola: 'Approvato' },
  autorizzato: { tono: 'inf', icona: 'key', parola: 'Autorizzato' },
  'da-confermare': { tono: 'warn', icona: 'clock', parola: 'Attende la seconda persona' },
  eseguito: { tono: 'neu', icona: 'check', parola: 'Eseguito' },
  accettato: { tono: 'ok', icona: 'check', parola: 'Accettato' },
};

export const TITOLI: Readonly<Record<TipoElenco, string>> = { scarto: 'Scarto', deposito: 'Archivio di deposito' };

/** How long, in words: `10 anni`, `per sempre`. */
export const durata = (tempo: number | 'illimitato'): string =>
  tempo === 'illimitato' ? 'per sempre' : tempo === 0 ? 'fino all’evento' : tempo === 1 ? '1 anno' : `${tempo} anni`;

/** Until when, in words. */
export const fino = (fine: string | undefined): string =>
  fine === undefined ? 'non si sa ancora' : fine === 'illimitato' ? 'per sempre' : giorno(fine);

/** Both in one, each said once: `10 anni: 31/12/2036`, `per sempre`. */
export const durataEFine = (tempo: number | 'illimitato', fine: string | undefined): string =>
  tempo === 'illimitato' ? durata(tempo) : `${durata(tempo)}: ${fino(fine)}`;
