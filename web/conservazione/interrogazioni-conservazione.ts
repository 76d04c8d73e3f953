import { useQuery } from '@tanstack/react-query';
import type { CodaConservazione } from '../../schemas/versamento.api.js';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { OGNI_MS } from '../api/scrivania.js';

/** All that the pages of conservation have read hangs from here: an act has it read again. */
export const CHIAVE = 'conservazione';
export const RIGHE_PER_PAGINA = 100;
/** What changes slowly: rounds last hours. */
const ADAGIO_MS = 60_000;

/** Piles, coverage, lines; looked at again every twenty seconds. @param anno - whose months are told; the current one unless said */
export function useRiepilogo({
  anno,
  ogniMs = OGNI_MS,
  attivo = true,
}: {
  anno?: string;
  ogniMs?: number;
  attivo?: boolean;
}) {
  return useQuery({
    queryKey: [CHIAVE, 'riepilogo', anno ?? ''],
    enabled: attivo,
    queryFn: async ({ signal }) => (await chiedi(percorsi.riepilogo(anno), { segnale: signal })).corpo,
    placeholderData: (before) => before,
    refetchInterval: ogniMs,
  });
}

/** One page of a pile. @param domanda - filters over the pile's own */
export function useVersamenti(coda: CodaConservazione, domanda: Record<string, string> = {}, attivo = true) {
  const parametri = new URLSearchParams({ coda, limite: String(RIGHE_PER_PAGINA), ...domanda });
  return useQuery({
    queryKey: [CHIAVE, 'coda', coda, parametri.toString()],
    enabled: attivo,
    queryFn: async ({ signal }) => (await chiedi(percorsi.versamenti(parametri), { segnale: signal })).corpo,
    placeholderData: (before, query) => (query?.queryKey[2] === coda ? before : undefined),
    refetchInterval: OGNI_MS,
  });
}

export function useNonInviabili(domanda: Record<string, string> = {}, attivo = true) {
  const parametri = new URLSearchParams({ limite: String(RIGHE_PER_PAGINA), ...domanda });
  return useQuery({
    queryKey: [CHIAVE, 'non-inviabili', parametri.toString()],
    enabled: attivo,
    queryFn: async ({ signal }) => (await chiedi(percorsi.nonInviabili(parametri), { segnale: signal })).corpo,
    refetchInterval: OGNI_MS,
  });
}

/** What is due and has no package yet, the first to leave. */
export function useDovuti() {
  return useQuery({
    queryKey: [CHIAVE, 'dovuti'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.dovuti(RIGHE_PER_PAGINA), { segnale: signal })).corpo,
    refetchInterval: OGNI_MS,
  });
}

/**
 * One package with all that happened to it.
 * @param motivo - why one reads what is reserved: names and the receiver's words come with it, and each reading is written down, so
 *   that it is not repeated by itself
 */
export function useVersamento(id: string | undefined, motivo?: string) {
  return useQuery({
    queryKey: [CHIAVE, 'versamento', id ?? '', motivo ?? ''],
    enabled: id !== undefined,
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.versamento(id ?? ''), { segnale: signal, motivoAccesso: motivo })).corpo,
    placeholderData: (before) => (before?.id === id ? before : undefined),
    refetchInterval: motivo === undefined ? OGNI_MS : false,
  });
}

export function useLinee(attivo = true) {
  return useQuery({
    queryKey: [CHIAVE, 'linee'],
    enabled: attivo,
    queryFn: async ({ signal }) => (await chiedi(percorsi.linee, { segnale: signal })).corpo.elementi,
    refetchInterval: OGNI_MS,
  });
}

/** How far the reading of all that is stored is, and what does not hold. */
export function useFissita() {
  return useQuery({
    queryKey: [CHIAVE, 'fissita'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.fissita, { segnale: signal })).corpo,
    refetchInterval: ADAGIO_MS,
  });
}

/** What somebody must see to, as the mails tell it too. */
export function useAvvisi() {
  return useQuery({
    queryKey: [CHIAVE, 'avvisi'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.avvisi, { segnale: signal })).corpo,
    refetchInterval: ADAGIO_MS,
  });
}
