import { useState } from 'react';
import type { Scansione } from '../api/scansioni.js';
import * as percorsi from '../api/scansioni.js';
import { useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface UnisciANumeroProps {
  scansione: Scansione;
  onFatto: (scansione: Scansione) => void;
  onChiudi: () => void;
}

/** The scan joins a registration that is there already; the copy reaches it by itself as soon as it is ready. */
export function UnisciANumero({ scansione, onFatto, onChiudi }: UnisciANumeroProps) {
  const io = useIo();
  const [anno, setAnno] = useState(io.adesso.slice(0, 4));
  const [numero, setNumero] = useState('');
  const [manca, setManca] = useState(false);
  const atto = useAttoScansione<Scansione>({
    fatto: ['Unita.', 'La copia arriva alla registrazione da sola, appena è pronta.'],
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  const send = () => {
    setManca(numero === '' || anno.length !== 4);
    if (numero === '' || anno.length !== 4) return;
    atto.invia({
      percorso: percorsi.unisci(scansione.id),
      corpo: { registrazione: { anno: Number(anno), numero: Number(numero) } },
    });
  };
  return (
    <DialogoAtto
      titolo="Unire a una registrazione che c’è già"
      premessa="La registrazione attende la sua scansione: il numero e i dati restano quelli."
      azione="Unisci"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      <div className="griglia-due">
        <Campo
          etichetta="Numero"
          inputMode="numeric"
          value={numero}
          data-primo=""
          errore={atto.erroreDi('registrazione') ?? (manca ? 'Indicare anno e numero della registrazione.' : undefined)}
          onChange={(event) => setNumero(event.target.value.replace(/\D/g, '').slice(0, 9))}
        />
        <Campo
          etichetta="Anno"
          inputMode="numeric"
          value={anno}
          onChange={(event) => setAnno(event.target.value.replace(/\D/g, '').slice(0, 4))}
        />
      </div>
    </DialogoAtto>
  );
}
