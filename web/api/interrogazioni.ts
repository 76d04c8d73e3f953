import { QueryClient } from '@tanstack/react-query';
import { ServerAssenteError } from './errori.js';

/**
 * The cache of the pages. What the server refused is not asked again; a silent server is asked twice more, then the
 * strip under the bar takes over. `networkMode` is `always` because the server may be on this very machine.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 15_000,
        retry: (failures, error) => error instanceof ServerAssenteError && failures < 2,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
