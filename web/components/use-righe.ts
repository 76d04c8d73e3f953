import { useEffect, useState } from 'react';
import { useTasti } from '../lib/tasti.js';
import { focusRiga } from './Tabella.js';

/**
 * The rows of a list that is gone through by keys: J and K, Enter opens. The one that is chosen, else the first, has the focus as
 * soon as the rows are there, unless something else of the page has it.
 * @param chiaveOf - of a row, as `Tabella` knows it
 * @param altri - what other keys do there
 */
export function useRighe<T>(
  righe: readonly T[],
  chiaveOf: (riga: T) => string,
  apri: (riga: T) => void,
  altri: Parameters<typeof useTasti>[0] = [],
) {
  const [scelta, setScelta] = useState<string | null>(null);
  const indice = Math.max(
    0,
    righe.findIndex((riga) => chiaveOf(riga) === scelta),
  );
  const attuale = righe[indice];
  const chiave = attuale === undefined ? null : chiaveOf(attuale);
  const move = (target: number) => {
    const riga = righe[Math.max(0, Math.min(righe.length - 1, target))];
    if (riga === undefined) return;
    setScelta(chiaveOf(riga));
    focusRiga(chiaveOf(riga));
  };
  useTasti([
    { tasti: 'j', azione: () => move(indice + 1) },
    { tasti: 'k', azione: () => move(indice - 1) },
    {
      tasti: 'Enter',
      azione: () => {
        if (attuale !== undefined) apri(attuale);
      },
    },
    ...altri,
  ]);
  useEffect(() => {
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement?.id === 'contenuto';
    if (chiave !== null && isFree) focusRiga(chiave);
  }, [chiave]);
  return { scelta: chiave, setScelta, pronta: righe.length > 0 };
}
