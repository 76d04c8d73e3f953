import { useQuery } from '@tanstack/react-query';
import * as percorsi from '../api/attestazioni.js';
import { chiedi } from '../api/client.js';
import { useIo } from '../api/sessione.js';
import { CHIAVE } from './interrogazioni-scansioni.js';

export const chiaveRaffronto = (scansione: string) => [CHIAVE, 'raffronto', scansione] as const;

/** Which pages were found the same, and by whom. @param versione - of the scan: a page scanned again loses its mark */
export function useRaffronto(scansione: string, versione: number) {
  return useQuery({
    queryKey: [...chiaveRaffronto(scansione), versione],
    queryFn: async ({ signal }) => (await chiedi(percorsi.raffronto(scansione), { segnale: signal })).corpo,
    placeholderData: (before) => before,
  });
}

/** What will be attested and by whom, before anything is made. */
export function useAnteprima(scansione: string, versione: number, attiva: boolean) {
  return useQuery({
    queryKey: [CHIAVE, 'anteprima', scansione, versione],
    enabled: attiva,
    queryFn: async ({ signal }) => (await chiedi(percorsi.anteprima(scansione), { segnale: signal })).corpo,
  });
}

export function useAttestazione(id: string | undefined) {
  return useQuery({
    queryKey: [CHIAVE, 'attestazione', id ?? ''],
    enabled: id !== undefined,
    queryFn: async ({ signal }) => (await chiedi(percorsi.attestazione(id ?? ''), { segnale: signal })).corpo,
  });
}

/** An attestation of this scan that waits for the signature of who looks at it. */
export function useDaFirmare(scansione: string, attiva: boolean): string | undefined {
  const io = useIo();
  const domanda = new URLSearchParams({ stato: 'da-firmare', funzionario: io.utente, limite: '50' });
  const { data } = useQuery({
    queryKey: [CHIAVE, 'da-firmare', io.utente],
    enabled: attiva,
    queryFn: async ({ signal }) => (await chiedi(percorsi.attestazioni(domanda), { segnale: signal })).corpo.elementi,
  });
  return data?.find(({ copie }) => copie.some((copia) => copia.scansione === scansione))?.id;
}
