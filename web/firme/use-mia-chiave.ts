import { useQuery } from '@tanstack/react-query';
import type { ChiaveFirma, ElencoChiavi } from '../../schemas/chiave-firma.api.js';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/firme.js';
import { puo, useIo } from '../api/sessione.js';

/** The keys that who looks may see. */
export function useChiavi(attivo = true) {
  return useQuery({
    queryKey: ['sostituzioni', 'chiavi'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.chiavi, { segnale: signal })).corpo,
    enabled: attivo,
  });
}

const inUso = ({ elementi }: ElencoChiavi, utente: string): ChiaveFirma | undefined =>
  elementi.find((one) => one.specie === 'funzionario' && one.utente === utente && one.attiva && one.stato === 'in-uso');

/** The key with which who looks signs here: `chiave`, else why he has none; neither before it is known. */
export function useMiaChiave(attivo: boolean): { chiave?: ChiaveFirma; perche?: string } {
  const io = useIo();
  const mayHave = puo(io, 'attesta') || puo(io, 'cura-chiavi');
  const { data } = useChiavi(attivo && mayHave);
  if (!mayHave) return { perche: 'Chi ha questo ruolo non tiene chiavi di firma in questo sistema.' };
  if (data === undefined) return {};
  const chiave = inUso(data, io.utente);
  if (chiave !== undefined) return { chiave };
  return {
    perche: data.custodia
      ? 'Non ha una chiave di firma in uso in questo sistema.'
      : 'Questa installazione non può conservare chiavi di firma.',
  };
}
