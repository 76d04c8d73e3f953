import type { Titolario, VoceTitolario } from '../schemas/titolario.api.js';
import type { TitolarioInVigore } from './service.js';
import type { VoceInVigore } from './titolario.js';

const CAMPI = [
  'padre',
  'descrizione',
  'attivaDal',
  'chiusaDal',
  'motivoChiusura',
  'tipoAggregazione',
  'tipologiaFascicolo',
] as const satisfies readonly (keyof VoceTitolario & keyof VoceInVigore)[];

/** A voce as the API answers it. */
export const presentVoce = (one: VoceInVigore): VoceTitolario => ({
  codice: one.codice,
  voce: one.voce,
  livello: one.livello,
  attiva: one.attiva,
  ...Object.fromEntries(CAMPI.flatMap((campo) => (one[campo] === undefined ? [] : [[campo, one[campo]]]))),
  ...(one.riservata && { riservata: true }),
});

/** A titolario as the API answers it. */
export const presentTitolario = ({ numero, denominazione, dal, al, voci }: TitolarioInVigore): Titolario => ({
  versione: { numero, denominazione, dal, ...(al !== undefined && { al }) },
  voci: voci.map(presentVoce),
});
