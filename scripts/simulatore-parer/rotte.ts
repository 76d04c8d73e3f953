import { aggiornamento } from './aggiornamento.js';
import { aggiunta } from './aggiunta.js';
import { annullamento } from './annullamento.js';
import type { Configurazione } from './configurazione.js';
import { fascicolo } from './fascicolo.js';
import { statoConservazione, statoFascicolo } from './recupero.js';
import type { Rotta } from './servizi.js';
import { versamento } from './versamento.js';
import { rapportiVersamento, unitaDocumentaria } from './zip-unita.js';

/** The services, each at its path. */
export const rotte = ({ limiti }: Configurazione): Rotta[] => [
  { percorso: '/sacerws/VersamentoSync', nome: 'VersamentoSync', esegui: versamento },
  { percorso: '/sacerws/AggiuntaAllegatiSync', nome: 'AggiuntaAllegatiSync', esegui: aggiunta },
  {
    percorso: '/sacerws/AggiornamentoUnitaDocumentariaSync',
    nome: 'AggiornamentoUnitaDocumentariaSync',
    esegui: aggiornamento,
  },
  {
    percorso: '/versamento-fascicolo-v3/api/public/fascicolo',
    nome: 'Fascicolo',
    esegui: fascicolo,
    massimo: { richiesta: limiti.fascicolo, campo: limiti.fascicolo / 2 },
  },
  { percorso: '/sacer/RecDIPStatoConservazioneSync', nome: 'RecDIPStatoConservazioneSync', esegui: statoConservazione },
  { percorso: '/sacer/RecStatoConservFascicoloSync', nome: 'RecStatoConservFascicoloSync', esegui: statoFascicolo },
  { percorso: '/sacer/RecDIPRapportiVersSync', nome: 'RecDIPRapportiVersSync', esegui: rapportiVersamento },
  { percorso: '/sacer/RecDIPUnitaDocumentariaSync', nome: 'RecDIPUnitaDocumentariaSync', esegui: unitaDocumentaria },
  {
    percorso: '/sacer/InvioRichiestaAnnullamentoVersamenti',
    nome: 'InvioRichiestaAnnullamentoVersamenti',
    esegui: annullamento,
  },
];
