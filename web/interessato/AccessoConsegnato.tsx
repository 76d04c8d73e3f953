import type { AccessoDato } from '../../schemas/interessato.api.js';
import { Campo } from '../components/Campo.js';
import { Dialogo } from '../components/Dialogo.js';
import { giorno } from '../lib/formati.js';

/** Link and code, shown once: neither is kept. */
export function AccessoConsegnato({ dato, onChiudi }: { dato: AccessoDato; onChiudi: () => void }) {
  const { accesso, indirizzo, codice } = dato;
  return (
    <Dialogo
      titolo={`Accesso di ${accesso.nome}, fino al ${giorno(accesso.scadenza)}`}
      premessa="Si leggono soltanto ora: il sistema non li conserva. Il codice va consegnato per un’altra via, di persona o per telefono, dopo aver riconosciuto l’interessato."
      rinuncia="Consegnati"
      largo
      onChiudi={onChiudi}
    >
      <div className="pila pila-larga">
        <Campo etichetta="Collegamento" readOnly value={indirizzo} onFocus={(event) => event.target.select()} />
        <Campo
          etichetta="Codice, da consegnare a parte"
          readOnly
          value={codice}
          onFocus={(event) => event.target.select()}
        />
        <p className="sm mut">L’ingresso con SPID e CIE non è ancora collegato: il codice ne fa le veci.</p>
      </div>
    </Dialogo>
  );
}
