import { nameOfSoggetto } from '../../../schemas/soggetto.api.js';
import type { Valori } from './valori.js';

/** How a draft is called in lists: its oggetto, and whom it concerns (empty while nobody is chosen). */
export function bozzaInParole({ flusso, oggetto, mittenti, destinatari }: Valori): { titolo: string; chi: string } {
  return {
    titolo: oggetto.trim() === '' ? 'senza oggetto' : oggetto.trim(),
    chi: (flusso === 'E' ? mittenti : destinatari).map(nameOfSoggetto).join(', '),
  };
}
