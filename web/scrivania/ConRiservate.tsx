import { type SyntheticEvent, useState } from 'react';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Tendina } from '../components/Tendina.js';

const SHORTEST = 5;

interface ConRiservateProps {
  motivo: string | undefined;
  onMotivo: (motivo: string | undefined) => void;
}

/** What is reserved stands in the queue only for who says why; the reading is written down. */
export function ConRiservate({ motivo, onMotivo }: ConRiservateProps) {
  if (motivo !== undefined)
    return (
      <Bottone misura="piccolo" icona="locked" onClick={() => onMotivo(undefined)}>
        Nascondi le riservate
      </Bottone>
    );
  return (
    <Tendina parole="Anche le riservate" lato="destra">
      {(chiudi) => (
        <Modulo
          onMotivo={(next) => {
            onMotivo(next);
            chiudi();
          }}
        />
      )}
    </Tendina>
  );
}

function Modulo({ onMotivo }: { onMotivo: (motivo: string) => void }) {
  const [motivo, setMotivo] = useState('');
  const [errore, setErrore] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (motivo.trim().length < SHORTEST) setErrore('Scrivere per quale motivo serve leggerle: bastano poche parole.');
    else onMotivo(motivo.trim());
  };
  return (
    <form className="pila pila-larga" noValidate onSubmit={submit}>
      <Campo
        etichetta="Motivo dell’accesso"
        value={motivo}
        errore={errore}
        onChange={(event) => setMotivo(event.target.value)}
      />
      <p className="xs mut">Motivo, nome e ora restano nel registro degli accessi.</p>
      <Bottone type="submit" aspetto="primo" misura="piccolo">
        Mostra anche le riservate
      </Bottone>
    </form>
  );
}
