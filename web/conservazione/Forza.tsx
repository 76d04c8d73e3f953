import { useState } from 'react';
import { FORZATURE, type NomeForzatura } from '../../schemas/versamento.api.js';
import { Avviso } from '../components/Avviso.js';
import { Campo } from '../components/Campo.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { DialogoRitenta } from './DialogoRitenta.js';
import { FORZE } from './parole-conservazione.js';
import type { RimediaProps } from './rimedia-props.js';
import { tutti, useRitenta } from './use-ritenta.js';

/** Tells the receiver to accept a fault, by name and with a reason that stays. */
export function Forza({ righe, onFatto, onChiudi }: RimediaProps) {
  const possibili = FORZATURE.filter((nome) => righe.every(({ causa }) => causa?.forzature.includes(nome) === true));
  const [scelte, setScelte] = useState<ReadonlySet<NomeForzatura>>(new Set(possibili));
  const [motivo, setMotivo] = useState('');
  const ritenta = useRitenta(onFatto);
  const toggle = (nome: NomeForzatura) => {
    const next = new Set(scelte);
    if (!next.delete(nome)) next.add(nome);
    setScelte(next);
  };
  const wrong = erroreDi(ritenta.errore, 'forza');
  return (
    <DialogoRitenta
      azione="Forza e reinvia"
      righe={righe}
      premessa="Il conservatore accetta ciò che ha rifiutato, e lo annota come avviso. Nome, motivo e ora restano agli atti."
      ritenta={ritenta}
      onAzione={() => ritenta.invia(tutti(righe, { motivo: motivo.trim(), forza: [...scelte] }))}
      onChiudi={onChiudi}
    >
      {possibili.length === 0 && (
        <Avviso tono="warn">Questi pacchetti non hanno una forzatura in comune: vanno trattati uno per uno.</Avviso>
      )}
      <fieldset className="pila">
        <legend className="etichetta">Che cosa chiedere di accettare</legend>
        {possibili.map((nome) => (
          <span key={nome} className="spunta">
            <input
              id={`forza-${nome}`}
              type="checkbox"
              checked={scelte.has(nome)}
              onChange={() => toggle(nome)}
              aria-describedby={wrong === undefined ? undefined : 'forza-errore'}
            />
            <label htmlFor={`forza-${nome}`}>{FORZE[nome]}</label>
          </span>
        ))}
        {wrong !== undefined && (
          <p id="forza-errore" className="errore-campo">
            {wrong}
          </p>
        )}
      </fieldset>
      <Campo
        tipo="textarea"
        etichetta="Motivo"
        rows={3}
        data-primo
        value={motivo}
        errore={erroreDi(ritenta.errore, 'motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoRitenta>
  );
}
