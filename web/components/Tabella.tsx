import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

export interface Colonna {
  titolo: ReactNode;
  classe: string;
  ordine?: 'descending' | 'ascending';
}

interface TabellaProps<T> {
  /** What it lists and in which order, for who does not see it. */
  etichetta: string;
  colonne: readonly Colonna[];
  righe: readonly T[];
  chiaveOf: (riga: T) => string;
  /** Key of the chosen row: the only one that Tab reaches. */
  scelta: string | null;
  classeOf?: (riga: T) => string | undefined;
  /** Cells of a row, the first one a `<th scope="row">`. */
  celle: (riga: T) => ReactNode;
  onScegli: (riga: T) => void;
  onApri: (riga: T) => void;
  /** A click or a touch on a row, which is chosen already. */
  onTocca?: () => void;
  /** The old rows of another question: dimmed. */
  attenuata?: boolean;
  /** Rows below the rows: skeletons while the first ones are awaited. */
  coda?: ReactNode;
  /** Rows of the foot: the sums. */
  piede?: ReactNode;
}

/** Focus goes to the chosen row when it changes by keys, not when the list is only shown again. */
export function focusRiga(chiave: string): void {
  document.querySelector<HTMLElement>(`tr[data-riga="${CSS.escape(chiave)}"]`)?.focus();
}

/**
 * A dense table with one row in the tab order (roving tabindex): arrows, Home and End move, Enter opens, a double click
 * opens too. The page adds J and K, which work from anywhere in it.
 */
export function Tabella<T>(props: TabellaProps<T>) {
  const { etichetta, colonne, righe, chiaveOf, scelta, classeOf, celle, onScegli, onApri, onTocca, attenuata } = props;
  const { coda, piede } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const current = righe.findIndex((riga) => chiaveOf(riga) === scelta);

  useEffect(() => {
    body.current?.querySelector('tr.scelta')?.scrollIntoView({ block: 'nearest' });
  }, [scelta]);

  const moveTo = (index: number) => {
    const riga = righe[Math.max(0, Math.min(righe.length - 1, index))];
    if (riga === undefined) return;
    onScegli(riga);
    focusRiga(chiaveOf(riga));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.tagName !== 'TR') return;
    const moves: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: righe.length - 1,
      PageDown: current + 20,
      PageUp: current - 20,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      moveTo(target);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.altKey) {
      const riga = righe[current];
      if (riga === undefined) return;
      event.preventDefault();
      onApri(riga);
    }
  };

  return (
    <table className={attenuata === true ? 't attenuata' : 't'} aria-label={etichetta}>
      <thead>
        <tr>
          {colonne.map(({ titolo, classe, ordine }) => (
            <th key={classe} scope="col" className={classe} aria-sort={ordine}>
              {titolo}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} onKeyDown={onKeyDown}>
        {righe.map((riga, index) => {
          const chiave = chiaveOf(riga);
          const chosen = chiave === scelta;
          return (
            <tr
              key={chiave}
              data-riga={chiave}
              className={[chosen && 'scelta', classeOf?.(riga)].filter(Boolean).join(' ')}
              tabIndex={chosen || (current === -1 && index === 0) ? 0 : -1}
              aria-current={chosen ? 'true' : undefined}
              onFocus={() => {
                if (!chosen) onScegli(riga);
              }}
              onClick={() => {
                onScegli(riga);
                onTocca?.();
              }}
              onDoubleClick={() => onApri(riga)}
            >
              {celle(riga)}
            </tr>
          );
        })}
        {coda}
      </tbody>
      {piede !== undefined && <tfoot>{piede}</tfoot>}
    </table>
  );
}
