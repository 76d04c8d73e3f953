import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../../api/client.js';
import * as percorsi from '../../api/percorsi.js';
import type { Riferimento } from '../../api/tipi.js';

/**
 * The registration, its acts and its verification. The reason of access is part of the key: what was read without one is
 * not what is read with one.
 */
export function useScheda({ anno, numero, registro }: Riferimento, motivoAccesso: string | undefined) {
  return useQuery({
    queryKey: ['scheda', anno, numero, 'dati', motivoAccesso ?? '', registro ?? ''],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.registrazione({ anno, numero, registro }), { segnale: signal, motivoAccesso })).corpo,
  });
}

export function useEventi({ anno, numero, registro }: Riferimento, motivoAccesso: string | undefined) {
  return useQuery({
    queryKey: ['scheda', anno, numero, 'eventi', motivoAccesso ?? '', registro ?? ''],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.eventi({ anno, numero, registro }), { segnale: signal, motivoAccesso })).corpo.elementi,
  });
}

export function useRisposte({ anno, numero, registro }: Riferimento, motivoAccesso: string | undefined) {
  return useQuery({
    queryKey: ['scheda', anno, numero, 'risposte', motivoAccesso ?? '', registro ?? ''],
    enabled: !percorsi.isDiRepertorio({ registro }),
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.risposte({ anno, numero, registro }), { segnale: signal, motivoAccesso })).corpo.elementi,
  });
}

export function useVerifica({ anno, numero, registro }: Riferimento, motivoAccesso: string | undefined) {
  return useQuery({
    queryKey: ['scheda', anno, numero, 'verifica', motivoAccesso ?? '', registro ?? ''],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.verifica({ anno, numero, registro }), { segnale: signal, motivoAccesso })).corpo,
  });
}
