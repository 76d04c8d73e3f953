import type { ReactNode } from 'react';
import { Icona } from './Icona.js';

export interface VuotoProps {
  icona: string;
  titolo: string;
  children?: ReactNode;
  /** One action, two at most. */
  azioni?: ReactNode;
}

/** Nothing to show: what it means, when something can change, one thing to do. */
export function Vuoto({ icona, titolo, children, azioni }: VuotoProps) {
  return (
    <div className="vuoto">
      <Icona nome={icona} misura="xl" />
      <h2>{titolo}</h2>
      {children !== undefined && <p className="sm mut">{children}</p>}
      {azioni !== undefined && <div className="riga">{azioni}</div>}
    </div>
  );
}
