import type { StatoImportazione, TipoIpa } from '../../schemas/importazione.api.js';
import type { StatoProps } from '../components/Stato.js';

export const PAROLE_TIPO_IPA: Readonly<Record<TipoIpa, string>> = {
  enti: 'Amministrazioni (enti)',
  aoo: 'Aree organizzative (AOO)',
  uo: 'Uffici (UO)',
};
export const STATI_IMPORTAZIONE: Readonly<Record<StatoImportazione, StatoProps>> = {
  'in-coda': { tono: 'neu', icona: 'clock', parola: 'in coda' },
  'in-corso': { tono: 'inf', icona: 'refresh', parola: 'in corso' },
  conclusa: { tono: 'ok', icona: 'check', parola: 'conclusa' },
  rifiutata: { tono: 'warn', icona: 'warning-circle', parola: 'rifiutata' },
  errore: { tono: 'bad', icona: 'close', parola: 'non riuscita' },
};
