import { useState } from 'react';
import { type DecisioneRichiesta, DECISIONI } from '../../schemas/conservazione.api.js';
import type { RigaVersamento } from '../../schemas/versamento.api.js';
import * as percorsi from '../api/conservazione.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { nomeIntero } from './parole-conservazione.js';
import { useAttoVersamento } from './use-atto-versamento.js';

const PAROLE: Readonly<Record<DecisioneRichiesta['decisione'], string>> = {
  accettato: 'È in conservazione: il rapporto del conservatore vale per questo pacchetto',
  rifiutato: 'Non è in conservazione: torna tra i rifiutati, si corregge e si reinvia',
  annullato: 'Non serve più: il pacchetto si chiude e se ne può preparare un altro',
};

interface DecidiProps {
  riga: Pick<RigaVersamento, 'id' | 'tipo' | 'riferimento' | 'chiave'>;
  onFatto: () => void;
  onChiudi: () => void;
}

/** A conflict, or an answer that does not match: a person says how it stands, with a reason that stays. */
export function Decidi({ riga, onFatto, onChiudi }: DecidiProps) {
  const [decisione, setDecisione] = useState<DecisioneRichiesta['decisione']>('rifiutato');
  const [motivo, setMotivo] = useState('');
  const atto = useAttoVersamento(
    percorsi.decisione(riga.id),
    ['Deciso.', 'Nome, motivo e ora restano nella storia del pacchetto.'],
    onFatto,
  );
  const wrong = atto.erroreDi('decisione');
  return (
    <DialogoAtto
      titolo={`Decidi: ${nomeIntero(riga)}`}
      premessa="Decide una persona, dopo aver confrontato i dati inviati con quelli del rapporto."
      azione="Decidi"
      inCorso="Un momento…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ decisione, motivo: motivo.trim() })}
      onChiudi={onChiudi}
    >
      <fieldset className="pila">
        <legend className="etichetta">Come sta questo pacchetto</legend>
        {DECISIONI.map((one) => (
          <span key={one} className="spunta">
            <input
              id={`decisione-${one}`}
              type="radio"
              name="decisione"
              checked={decisione === one}
              onChange={() => setDecisione(one)}
            />
            <label htmlFor={`decisione-${one}`}>{PAROLE[one]}</label>
          </span>
        ))}
        {wrong !== undefined && <p className="errore-campo">{wrong}</p>}
      </fieldset>
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        rows={3}
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
