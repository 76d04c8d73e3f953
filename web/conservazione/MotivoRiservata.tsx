import { useState } from 'react';
import { Campo } from '../components/Campo.js';
import { Dialogo } from '../components/Dialogo.js';

const SHORTEST = 5;

interface MotivoRiservataProps {
  onMotivo: (motivo: string) => void;
  onChiudi: () => void;
}

/** The content of a reserved registration opens with a reason, which is written down with the reading. */
export function MotivoRiservata({ onMotivo, onChiudi }: MotivoRiservataProps) {
  const [motivo, setMotivo] = useState('');
  const [errore, setErrore] = useState<string>();
  return (
    <Dialogo
      titolo="Il contenuto è riservato"
      premessa="Per aprirlo indicare il motivo. Motivo, nome e ora restano nel registro degli accessi."
      azione="Apri il contenuto"
      onAzione={() => {
        const short = motivo.trim().length < SHORTEST;
        setErrore(short ? 'Scrivere per quale motivo serve leggerlo: bastano poche parole.' : undefined);
        if (!short) onMotivo(motivo.trim());
      }}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Motivo dell’accesso"
        maxLength={200}
        value={motivo}
        errore={errore}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </Dialogo>
  );
}
