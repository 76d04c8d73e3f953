import type { ReactNode } from 'react';
import type { ColonnaInOrdine } from './use-ordine.js';

/** A column as it is viste; the first one heads its row. */
export interface ColonnaOrdinata<T> extends ColonnaInOrdine<T> {
  mostra?: (riga: T) => ReactNode;
}

/** The cells of one row of a sorted table. */
export function CelleOrdinate<T>({ riga, colonne }: { riga: T; colonne: readonly ColonnaOrdinata<T>[] }) {
  return colonne.map(({ campo, classe = campo, valore, mostra }, i) => {
    const cell = mostra?.(riga) ?? valore(riga);
    return i === 0 ? (
      <th key={campo} scope="row" className={classe} title={valore(riga)}>
        {cell}
      </th>
    ) : (
      <td key={campo} className={classe} title={valore(riga)}>
        {cell}
      </td>
    );
  });
}
