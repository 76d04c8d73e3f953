import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { setOrologio } from '../lib/orologio.js';
import { chiedi } from './client.js';
import { ProblemaError } from './errori.js';
import { readPerContoDi, writePerContoDi } from './per-conto-di.js';
import * as percorsi from './percorsi.js';
import type { Atto, Io } from './tipi.js';

export const CHIAVE_IO = ['io'] as const;

/** `GET /io`, kept for as long as the page lives; it also sets the pages' clock by the server's. */
export function useIoQuery() {
  return useQuery({
    queryKey: CHIAVE_IO,
    queryFn: async ({ signal }) => {
      const { corpo } = await chiedi(percorsi.io, { segnale: signal }).catch(async (error: unknown) => {
        // the substitution under which this tab acted is over: from now on one acts in one's own name
        if (!(error instanceof ProblemaError) || error.status !== 403 || readPerContoDi() === null) throw error;
        writePerContoDi(null);
        return chiedi(percorsi.io, { segnale: signal });
      });
      setOrologio(corpo.adesso);
      return corpo;
    },
    staleTime: 60_000,
  });
}

export const IoContext = createContext<Io | null>(null);

/** Who is signed in, in every page inside the frame. Pages ask rights here, never roles. */
export function useIo(): Io {
  const io = use(IoContext);
  if (io === null) throw new Error('useIo outside of Telaio');
  return io;
}

/** Whether the user may do `atto` somewhere in the AOO; on one record the server still has the last word. */
export function puo(io: Io, atto: Atto): boolean {
  return io.diritti[atto] !== undefined;
}
