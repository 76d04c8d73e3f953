import { keepPreviousData, type QueryClient, useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import * as percorsiComuni from '../api/percorsi.js';
import * as percorsi from './percorsi-titolario.js';
import { sopraDi } from './vista.js';

const FIVE_MINUTES_MS = 300_000;

const VERSIONI = ['titolario-versioni'] as const;
const BOZZA = ['titolario-bozza'] as const;

/** The titolario in force, or one of its versions. */
export function useTitolarioDi(versione: string | undefined) {
  return useQuery({
    queryKey: versione === undefined ? ['titolario'] : ['titolario', versione],
    queryFn: async ({ signal }) => (await chiedi(percorsi.titolario(versione), { segnale: signal })).corpo,
    staleTime: FIVE_MINUTES_MS,
  });
}

export function useVersioni() {
  return useQuery({
    queryKey: VERSIONI,
    queryFn: async ({ signal }) => (await chiedi(percorsi.versioni, { segnale: signal })).corpo,
  });
}

/** All that is known of a voce. */
export function useVoce(codice: string, versione: string | undefined) {
  return useQuery({
    queryKey: ['titolario-voce', codice, versione ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorsi.voce(codice, versione), { segnale: signal })).corpo,
    staleTime: FIVE_MINUTES_MS,
  });
}

/** What the server finds: also by descriptions, prontuario and massimario. The last answer stays while the next one comes. */
export function useRicercaTitolario(q: string, versione: string | undefined) {
  return useQuery({
    queryKey: ['titolario-ricerca', q, versione ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorsi.ricerca(q, versione), { segnale: signal })).corpo,
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
    staleTime: FIVE_MINUTES_MS,
  });
}

/** Registrations of the current year that one may see, by code of titolo and classe. */
export function useConteggi(attiva: boolean) {
  return useQuery({
    queryKey: ['statistiche', 'titolario'],
    enabled: attiva,
    queryFn: async ({ signal }) => {
      const domanda = new URLSearchParams({ per: 'classe' });
      return (await chiedi(percorsiComuni.statistiche(domanda), { segnale: signal })).corpo;
    },
    select: ({ anno, righe }) => {
      const numeri = new Map<string, number>();
      for (const { chiave, totale } of righe)
        for (const codice of [chiave, ...sopraDi(chiave)]) numeri.set(codice, (numeri.get(codice) ?? 0) + totale);
      return { anno, numeri };
    },
    staleTime: FIVE_MINUTES_MS,
  });
}

/** The draft of the next version; null if there is none any more. @param presente - the list of the versions says that there is one */
export function useBozza(presente: boolean) {
  return useQuery({
    queryKey: BOZZA,
    enabled: presente,
    queryFn: async ({ signal }) => {
      try {
        return (await chiedi(percorsi.bozza, { segnale: signal })).corpo;
      } catch (error) {
        if (error instanceof ProblemaError && error.status === 404) return null;
        throw error;
      }
    },
  });
}

export function useVersioniStrumento(tipo: percorsi.TipoStrumento) {
  return useQuery({
    queryKey: ['titolario-strumento', tipo],
    queryFn: async ({ signal }) => (await chiedi(percorsi.versioniStrumento(tipo), { segnale: signal })).corpo.elementi,
  });
}

/**
 * After a version, a voce or a table was changed: everything of the titolario is asked for again. The versions first: they tell whether
 * there is still a draft to be asked for.
 */
export async function refreshTitolario(cache: QueryClient): Promise<void> {
  await cache.invalidateQueries({ queryKey: VERSIONI });
  const { bozza = true } = cache.getQueryData<{ bozza?: boolean }>(VERSIONI) ?? {};
  await cache.invalidateQueries({
    predicate: ({ queryKey: [first] }) =>
      typeof first === 'string' &&
      first.startsWith('titolario') &&
      first !== VERSIONI[0] &&
      (bozza || first !== BOZZA[0]),
  });
}
