import { useState } from 'react';
import { ProblemaError } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import type { RigaPiena } from '../../api/tipi.js';
import { useAtto } from './use-atto.js';

/**
 * A change that must not fall on somebody else's: it names the version that the user saw (`If-Match`). When that one is
 * old the page has read the new one meanwhile, `conflitto` says so, and the next press names the new one.
 */
export function usePatch(registrazione: RigaPiena, fatto: readonly [string, string?], onFatto: () => void) {
  const [vista] = useState(registrazione);
  const atto = useAtto(percorsi.modifica(registrazione), fatto, onFatto);
  const superata = atto.errore instanceof ProblemaError && atto.errore.status === 412;
  const conflitto = superata && registrazione.versione !== vista.versione;
  return {
    ...atto,
    /** The registration as it was when the form was opened. */
    vista,
    conflitto,
    salva: (corpo: unknown) => atto.invia(corpo, superata ? registrazione.versione : vista.versione),
  };
}
