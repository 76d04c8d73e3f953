import { type SyntheticEvent, useState } from 'react';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Campo } from '../../components/Campo.js';

interface RichiestaMotivoProps {
  nome: string;
  /** What the server said of the reason given before. */
  dettaglio: string | undefined;
  onMotivo: (motivo: string) => void;
}

const SHORTEST = 5;

/** A reserved registration opens to who may only with a reason, which is written down with the reading. */
export function RichiestaMotivo({ nome, dettaglio, onMotivo }: RichiestaMotivoProps) {
  const [motivo, setMotivo] = useState('');
  const [errore, setErrore] = useState<string>();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const short = motivo.trim().length < SHORTEST;
    setErrore(short ? 'Scrivere per quale motivo serve leggerla: bastano poche parole.' : undefined);
    if (!short) onMotivo(motivo.trim());
  };
  return (
    <div className="pagina-larga">
      <form className="riquadro richiesta-motivo" onSubmit={submit} noValidate>
        <h1>La registrazione {nome} è riservata</h1>
        {dettaglio !== undefined && <Avviso tono="bad" annuncio="alert" titolo={dettaglio} />}
        <p>Per aprirla indicare il motivo. Motivo, nome e ora restano nel registro degli accessi.</p>
        <Campo
          etichetta="Motivo dell’accesso"
          autoFocus
          maxLength={200}
          value={motivo}
          errore={errore}
          onChange={(event) => setMotivo(event.target.value)}
        />
        <div className="riga">
          <Bottone type="submit" aspetto="primo" tasto="↵">
            Apri la registrazione
          </Bottone>
        </div>
      </form>
    </div>
  );
}
