import type { Configurazione } from './configurazione.js';
import { statoConservazione } from './recupero.js';
import type { Rotta } from './servizi.js';
import { versamento } from './versamento.js';
import { rapportiVersamento, unitaDocumentaria } from './zip-unita.js';

/** The services, each at its path. */
export const rotte = (_config: Configurazione): Rotta[] => [
  { percorso: '/sacerws/VersamentoSync', nome: 'VersamentoSync', esegui: versamento },
  { percorso: '/sacer/RecDIPStatoConservazioneSync', nome: 'RecDIPStatoConservazioneSync', esegui: statoConservazione },
  { percorso: '/sacer/RecDIPRapportiVersSync', nome: 'RecDIPRapportiVersSync', esegui: rapportiVersamento },
  { percorso: '/sacer/RecDIPUnitaDocumentariaSync', nome: 'RecDIPUnitaDocumentariaSync', esegui: unitaDocumentaria },
];
