import { EsibizioneError } from '../conservatori/parer.js';
import type { EsitoInvio } from '../tipi.js';

/** Why the receiver did not give the exemplar: in words, and whether asking again helps. */
export interface Rifiuto {
  parole: string;
  definitivo: boolean;
}

function ofEsito(esito: EsitoInvio): Rifiuto {
  switch (esito.tipo) {
    case 'assente':
      return { parole: 'Il conservatore dice di non avere questo documento: chiedergli conto.', definitivo: true };
    case 'annullato':
      return { parole: 'Presso il conservatore il versamento è annullato: non lo restituisce più.', definitivo: true };
    case 'sospeso':
      return {
        parole: 'Il conservatore rifiuta le credenziali o la struttura: avvisare l’amministratore.',
        definitivo: true,
      };
    case 'rifiutato': {
      const [voce] = esito.voci;
      const why = voce === undefined ? '' : ` (${voce.codice}: ${voce.messaggio})`;
      return { parole: `Il conservatore non restituisce il documento${why}.`, definitivo: true };
    }
    case 'conservato':
    case 'senza-rapporto':
    case 'in-carico':
    case 'tecnico':
    case 'incerto':
    case 'conflitto':
      return { parole: 'Il conservatore non ha risposto come previsto.', definitivo: false };
  }
}

/** Of whatever went wrong while it was fetched. */
export const motivoDelRifiuto = (error: unknown): Rifiuto =>
  error instanceof EsibizioneError
    ? ofEsito(error.esito)
    : { parole: 'Il conservatore non risponde o ha interrotto la risposta.', definitivo: false };
