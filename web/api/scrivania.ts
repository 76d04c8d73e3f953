import { useQuery, useQueryClient } from '@tanstack/react-query';
import { chiedi } from './client.js';
import * as percorsi from './percorsi.js';
import type { Scrivania } from './tipi.js';

/** How old what a desk shows may grow before it looks again. */
export const OGNI_MS = 20_000;
const KEY = ['scrivania', 'code'] as const;

interface Letta extends Scrivania {
  etag: string | undefined;
}

/** The queues of one's desk with their counts; asked again every twenty seconds, answered in full only when something has changed. */
export function useCode(attiva = true) {
  const cache = useQueryClient();
  return useQuery({
    queryKey: KEY,
    enabled: attiva,
    queryFn: async ({ signal }): Promise<Letta> => {
      const known = cache.getQueryData<Letta>(KEY);
      const { status, corpo, etag } = await chiedi(percorsi.scrivania, { segnale: signal, seCambiata: known?.etag });
      return status === 304 && known !== undefined ? known : { ...corpo, etag };
    },
    refetchInterval: OGNI_MS,
  });
}
