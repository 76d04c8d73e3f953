import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { focusRiga } from '../components/Tabella.js';
import { useTasti } from '../lib/tasti.js';

interface Opzioni<T> {
  /** Told of the row that is chosen, whenever it changes. */
  onScelta: (riga: T | undefined) => void;
  /** Enter. */
  onInvio: (riga: T) => void;
  altri?: Parameters<typeof useTasti>[0];
}

/**
 * The rows of a pile, gone through by keys; the chosen one stands in the address, so that the page can be sent and come back to.
 * One that left the pile (mended, gone on) leaves its place to the next.
 */
export function useBanco<T>(
  righe: readonly T[],
  chiaveOf: (riga: T) => string,
  { onScelta, onInvio, altri = [] }: Opzioni<T>,
) {
  const [parametri, setParametri] = useSearchParams();
  const [posto, setPosto] = useState({ chiave: parametri.get('scelto'), indice: 0 });
  const found = righe.findIndex((riga) => chiaveOf(riga) === posto.chiave);
  const indice = found === -1 ? Math.min(posto.indice, righe.length - 1) : found;
  const scelta = righe[indice];
  const chiave = scelta === undefined ? null : chiaveOf(scelta);

  const choose = (riga: T) => setPosto({ chiave: chiaveOf(riga), indice: righe.indexOf(riga) });
  const move = (target: number) => {
    const riga = righe[Math.max(0, Math.min(righe.length - 1, target))];
    if (riga === undefined) return;
    choose(riga);
    focusRiga(chiaveOf(riga));
  };
  useTasti([
    { tasti: 'j', azione: () => move(indice + 1) },
    { tasti: 'k', azione: () => move(indice - 1) },
    { tasti: 'Home', azione: () => move(0) },
    { tasti: 'End', azione: () => move(righe.length - 1) },
    {
      tasti: 'Enter',
      azione: () => {
        if (scelta !== undefined) onInvio(scelta);
      },
    },
    ...altri,
  ]);

  useEffect(() => {
    onScelta(scelta);
  }, [scelta, onScelta]);

  useEffect(() => {
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement?.id === 'contenuto';
    if (chiave !== null && isFree) focusRiga(chiave);
  }, [chiave]);

  const scritta = parametri.get('scelto');
  useEffect(() => {
    if (posto.chiave === null || posto.chiave === scritta) return;
    setParametri(
      (before) => {
        const next = new URLSearchParams(before);
        next.set('scelto', posto.chiave ?? '');
        return next;
      },
      { replace: true },
    );
  }, [posto.chiave, scritta, setParametri]);

  return { scelta, chiave, choose };
}
