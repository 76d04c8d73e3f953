import type { ConservatoreAoo } from '../../../schemas/configurazione-conservazione.api.js';
import { indicePindex } from '../pacchetti/pindex.js';
import { nomeSicuro } from '../pacchetti/testi.js';
import { verificaVersabile } from '../pacchetti/verifica.js';
import type { Capacita, Conservatore, PacchettoPreparato } from '../tipi.js';

/** What receivers of archives with a PIndex (UNI 11386:2020) have in common. */

export const CAPACITA_ARCHIVIO: Capacita = {
  ricevuta: 'a-richiesta',
  interrogaPerChiave: true,
  duplicato: 'restituisce-ricevuta',
  fascicoli: true,
  aggiungeDocumenti: false,
  aggiornaMetadati: false,
  annullamento: false,
  esibizione: false,
};

/** Checks and index; @throws RangeError for what follows of something that is kept: such receivers cannot be told of it */
export const preparaPindex = (
  configurazione: ConservatoreAoo,
): Pick<Conservatore, 'configurazione' | 'verifica' | 'prepara'> => ({
  configurazione,
  verifica: (versabile) => verificaVersabile(versabile, configurazione),
  prepara: (versabile, ritocchi, seguito) => {
    if (seguito !== undefined) throw new RangeError('this receiver cannot be told of later acts');
    return indicePindex(versabile, ritocchi);
  },
});

/** Safe in file systems and addresses, the same for the same content: the key, and the beginning of the hash of the index. */
export const nomePacchetto = ({ chiave: { registro, anno, numero }, indice }: PacchettoPreparato): string =>
  `${nomeSicuro(`${registro}-${anno}-${numero}`, 80)}_${indice.sha256.slice(0, 16)}`;

/** Safe in addresses: the key alone, so that another content under it is found out by who has the first. */
export const nomeChiave = ({ chiave: { registro, anno, numero } }: PacchettoPreparato): string =>
  nomeSicuro(`${registro}-${anno}-${numero}`, 100);
