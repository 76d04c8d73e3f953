import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/scansioni.js';
import type { Scansione } from '../api/scansioni.js';
import { OGNI_MS } from '../api/scrivania.js';
import { conSguardo, isAlLavoro, pausaMs, restaInParole, type Sguardo } from './ritmo.js';

/** All that the pages of scans have read hangs from here: an act has it read again. */
export const CHIAVE = 'scansioni';
const RIGHE_PER_PAGINA = 100;

/** One page of the list; looked at more often while something of it is at work. */
export function useScansioni(domanda: Record<string, string>, ogniMs = OGNI_MS) {
  const parametri = new URLSearchParams({ limite: String(RIGHE_PER_PAGINA), ...domanda });
  return useQuery({
    queryKey: [CHIAVE, 'elenco', parametri.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.scansioni(parametri), { segnale: signal })).corpo,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) =>
      state.data?.elementi.some(({ stato }) => isAlLavoro(stato)) === true ? Math.min(ogniMs, 3_000) : ogniMs,
  });
}

export const chiaveScansione = (id: string) => [CHIAVE, 'una', id] as const;

/** One scan with its pages, page by page while they are read. */
export function useScansione(id: string) {
  return useQuery({
    queryKey: chiaveScansione(id),
    queryFn: async ({ signal }) => (await chiedi(percorsi.scansione(id), { segnale: signal })).corpo,
    refetchInterval: ({ state }) => pausaMs(state.data),
  });
}

/** How long the rest of the pages takes, in words, from the pace seen since the page was opened. */
export function useResta({ avanzamento: { fatte, pagine } }: Pick<Scansione, 'avanzamento'>): string | undefined {
  const [sguardi, setSguardi] = useState<readonly Sguardo[]>([]);
  useEffect(() => {
    setSguardi((before) => conSguardo(before, { quandoMs: performance.now(), fatte }));
  }, [fatte]);
  return restaInParole(sguardi, pagine);
}
