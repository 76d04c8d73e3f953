import { useEffect, useRef } from 'react';
import { vaiAlCampo } from './vai-al-campo.js';

/**
 * Brings the focus where there is something to do: when the form opens, and when the document comes in while nothing
 * has the focus (the button that took it is gone). It never takes the focus from a field one is writing in.
 * @param campo - the first thing still missing
 */
export function useFuoco(campo: string, haDocumento: boolean): void {
  const latest = useRef(campo);
  useEffect(() => {
    latest.current = campo;
  });
  useEffect(() => vaiAlCampo(latest.current), []);
  const prima = useRef(haDocumento);
  useEffect(() => {
    const arrivato = haDocumento && !prima.current;
    prima.current = haDocumento;
    const libero = document.activeElement === null || document.activeElement === document.body;
    if (arrivato && libero) vaiAlCampo(latest.current);
  }, [haDocumento]);
}
