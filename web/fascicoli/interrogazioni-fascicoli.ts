import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { chiedi, type Percorso } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import type { Riferimento } from '../api/tipi.js';
import { annuncia } from '../components/Esiti.js';
import { newChiave } from '../lib/chiave.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import * as percorsi from './percorsi-fascicoli.js';

/** One reading of the API under the key of the fascicoli, with the reason of the page. */
function useLettura<T>(chiave: readonly string[], percorso: Percorso<T>, attiva = true) {
  const motivoAccesso = useMotivoAccesso();
  return useQuery({
    queryKey: ['fascicoli', ...chiave, motivoAccesso ?? ''],
    queryFn: async ({ signal }) => (await chiedi(percorso, { segnale: signal, motivoAccesso })).corpo,
    enabled: attiva,
  });
}

export const useFascicolo = (id: string) => useLettura(['uno', id], percorsi.fascicolo(id));
export const useAlbero = (id: string) => useLettura(['albero', id], percorsi.albero(id));
export const useMovimenti = (id: string, attiva: boolean) =>
  useLettura(['movimenti', id], percorsi.movimenti(id), attiva);
export const useEventiFascicolo = (id: string, attiva: boolean) =>
  useLettura(['eventi', id], percorsi.eventi(id), attiva);
export const useMancanze = (id: string, attiva: boolean) => useLettura(['mancanze', id], percorsi.mancanze(id), attiva);
export const useProposte = (di: Riferimento | undefined) =>
  useLettura(['proposte', di === undefined ? '' : `${di.anno}/${di.numero}`], percorsi.proposte(di));

/** The documents of a fascicolo and of its parts in the order of their dates, page after page. */
export function useDocumenti(id: string) {
  const motivoAccesso = useMotivoAccesso();
  return useInfiniteQuery({
    queryKey: ['fascicoli', 'documenti', id, motivoAccesso ?? ''],
    queryFn: async ({ pageParam, signal }) =>
      (await chiedi(percorsi.documenti(id, pageParam), { segnale: signal, motivoAccesso })).corpo,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursore }) => cursore,
  });
}

/** Every list that may show a document or a fascicolo asks again. */
export function useRinfrescaFascicoli(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await Promise.all(
      ['fascicoli', 'fascicolo', 'registro', 'scheda', 'scrivania', 'repertori'].map((nome) =>
        cache.invalidateQueries({ queryKey: [nome] }),
      ),
    );
  };
}

/**
 * One deed on a fascicolo: sent under the key of its form, told, everything shown again.
 * @param fatto - words of the outcome, from the answer
 */
export function useAttoFascicolo(
  percorso: Percorso<FascicoloRisposta>,
  fatto: (corpo: FascicoloRisposta) => readonly [string, string?],
  onFatto: (corpo: FascicoloRisposta) => void,
) {
  const rinfresca = useRinfrescaFascicoli();
  const motivoAccesso = useMotivoAccesso();
  const [chiave, setChiave] = useState(newChiave);
  const mutation = useMutation({
    mutationFn: async ({ corpo, versione }: { corpo: unknown; versione: number | undefined }) =>
      (await chiedi(percorso, { corpo, versione, chiave, motivoAccesso })).corpo,
    onSuccess: async (corpo) => {
      annuncia(...fatto(corpo));
      onFatto(corpo);
      await rinfresca();
    },
    onError: async (error) => {
      if (!(error instanceof ProblemaError)) return; // no answer: the same key at the next try
      setChiave(newChiave());
      if (error.status === 409 || error.status === 412) await rinfresca();
    },
  });
  return {
    invia: (corpo: unknown, versione?: number) => mutation.mutate({ corpo, versione }),
    alLavoro: mutation.isPending,
    errore: mutation.error,
    erroreDi: (campo: string) => erroreDi(mutation.error, campo),
  };
}
