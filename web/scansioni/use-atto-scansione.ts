import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi, inviaParti, type Percorso } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import { annuncia } from '../components/Esiti.js';
import { newChiave } from '../lib/chiave.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { CHIAVE } from './interrogazioni-scansioni.js';

interface Atto<T> {
  percorso: Percorso<T>;
  /** JSON, or the parts of a form with files */
  corpo?: unknown;
  versione?: number;
}

interface OpzioniAtto<T> {
  /** What is told when it is done; nothing where the page shows it by itself. */
  fatto?: readonly [string, string?];
  onFatto?: (corpo: T) => void;
  /** The refusal is told at the foot of the page: there is no dialog that does. */
  racconta?: boolean;
}

/** One deed on a scan, sent under a key of its own; the pages of scans ask again. */
export function useAttoScansione<T>({ fatto, onFatto, racconta = false }: OpzioniAtto<T> = {}) {
  const cache = useQueryClient();
  const [chiave, setChiave] = useState(newChiave);
  const [avanzamento, setAvanzamento] = useState<number>();
  const mutation = useMutation({
    mutationFn: ({ percorso, corpo, versione }: Atto<T>) =>
      corpo instanceof FormData
        ? inviaParti(percorso, {
            parti: corpo,
            chiave,
            avanzamento: (sent, all) => setAvanzamento(all === 0 ? undefined : sent / all),
          })
        : chiedi(percorso, { corpo, chiave, versione }),
    onSuccess: async ({ corpo }) => {
      setChiave(newChiave());
      if (fatto !== undefined) annuncia(...fatto);
      onFatto?.(corpo);
      await cache.invalidateQueries({ queryKey: [CHIAVE] });
    },
    onError: async (error) => {
      if (racconta) annuncia('Non fatto.', wordsOf(error), 'bad');
      if (!(error instanceof ProblemaError)) return; // no answer: the same key at the next try
      setChiave(newChiave());
      if (error.status === 409 || error.status === 412) await cache.invalidateQueries({ queryKey: [CHIAVE] });
    },
    onSettled: () => setAvanzamento(undefined),
  });
  return {
    invia: mutation.mutate,
    alLavoro: mutation.isPending,
    avanzamento,
    errore: mutation.error,
    erroreDi: (campo: string) => erroreDi(mutation.error, campo),
  };
}
