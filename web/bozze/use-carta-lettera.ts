import { useState } from 'react';
import { mancaMotivoCarta } from '../protocollo/registrazione/CartaODigitale.js';
import { useControllo } from '../protocollo/registrazione/use-controllo.js';
import { vaiAlCampo } from '../protocollo/registrazione/vai-al-campo.js';
import type { ValoriLettera } from './valori-lettera.js';

const NULLA = { flusso: 'U', documento: null, mittenti: [], protocolloMittente: { numero: '', data: '' } } as const;
const NESSUN_DESTINATARIO = { mezzo: '', destinatari: [] };

/**
 * What the register would say of the addressees and of the means, while the letter is written: paper to who has a digital domicile goes
 * on with its reason, as in a registration (CAD art. 3-bis, 6), which keeps it in its note.
 * @param scrive - who only reads the letter is not asked
 */
export function useCartaLettera({ mezzo, destinatari, note }: ValoriLettera, scrive: boolean) {
  const avvisi = useControllo({ ...NULLA, ...(scrive ? { mezzo, destinatari } : NESSUN_DESTINATARIO) });
  const [chiesto, setChiesto] = useState(false);
  return {
    avvisi,
    chiesto,
    /** Goes on where there is nothing to give a reason for, or the reason is there; else asks for it. */
    seMotivata: (avanti: () => void): void => {
      if (!mancaMotivoCarta(avvisi, note)) {
        avanti();
        return;
      }
      setChiesto(true);
      vaiAlCampo('motivoCarta');
    },
  };
}
export type CartaDiLettera = ReturnType<typeof useCartaLettera>;
