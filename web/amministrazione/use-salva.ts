import { useMutation, useQueryClient } from '@tanstack/react-query';
import { chiedi, type Percorso } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import { CHIAVE_IO } from '../api/sessione.js';
import { annuncia } from '../components/Esiti.js';
import { CHIAVE_AMMINISTRAZIONE } from './interrogazioni.js';

interface Invio {
  corpo?: unknown;
  versione?: number;
}

/** Words of the error for a field, what is inside it included. */
const erroreDi = (errore: Error | null, nome: string): string | undefined => {
  if (!(errore instanceof ProblemaError)) return undefined;
  const found = errore.errori.filter(({ campo }) => campo === nome || campo.startsWith(`${nome}.`));
  return found.length === 0 ? undefined : found.map(({ messaggio }) => messaggio).join(' ');
};

/**
 * One act of the administrator: sent, told, every list asked again.
 * @param fatto - what is told when it is done
 */
export function useSalva(percorso: Percorso<unknown>, fatto: readonly [string, string?], onFatto: () => void) {
  const cache = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ corpo, versione }: Invio) => chiedi(percorso, { corpo, versione }),
    onSuccess: () => {
      annuncia(...fatto);
      onFatto();
    },
    onSettled: async () => {
      await Promise.all([
        cache.invalidateQueries({ queryKey: CHIAVE_AMMINISTRAZIONE }),
        cache.invalidateQueries({ queryKey: ['uffici'] }),
        cache.invalidateQueries({ queryKey: CHIAVE_IO }),
      ]);
    },
  });
  return {
    salva: (invio: Invio) => mutation.mutate(invio),
    alLavoro: mutation.isPending,
    errore: mutation.error,
    erroreDi: (campo: string) => erroreDi(mutation.error, campo),
  };
}
