import { useQueryClient } from '@tanstack/react-query';
import type { Percorso } from '../api/client.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { CHIAVE } from './interrogazioni-conservazione.js';

/** One deed on a package or on a line: sent under the key of its form, told; the pages of conservation ask again. */
export function useAttoVersamento<T>(percorso: Percorso<T>, fatto: readonly [string, string?], onFatto: () => void) {
  const cache = useQueryClient();
  return useAtto(percorso, fatto, () => {
    void cache.invalidateQueries({ queryKey: [CHIAVE] });
    onFatto();
  });
}
