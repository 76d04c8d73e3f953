import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { OGNI_MS } from '../api/scrivania.js';
import type { Coda } from '../api/tipi.js';
import { memorizza, ricorda } from '../lib/memoria.js';

export const RIGHE_PER_PAGINA = 100;

/** Queues that who leads several offices looks at one office at a time. */
export const PER_UFFICIO: readonly Coda[] = [
  'terzo-livello',
  'in-ritardo',
  'non-prese',
  'senza-fascicolo',
  'da-classificare',
  'attese-uffici',
  'atti-in-attesa',
];

/** How many of a queue wait in each office. */
export const useUfficiCoda = (coda: Coda | undefined, attiva: boolean) =>
  useQuery({
    queryKey: ['scrivania', 'uffici', coda ?? ''],
    enabled: attiva && coda !== undefined && PER_UFFICIO.includes(coda),
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.ufficiCoda(coda ?? 'terzo-livello'), { segnale: signal })).corpo.elementi,
    staleTime: OGNI_MS,
  });

/** One page of a queue, looked at again every twenty seconds. @param motivo - why one reads what is reserved, too */
export function useCoda(
  coda: Coda | undefined,
  { cursore, uo }: { cursore: string | null; uo: string | null },
  motivo: string | undefined,
) {
  const domanda = new URLSearchParams({
    limite: String(RIGHE_PER_PAGINA),
    ...(cursore !== null && { cursore }),
    ...(uo !== null && { uo }),
  });
  return useQuery({
    queryKey: ['scrivania', 'coda', coda ?? '', uo ?? '', cursore ?? '', motivo ?? ''],
    enabled: coda !== undefined,
    queryFn: async ({ signal }) => {
      if (coda === undefined) throw new Error('no queue');
      return (await chiedi(percorsi.coda(coda, domanda), { segnale: signal, motivoAccesso: motivo })).corpo;
    },
    // the rows of another page of this queue stay while one waits, those of another queue do not
    placeholderData: (before, query) =>
      query?.queryKey[2] === coda && query?.queryKey[3] === (uo ?? '') ? before : undefined,
    refetchInterval: OGNI_MS,
  });
}

const keyOf = (coda: Coda): string => `protocollo.scrivania.cursori.${coda}`;

/** Cursors of the pages of a queue seen in this tab; the first page has none. */
export function readCursori(coda: Coda): string[] {
  const seen = ricorda(keyOf(coda))?.['cursori'];
  return Array.isArray(seen) ? seen.filter((one) => typeof one === 'string') : [''];
}

export const rememberCursore = (coda: Coda, pagina: number, cursore: string): void =>
  memorizza(keyOf(coda), { cursori: [...readCursori(coda).slice(0, pagina - 1), cursore] });
