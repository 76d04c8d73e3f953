import { useState } from 'react';
import type { RigaVersamento } from '../../schemas/versamento.api.js';

/** The packages chosen to be mended together; those that left the pile are chosen no more. */
export function useSegnate(righe: readonly RigaVersamento[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    segnate: righe.filter(({ id }) => ids.has(id)),
    isSegnata: ({ id }: RigaVersamento): boolean => ids.has(id),
    segna: ({ id }: RigaVersamento) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      setIds(next);
    },
    /** All of them, or none if all were. */
    segnaTutte: (di: readonly RigaVersamento[]) => {
      const next = new Set(ids);
      const all = di.every(({ id }) => next.has(id));
      for (const { id } of di) {
        if (all) next.delete(id);
        else next.add(id);
      }
      setIds(next);
    },
    libera: () => setIds(new Set()),
  };
}
