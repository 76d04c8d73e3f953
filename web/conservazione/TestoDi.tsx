import { type ReactNode, useState } from 'react';
import type { Percorso } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { useTesto } from './interrogazioni-testi.js';

interface TestoDiProps {
  percorso: Percorso<unknown>;
  onMotivo: (motivo: string) => void;
  children: (testo: string) => ReactNode;
}

const SHORTEST = 5;

/** A paper of a package once it is read; what is reserved asks for the reason in its place. */
export function TestoDi({ percorso, onMotivo, children }: TestoDiProps) {
  const { data, error, refetch } = useTesto(percorso);
  if (data !== undefined) return children(data);
  if (error instanceof ProblemaError && error.type.endsWith('motivo-accesso-richiesto'))
    return <ChiediMotivo onMotivo={onMotivo} />;
  if (error instanceof ProblemaError && error.status === 404)
    return <p className="conservazione-attesa mut">{error.detail}</p>;
  if (error !== null)
    return (
      <Avviso tono="bad" annuncio="alert" azioni={<Bottone onClick={() => void refetch()}>Riprova ora</Bottone>}>
        {wordsOf(error)}
      </Avviso>
    );
  return (
    <p className="conservazione-attesa mut" role="status">
      Leggo…
    </p>
  );
}

function ChiediMotivo({ onMotivo }: { onMotivo: (motivo: string) => void }) {
  const [motivo, setMotivo] = useState('');
  const [errore, setErrore] = useState<string>();
  return (
    <form
      className="pila conservazione-motivo"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const short = motivo.trim().length < SHORTEST;
        setErrore(short ? 'Scrivere per quale motivo serve leggerlo: bastano poche parole.' : undefined);
        if (!short) onMotivo(motivo.trim());
      }}
    >
      <p>
        Il contenuto è riservato. Per aprirlo indicare il motivo: motivo, nome e ora restano nel registro degli accessi.
      </p>
      <Campo
        etichetta="Motivo dell’accesso"
        maxLength={200}
        value={motivo}
        errore={errore}
        onChange={(event) => setMotivo(event.target.value)}
      />
      <div>
        <Bottone type="submit" aspetto="primo" tasto="↵">
          Apri il contenuto
        </Bottone>
      </div>
    </form>
  );
}
