import './gettone.css';
import type { ReactNode } from 'react';
import { Icona } from './Icona.js';

interface ChipProps {
  /** What was chosen, in words; also what the button that takes it away is called by. */
  testo: string;
  /** Opens it to be seen or changed: then the words are a button. */
  onApri?: (() => void) | undefined;
  onTogli: () => void;
  errato?: boolean;
  /** A further small control between the words and the cross. */
  children?: ReactNode;
}

/** Something chosen in a field: its words, and a cross that takes it away. */
export function Chip({ testo, onApri, onTogli, errato = false, children }: ChipProps) {
  return (
    <span className={errato ? 'gettone errato' : 'gettone'}>
      {errato && <Icona nome="error" misura="s" />}
      {onApri === undefined ? (
        <span className="ell" title={testo}>
          {testo}
        </span>
      ) : (
        <button type="button" className="gettone-testo ell" title={`Vedi o correggi: ${testo}`} onClick={onApri}>
          <span className="vh">Vedi o correggi </span>
          {testo}
        </button>
      )}
      {children}
      <button type="button" className="gettone-togli" aria-label={`Togli ${testo}`} onClick={onTogli}>
        <Icona nome="close" misura="s" />
      </button>
    </span>
  );
}
