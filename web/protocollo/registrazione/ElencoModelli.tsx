import type { Modello } from '../../../schemas/configurazione-documenti.api.js';

export const idVoce = (index: number): string => `reg-modello-${index}`;

interface ElencoModelliProps {
  id: string;
  modelli: readonly Modello[];
  scelto: Modello | undefined;
  onScegli: (modello: Modello) => void;
}

/** The templates found: their name, what they bring with them, their words. */
export function ElencoModelli({ id, modelli, scelto, onScegli }: ElencoModelliProps) {
  return (
    <div className="combo-lista modelli">
      <ul id={id} role="listbox" aria-label="Modelli di oggetto">
        {modelli.map((modello, index) => (
          <li
            key={modello.codice}
            id={idVoce(index)}
            role="option"
            aria-selected={modello === scelto}
            className="combo-voce"
            onMouseDown={(event) => event.preventDefault()} // the focus stays in the oggetto
            onClick={() => onScegli(modello)}
          >
            <span className="riga">
              <b className="ell">{modello.codice}</b>
              <span className="cresce" />
              <span className="mut nw xs">
                {[modello.classifica, modello.tipologia, modello.uo].filter((dato) => dato !== undefined).join(' · ')}
              </span>
            </span>
            <span className="due ell">{modello.oggetto}</span>
          </li>
        ))}
      </ul>
      <div className="combo-piede">
        <span>
          <kbd>↵</kbd> prende il modello
        </span>
        <span>
          <kbd>Tab</kbd> al prossimo dato
        </span>
        <span>
          <kbd>Esc</kbd> scrive senza modello
        </span>
      </div>
    </div>
  );
}
