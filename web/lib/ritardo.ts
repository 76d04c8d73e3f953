import { useEffect, useState } from 'react';

/** True once `attivo` has lasted for `ms`: what is quick shows nothing, so that nothing flickers. */
export function useDopo(attivo: boolean, ms: number): boolean {
  const [passato, setPassato] = useState(false);
  useEffect(() => {
    if (!attivo) return undefined;
    const timer = window.setTimeout(() => setPassato(true), ms);
    return () => {
      window.clearTimeout(timer);
      setPassato(false);
    };
  }, [attivo, ms]);
  return attivo && passato;
}

/** `value` as it was once it has stayed the same for `ms`. */
export function useFermo<T>(value: T, ms: number): T {
  const [fermo, setFermo] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setFermo(value), ms);
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return fermo;
}
