import { queryOptions, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { MAX_NOMI } from '../../schemas/sostituzione.api.js';
import { createRaccolta } from '../lib/raccolta.js';
import { isUtente, type NomeOf } from '../lib/utenti.js';
import { chiedi } from './client.js';
import * as percorsi from './percorsi.js';
import type { NomePersona } from './tipi.js';

const FIVE_MINUTES_MS = 300_000;

const nomeDi = createRaccolta<NomePersona>(
  async (utenti) => {
    const { elementi } = (await chiedi(percorsi.nomi(utenti))).corpo;
    return new Map(elementi.map((one) => [one.utente, one]));
  },
  { massimo: MAX_NOMI, attesaMs: 10 },
);

const ilNome = (utente: string) =>
  queryOptions({
    queryKey: ['nomi', utente],
    queryFn: () => nomeDi(utente),
    enabled: isUtente(utente),
    staleTime: FIVE_MINUTES_MS,
  });

/** The name of who has that account; the account itself until it is there, and of who is not of this AOO. */
export const useNome = (utente: string): string => useQuery(ilNome(utente)).data?.denominazione ?? utente;

const nomiLetti = (letti: readonly UseQueryResult<NomePersona | null>[]): Record<string, string> =>
  Object.fromEntries(letti.flatMap(({ data }) => (data ? [[data.utente, data.denominazione]] : [])));

/** The same of many; the function is the same until a name changes. */
export function useNomi(utenti: readonly (string | undefined)[]): NomeOf {
  const unici = [...new Set(utenti.filter((one) => one !== undefined))];
  const nomi = useQueries({ queries: unici.map(ilNome), combine: nomiLetti });
  return useMemo(() => {
    const byUtente = new Map(Object.entries(nomi)); // an account may have the name of what every object has
    return (utente) => byUtente.get(utente) ?? utente;
  }, [nomi]);
}
