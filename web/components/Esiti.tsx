import { useEffect, useSyncExternalStore } from 'react';
import { Avviso, type TonoAvviso } from './Avviso.js';
import { Bottone } from './Bottone.js';

interface Esito {
  id: number;
  tono: TonoAvviso;
  titolo: string;
  testo: string;
}

const SHOWN_MS = 10_000;

let esito: Esito | null = null;
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: Esito | null): void {
  esito = next;
  for (const listener of listeners) listener();
}

/** Tells what was done, on whatever page one is then: announced, and gone after ten seconds. */
export function annuncia(titolo: string, testo = '', tono: TonoAvviso = 'ok'): void {
  change({ id: nextId++, tono, titolo, testo });
}

/** Where what was done is told: one at a time, at the foot of the page. */
export function Esiti() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => esito,
  );

  useEffect(() => {
    if (shown === null) return undefined;
    const timer = window.setTimeout(() => {
      if (esito === shown) change(null);
    }, SHOWN_MS);
    return () => window.clearTimeout(timer);
  }, [shown]);

  return (
    <div className="esiti" role="status">
      {shown !== null && (
        <Avviso
          key={shown.id}
          tono={shown.tono}
          titolo={shown.titolo}
          azioni={
            <Bottone aspetto="testo" misura="piccolo" onClick={() => change(null)}>
              Chiudi
            </Bottone>
          }
        >
          {shown.testo}
        </Avviso>
      )}
    </div>
  );
}
