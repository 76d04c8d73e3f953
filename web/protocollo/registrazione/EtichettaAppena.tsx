import type { Riferimento } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { numero7 } from '../../lib/formati.js';
import { useTasti } from '../../lib/tasti.js';
import { sendEtichetta } from '../carte/etichetta.js';

/** The label of the number given just before, once more or for the first time, while the next form is open. */
export function EtichettaAppena({ di }: { di: Riferimento }) {
  const print = () => sendEtichetta(di);
  useTasti([{ tasti: 'Alt+r', azione: print }]);
  return (
    <Bottone aspetto="testo" icona="print" tasto="Alt+R" onClick={print}>
      Etichetta<span className="vh"> n. {numero7(di.numero)}</span>
    </Bottone>
  );
}
