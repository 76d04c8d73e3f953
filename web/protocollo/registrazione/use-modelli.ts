import { useQuery } from '@tanstack/react-query';
import type { Modello } from '../../../schemas/configurazione-documenti.api.js';
import type { Flusso } from '../../../schemas/registrazione.api.js';
import { chiedi } from '../../api/client.js';
import * as percorsi from '../../api/percorsi.js';
import { useFermo } from './use-controllo.js';

const PAUSE_MS = 120;
const SHOWN = 7;
const NESSUNO: readonly Modello[] = [];

/**
 * The templates of the oggettario that answer what one types, those of every day first.
 * @param q - null: nothing is asked
 */
export function useModelli(flusso: Flusso, q: string | null): { modelli: readonly Modello[]; attesa: boolean } {
  const fermo = useFermo(q, PAUSE_MS);
  const domanda = new URLSearchParams({ flusso, limite: String(SHOWN), ...(fermo !== null && { q: fermo }) });
  const { data, isFetching, isPlaceholderData, isError } = useQuery({
    queryKey: ['oggettario', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.oggettario(domanda), { segnale: signal })).corpo.elementi,
    enabled: q !== null && fermo !== null,
    placeholderData: (prima) => prima,
    staleTime: 60_000,
  });
  if (q === null) return { modelli: NESSUNO, attesa: false };
  const attesa = !isError && (q !== fermo || (isFetching && (data === undefined || isPlaceholderData)));
  return { modelli: data ?? NESSUNO, attesa };
}
