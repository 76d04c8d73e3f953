import { useQuery } from '@tanstack/react-query';
import { chiedi } from './client.js';
import * as percorsi from './percorsi.js';

const FIVE_MINUTES_MS = 300_000;

/** The offices of the AOO, in the order of the server. */
export function useUffici() {
  return useQuery({
    queryKey: ['uffici'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.uffici, { segnale: signal })).corpo.elementi,
    staleTime: FIVE_MINUTES_MS,
  });
}

/** The titolario in force today, or on the legal day of a document: it is classified with the voci of its own day. */
export function useTitolario(giorno?: string) {
  return useQuery({
    queryKey: ['titolario', giorno ?? ''],
    queryFn: async ({ signal }) =>
      (await chiedi(giorno === undefined ? percorsi.titolario : percorsi.titolarioDel(giorno), { segnale: signal }))
        .corpo,
    staleTime: FIVE_MINUTES_MS,
  });
}

export { nomeMezzo, nomeUfficio } from '../lib/nomi.js';
