import { useQueryClient } from '@tanstack/react-query';
import type { Percorso } from '../api/client.js';
import { useAtto } from '../protocollo/atti/use-atto.js';

/** One deed of the archive: sent under the key of its form, told; lists and fascicoli ask again. */
export function usePasso<T>(
  percorso: Percorso<T>,
  fatto: readonly [string, string?],
  onFatto: () => void,
  racconta?: (corpo: T) => void,
) {
  const cache = useQueryClient();
  return useAtto(
    percorso,
    fatto,
    () => {
      void cache.invalidateQueries({ queryKey: ['fascicoli'] });
      onFatto();
    },
    racconta,
  );
}
