import { useEffect, useRef } from 'react';
import type { Quaderno } from './quaderno.js';
import type { Valori } from './valori.js';

/**
 * Notes in the draft what the form holds, at every change; written at once when the page goes out of sight or the form is left.
 * @param onCambiati - called when something was changed after the form was opened
 */
export function useAnnotato(quaderno: Quaderno, valori: Valori, onCambiati: () => void): void {
  const prima = useRef(true);
  useEffect(() => {
    if (prima.current) prima.current = false;
    else {
      quaderno.annota(valori);
      onCambiati();
    }
  }, [quaderno, valori, onCambiati]);
  useEffect(() => {
    const flush = () => {
      if (document.visibilityState === 'hidden') quaderno.scarica();
    };
    document.addEventListener('visibilitychange', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      quaderno.scarica();
    };
  }, [quaderno]);
}
