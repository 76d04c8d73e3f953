import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi, type Percorso, type Risposta } from '../../api/client.js';
import { ProblemaError } from '../../api/errori.js';
import { annuncia } from '../../components/Esiti.js';
import { newChiave } from '../../lib/chiave.js';
import { useMotivoAccesso } from '../motivo-accesso.js';

interface AttoInCorso<T> {
  /** Sends it; `versione` for PATCH. The key is the form's: a second try cannot do it twice. */
  invia: (corpo: unknown, versione?: number) => void;
  alLavoro: boolean;
  errore: Error | null;
  /** Words for one field, or undefined. `campo` also takes what is inside it. */
  erroreDi: (campo: string) => string | undefined;
  risposta: Risposta<T> | undefined;
}

/** Every list and page that may show the registration asks again. */
function useRinfresca(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: ['registro'] }),
      cache.invalidateQueries({ queryKey: ['scheda'] }),
      cache.invalidateQueries({ queryKey: ['repertori'] }),
      cache.invalidateQueries({ queryKey: ['scrivania'] }),
      cache.invalidateQueries({ queryKey: ['sostituzioni'] }),
      cache.invalidateQueries({ queryKey: ['differimenti'] }),
      cache.invalidateQueries({ queryKey: ['emergenza'] }),
    ]);
  };
}

const isInside = (campo: string, nome: string): boolean =>
  campo === nome || campo.startsWith(`${nome}.`) || campo.startsWith(`${nome}[`);

/** Words of the error for one field, or undefined. */
export function erroreDi(errore: Error | null, nome: string): string | undefined {
  if (!(errore instanceof ProblemaError)) return undefined;
  const found = errore.errori.filter(({ campo }) => isInside(campo, nome)).map(({ messaggio }) => messaggio);
  return found.length === 0 ? undefined : [...new Set(found)].join(' ');
}

/**
 * One deed on a registration: sent, told, everything shown again.
 * @param fatto - what is told when it is done: first words in bold, then the rest
 */
export function useAtto<T>(
  percorso: Percorso<T>,
  fatto: readonly [string, string?],
  onFatto: () => void,
  /** Tells the outcome itself, from the answer. */
  racconta?: (corpo: T) => void,
): AttoInCorso<T> {
  const rinfresca = useRinfresca();
  const motivoAccesso = useMotivoAccesso();
  const [chiave, setChiave] = useState(newChiave);
  const mutation = useMutation({
    mutationFn: ({ corpo, versione }: { corpo: unknown; versione: number | undefined }) =>
      chiedi(percorso, { corpo, versione, chiave, motivoAccesso }),
    onSuccess: async ({ corpo }) => {
      if (racconta === undefined) annuncia(...fatto);
      else racconta(corpo);
      onFatto();
      await rinfresca();
    },
    onError: async (error) => {
      if (!(error instanceof ProblemaError)) return; // no answer: the same key at the next try
      setChiave(newChiave()); // a refused try freed the key; what is sent next may be something else
      if (error.status === 409 || error.status === 412) await rinfresca();
    },
  });
  return {
    invia: (corpo, versione) => mutation.mutate({ corpo, versione }),
    alLavoro: mutation.isPending,
    errore: mutation.error,
    erroreDi: (campo) => erroreDi(mutation.error, campo),
    risposta: mutation.data,
  };
}
