import type { TipoFascicolo } from './fascicolo.api.js';

/** How a kind of fascicolo is called. */
export const PAROLE_TIPO: Readonly<Record<TipoFascicolo, string>> = {
  affare: 'affare',
  attivita: 'attività',
  'persona-fisica': 'persona fisica',
  'persona-giuridica': 'persona giuridica',
  procedimento: 'procedimento amministrativo',
};

/** By the level: the fascicolo, what is in it, what is in that. */
export const LIVELLI_PARTE = ['Fascicolo', 'Sottofascicolo', 'Inserto'] as const;
