import type { Titolario, VoceTitolario } from '../schemas/titolario.api.js';
import type { TitolarioInVigore } from './service.js';
import type { VoceInVigore } from './titolario.js';

const presentVoce = ({
  codice,
  voce,
  livello,
  padre,
  descrizione,
  attiva,
  chiusaDal,
  riservata,
}: VoceInVigore): VoceTitolario => ({
  codice,
  voce,
  livello,
  ...(padre !== undefined && { padre }),
  ...(descrizione !== undefined && { descrizione }),
  attiva,
  ...(chiusaDal !== undefined && { chiusaDal }),
  ...(riservata && { riservata }),
});

/** A titolario as the API answers it. */
export const presentTitolario = ({ numero, denominazione, dal, al, voci }: TitolarioInVigore): Titolario => ({
  versione: { numero, denominazione, dal, ...(al !== undefined && { al }) },
  voci: voci.map(presentVoce),
});
