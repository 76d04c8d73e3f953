import { useCallback, useEffect, useRef, useState } from 'react';
import { ProblemaError } from '../../api/errori.js';
import type { InvioBozza } from '../../lib/bozze.js';
import { adesso } from '../../lib/orologio.js';
import { type Esito, isIncerto, sendRegistrazione } from './invio.js';
import type { Quaderno } from './quaderno.js';
import type { Valori } from './valori.js';

const PAUSES_S = [8, 15, 30, 60];

/** Where the sending of a form stands. `incerto`: no answer, the register may have it or not; a new try finds out. */
export type FaseInvio =
  | { fase: 'fermo' }
  | { fase: 'in-corso'; frazione: number }
  | { fase: 'incerto'; dalle: Date; detail: string | undefined; traS: number | null };

interface UltimoInvio {
  invio: InvioBozza;
  valori: Valori;
  /** The number is in. */
  riuscito: (esito: Esito) => void;
  /** The register said no: nothing was made. */
  rifiutato: (error: unknown) => void;
}

/**
 * Sends the form, one sending at a time. After one without an answer it tries again by itself, with longer and longer
 * pauses, as long as nothing is changed in the form; whatever comes first, the register makes one registration of it.
 */
export function useInvio(quaderno: Quaderno) {
  const [fase, setFase] = useState<FaseInvio>(() => {
    const ultimo = quaderno.invii.at(-1);
    if (ultimo === undefined) return { fase: 'fermo' };
    return { fase: 'incerto', dalle: new Date(ultimo.quando), detail: undefined, traS: null };
  });
  const ultimo = useRef<UltimoInvio | null>(null);
  const occupato = useRef(false);
  const falliti = useRef(0);

  const invia = useCallback(
    async (tentativo: UltimoInvio): Promise<void> => {
      if (occupato.current) return;
      occupato.current = true;
      ultimo.current = tentativo;
      const { invio, valori, riuscito, rifiutato } = tentativo;
      setFase({ fase: 'in-corso', frazione: 0 });
      try {
        riuscito(
          await sendRegistrazione(quaderno, invio, valori, (frazione) => setFase({ fase: 'in-corso', frazione })),
        );
      } catch (error) {
        if (!isIncerto(error)) {
          setFase({ fase: 'fermo' });
          rifiutato(error);
          return;
        }
        const consiglio = error instanceof ProblemaError ? error.riprovaTraS : undefined;
        const traS = consiglio ?? PAUSES_S[Math.min(falliti.current, PAUSES_S.length - 1)] ?? null;
        falliti.current += 1;
        setFase({
          fase: 'incerto',
          dalle: adesso(),
          detail: error instanceof ProblemaError ? error.detail : undefined,
          traS,
        });
      } finally {
        occupato.current = false;
      }
    },
    [quaderno],
  );

  const riprova = useCallback(async () => {
    if (ultimo.current !== null) await invia(ultimo.current);
  }, [invia]);

  /** Something was changed: no more tries by itself, the next sending is the user's. */
  const ferma = useCallback(() => {
    falliti.current = 0;
    setFase((prima) => (prima.fase === 'incerto' && prima.traS !== null ? { ...prima, traS: null } : prima));
  }, []);

  return { fase, invia, riprova, ferma };
}

/** Calls `azione` after `traS` seconds and tells how many are left; null waits for nobody. */
export function useContoAllaRovescia(traS: number | null, azione: () => void): number | null {
  const [restano, setRestano] = useState(traS);
  const latest = useRef(azione);
  useEffect(() => {
    latest.current = azione;
  });
  useEffect(() => {
    setRestano(traS);
    if (traS === null) return undefined;
    let left = traS;
    const timer = window.setInterval(() => {
      left -= 1;
      setRestano(Math.max(left, 0));
      if (left > 0) return;
      window.clearInterval(timer);
      latest.current();
    }, 1_000);
    return () => window.clearInterval(timer);
  }, [traS]);
  return restano;
}
