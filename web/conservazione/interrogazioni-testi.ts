import { useQuery } from '@tanstack/react-query';
import type { Percorso } from '../api/client.js';
import { leggiCarta } from '../api/scarica.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { CHIAVE } from './interrogazioni-conservazione.js';

/** A paper of a package as a text: index, receipt, answer. It never changes once it is there. */
export function useTesto(percorso: Percorso<unknown> | undefined) {
  const motivo = useMotivoAccesso();
  return useQuery({
    queryKey: [CHIAVE, 'testo', percorso?.url ?? '', motivo ?? ''],
    enabled: percorso !== undefined,
    queryFn: async () => {
      if (percorso === undefined) throw new Error('no paper');
      return (await leggiCarta(percorso, motivo)).text();
    },
    staleTime: Infinity,
  });
}
