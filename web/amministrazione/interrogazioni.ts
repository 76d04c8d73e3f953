import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import type { UtenteLetto } from '../api/tipi.js';

export const CHIAVE_AMMINISTRAZIONE = ['amministrazione'] as const;
const MAX_PAGINE = 50;

/** Every user whom the administrator sees: a table that is sorted needs them all. */
export function useUtenti() {
  return useQuery({
    queryKey: [...CHIAVE_AMMINISTRAZIONE, 'utenti'],
    queryFn: async ({ signal }) => {
      const all: UtenteLetto[] = [];
      let cursore: string | undefined;
      for (let i = 0; i < MAX_PAGINE; i++) {
        const { corpo } = await chiedi(percorsi.utenti(cursore), { segnale: signal });
        all.push(...corpo.elementi);
        cursore = corpo.cursore;
        if (cursore === undefined) break;
      }
      return all;
    },
  });
}

/** Every office, the closed ones too. */
export function useUfficiTutti() {
  return useQuery({
    queryKey: [...CHIAVE_AMMINISTRAZIONE, 'uffici'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.ufficiTutti, { segnale: signal })).corpo.elementi,
  });
}

export function useAoo() {
  return useQuery({
    queryKey: [...CHIAVE_AMMINISTRAZIONE, 'aoo'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.aoo, { segnale: signal })).corpo,
  });
}

/** The trace of accesses with these filters, page after page. */
export function useAccessi(filtri: string) {
  return useInfiniteQuery({
    queryKey: [...CHIAVE_AMMINISTRAZIONE, 'accessi', filtri],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const parametri = new URLSearchParams(filtri);
      parametri.set('limite', '100');
      if (pageParam !== '') parametri.set('cursore', pageParam);
      return (await chiedi(percorsi.accessi(parametri), { segnale: signal })).corpo;
    },
    getNextPageParam: ({ cursore }) => cursore,
  });
}
