import { useState } from 'react';
import type { Scansione } from '../api/scansioni.js';
import * as percorsi from '../api/scansioni.js';
import { Campo } from '../components/Campo.js';
import { numero7 } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAttoScansione } from './use-atto-scansione.js';

interface SeparaDalNumeroProps {
  scansione: Scansione;
  onFatto: (scansione: Scansione) => void;
  onChiudi: () => void;
}

/** The number that the label says is not the one of this paper: the scan waits for a number again. */
export function SeparaDalNumero({ scansione, onFatto, onChiudi }: SeparaDalNumeroProps) {
  const { id, registrazione, separabile } = scansione;
  const [motivo, setMotivo] = useState('');
  const atto = useAttoScansione<Scansione>({
    fatto: ['Tolta dal numero.', 'Si può registrare, o unire al numero giusto.'],
    onFatto: (corpo) => {
      onFatto(corpo);
      onChiudi();
    },
  });
  const quale = registrazione === undefined ? '' : ` ${registrazione.anno}/${numero7(registrazione.numero)}`;
  return (
    <DialogoAtto
      titolo={`Togliere la scansione dal numero${quale}?`}
      premessa={
        separabile?.motivo === true
          ? 'Il numero è scritto su un’etichetta: nella storia resta perché non è quello giusto, e l’etichetta non la riporta lì.'
          : 'La copia non vi è ancora arrivata: la registrazione resta com’è.'
      }
      azione="Togli dal numero"
      rinuncia="Lasciala"
      inCorso="Un momento…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({ percorso: percorsi.separa(id), corpo: motivo.trim() === '' ? {} : { motivo: motivo.trim() } })
      }
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Motivo"
        facoltativo={separabile?.motivo !== true}
        value={motivo}
        data-primo=""
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
