import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { Dialogo } from '../components/Dialogo.js';
import { refreshTitolario } from './interrogazioni.js';
import { chiude } from './percorsi-titolario.js';

interface ChiudiVoceProps {
  codice: string;
  voce: string;
  /** Today, `YYYY-MM-DD`. */
  oggi: string;
  onChiudi: () => void;
}

/** Closing a voce of the version in force: from a day, with a reason, never to be undone. */
export function ChiudiVoce({ codice, voce, oggi, onChiudi }: ChiudiVoceProps) {
  const cache = useQueryClient();
  const [dal, setDal] = useState(oggi);
  const [motivo, setMotivo] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => chiedi(chiude(codice), { corpo: { dal, motivo } }),
    onSuccess: async () => {
      await refreshTitolario(cache);
      onChiudi();
    },
  });
  return (
    <Dialogo
      titolo={`Chiudere ${codice} ${voce}`}
      premessa="Da quel giorno non si usa più, con ciò che sta sotto. Resta leggibile, e quello che è già classificato non cambia. Non si torna indietro."
      azione="Chiudi la voce"
      pericolo
      rinuncia="Non chiudere"
      alLavoro={isPending && 'Chiusura in corso…'}
      onAzione={() => mutate()}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Non si usa più dal"
        type="date"
        min={oggi}
        value={dal}
        onChange={(event) => setDal(event.target.value)}
      />
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        rows={3}
        maxLength={500}
        value={motivo}
        onChange={(event) => setMotivo(event.target.value)}
      />
      {error !== null && (
        <Avviso tono="bad" annuncio="alert" titolo="La voce non è stata chiusa.">
          {wordsOf(error)}
        </Avviso>
      )}
    </Dialogo>
  );
}
