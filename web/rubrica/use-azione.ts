import { useMutation, useQueryClient } from '@tanstack/react-query';
import { chiedi, type Percorso } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import { annuncia } from '../components/Esiti.js';

/** Words of a refusal for one field, what is inside it included; undefined if it has none. */
export function erroreDi(errore: Error | null, campo: string): string | undefined {
  if (!(errore instanceof ProblemaError)) return undefined;
  const own = errore.errori.filter((uno) => uno.campo === campo || uno.campo.startsWith(`${campo}.`));
  return own.length === 0 ? undefined : own.map(({ messaggio }) => messaggio).join(' ');
}

/** One deed on the address book: sent, told, everything that shows correspondents asked again. */
export function useAzione<T>(fatto: readonly [string, string?], onFatto: (corpo: T) => void) {
  const cache = useQueryClient();
  const rinfresca = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['rubrica'] }),
      cache.invalidateQueries({ queryKey: ['corrispondenti'] }),
    ]);
  return useMutation({
    mutationFn: async ({ percorso, corpo, versione }: { percorso: Percorso<T>; corpo: unknown; versione?: number }) =>
      (await chiedi(percorso, { corpo, versione })).corpo,
    onSuccess: async (corpo) => {
      annuncia(...fatto);
      onFatto(corpo);
      await rinfresca();
    },
    onError: async (errore) => {
      if (errore instanceof ProblemaError && (errore.status === 409 || errore.status === 412)) await rinfresca();
    },
  });
}
