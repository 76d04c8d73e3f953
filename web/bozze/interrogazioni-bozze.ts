import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import * as percorsi from './percorsi-bozze.js';

/** Everything that shows drafts asks again by this key. */
export const LETTERE = 'bozze';
const OGNI_MS = 20_000;

export function useLettera(id: string) {
  const motivoAccesso = useMotivoAccesso();
  return useQuery({
    queryKey: [LETTERE, 'una', id, motivoAccesso ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorsi.lettera(id), { segnale: signal, motivoAccesso })).corpo,
    refetchInterval: OGNI_MS,
  });
}

export function useElencoLettere(domanda: URLSearchParams, attivo = true) {
  return useQuery({
    queryKey: [LETTERE, 'elenco', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.elenco(domanda), { segnale: signal })).corpo,
    enabled: attivo,
    placeholderData: keepPreviousData,
    refetchInterval: OGNI_MS,
  });
}

export function useCodeLettere() {
  return useQuery({
    queryKey: [LETTERE, 'code'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.code, { segnale: signal })).corpo.code,
    refetchInterval: OGNI_MS,
  });
}

export function useModelli() {
  return useQuery({
    queryKey: ['modelli-lettera'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.modelli, { segnale: signal })).corpo.elementi,
    staleTime: 300_000,
  });
}
