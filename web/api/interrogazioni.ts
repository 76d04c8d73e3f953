import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemaError, ServerAssenteError } from './errori.js';
import { CHIAVE_IO } from './sessione.js';

const isEnded = (error: Error): boolean => error instanceof ProblemaError && error.status === 401;

/** A silent server, or one that says it is not ready yet, may answer at the next try; what was refused is not asked again. */
const isPassing = (error: Error): boolean =>
  error instanceof ServerAssenteError || (error instanceof ProblemaError && error.status === 503);

/**
 * The cache of the pages. `networkMode` is `always` because the server may be on this very machine. Whatever request
 * finds the session ended has `GET /io` asked again, whose 401 makes the frame ask for the password in place.
 */
export function createQueryClient(): QueryClient {
  const askIo = (error: Error): void => {
    if (isEnded(error) && client.getQueryData(CHIAVE_IO) !== undefined) {
      void client.invalidateQueries({ queryKey: CHIAVE_IO });
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== CHIAVE_IO[0]) askIo(error);
      },
    }),
    mutationCache: new MutationCache({ onError: askIo }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 15_000,
        retry: (failures, error) => isPassing(error) && failures < 2,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
