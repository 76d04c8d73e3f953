import type { TonoStato } from '../lib/tono.js';
import { giorno, intero } from '../lib/formati.js';
import type { Versione } from './percorsi-titolario.js';

/** What the API says by its codes, in words. */

export const PAROLE_FASCICOLO: Readonly<Record<string, string>> = {
  affare: 'per affare',
  attivita: 'per attività',
  procedimento: 'per procedimento amministrativo',
  'persona-fisica': 'per persona fisica',
  'persona-giuridica': 'per persona giuridica',
};

const PAROLE_AGGREGAZIONE: Readonly<Record<string, string>> = {
  'Serie Documentale': 'Serie documentale',
  'Serie Di Fascicoli': 'Serie di fascicoli',
};

/** `Fascicolo per procedimento amministrativo`: what is usually made of a voce; undefined where nothing is said. */
export function aggregazioneInParole(tipo: string | undefined, tipologia: string | undefined): string | undefined {
  if (tipo === undefined) return undefined;
  const parola = PAROLE_AGGREGAZIONE[tipo] ?? tipo;
  return tipologia === undefined ? parola : `${parola} ${PAROLE_FASCICOLO[tipologia] ?? tipologia}`;
}

export function tempoInParole(tempo: number | 'illimitato'): string {
  if (tempo === 'illimitato') return 'Illimitato';
  return tempo === 1 ? '1 anno' : `${intero(tempo)} anni`;
}

export const PAROLE_PASSAGGIO: Readonly<Record<string, string>> = {
  uguale: 'uguale',
  rinominata: 'rinominata',
  divisa: 'divisa',
  unita: 'unita ad altre',
  spostata: 'spostata',
  cessata: 'cessata',
  nuova: 'nuova',
};

export const STATI: Readonly<Record<Versione['stato'], { tono: TonoStato; icona: string; parola: string }>> = {
  bozza: { tono: 'warn', icona: 'pencil', parola: 'Bozza' },
  approvata: { tono: 'inf', icona: 'calendar', parola: 'Approvata' },
  vigente: { tono: 'ok', icona: 'check-circle', parola: 'Vigente' },
  cessata: { tono: 'neu', icona: 'minus-circle', parola: 'Cessata' },
};

/** The day before a day, `YYYY-MM-DD`: the last one on which a version counts. */
export const giornoPrima = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** `dal 01/01/2026 al 31/12/2026`, the last day told as people tell it. */
export function periodoInParole({ dal, al }: { dal: string; al?: string | undefined }): string {
  if (al === undefined) return `dal ${giorno(dal)}`;
  return `dal ${giorno(dal)} al ${giorno(giornoPrima(al))}`;
}
