import { useState } from 'react';
import type { Riferimento, RigaRegistro } from '../../api/tipi.js';
import { chiaveRiga, isAssegnabile } from './RigaRegistro.js';

/** The rows marked to be assigned together: those of the page that is shown, and only what may be assigned. */
export function useSegnate(righe: readonly RigaRegistro[]): {
  segnate: readonly RigaRegistro[];
  isSegnata: (riga: RigaRegistro) => boolean;
  segna: (riga: RigaRegistro | undefined) => void;
  /** Leaves marked only these. */
  lascia: (rimaste: readonly Riferimento[]) => void;
} {
  const [chiavi, setChiavi] = useState<ReadonlySet<string>>(new Set());
  return {
    segnate: righe.filter((riga) => chiavi.has(chiaveRiga(riga))),
    isSegnata: (riga) => chiavi.has(chiaveRiga(riga)),
    segna: (riga) => {
      if (riga === undefined || !isAssegnabile(riga)) return;
      const next = new Set(chiavi);
      if (!next.delete(chiaveRiga(riga))) next.add(chiaveRiga(riga));
      setChiavi(next);
    },
    lascia: (rimaste) => setChiavi(new Set(rimaste.map(({ anno, numero }) => `${anno}/${numero}`))),
  };
}
