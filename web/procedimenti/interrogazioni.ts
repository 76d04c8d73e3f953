import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from './percorsi-procedimenti.js';

/** The terms that run, looked at again every few minutes: they change with the days. */
export const useTermini = (attiva = true) =>
  useQuery({
    queryKey: ['scrivania', 'termini'],
    enabled: attiva,
    queryFn: async ({ signal }) => (await chiedi(percorsi.termini, { segnale: signal })).corpo,
    staleTime: 60_000,
    refetchInterval: 300_000,
  });

/** The procedimento of one fascicolo. */
export const useProcedimento = (id: string) =>
  useQuery({
    queryKey: ['scheda', 'procedimento', id],
    queryFn: async ({ signal }) => (await chiedi(percorsi.procedimento(id), { segnale: signal })).corpo,
  });
