import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';

/** The substitutions that this person may see. @param tutte - also those that are over */
export const useSostituzioni = (tutte: boolean) =>
  useQuery({
    queryKey: ['sostituzioni', tutte],
    queryFn: async ({ signal }) => (await chiedi(percorsi.sostituzioni(tutte), { segnale: signal })).corpo.elementi,
  });

/** Colleagues with a valid charge, of one office or of all. */
export const usePersone = (uo?: string, attiva = true) =>
  useQuery({
    queryKey: ['persone', uo ?? ''],
    enabled: attiva,
    queryFn: async ({ signal }) => (await chiedi(percorsi.persone(uo), { segnale: signal })).corpo.elementi,
    staleTime: 60_000,
  });
