import { useMutation } from '@tanstack/react-query';
import type { Percorso } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { originale } from '../api/scansioni.js';
import { annuncia } from '../components/Esiti.js';

/** Takes away a file of a scan or of an attestation, whatever headers it needs; a refusal is told at the foot of the page. */
export function useScaricaScansione() {
  const { mutate, isPending } = useMutation({
    mutationFn: async ({ percorso, nome }: { percorso: Percorso<unknown>; nome: string }) =>
      scaricaBlob(await leggiCarta(percorso, undefined), nome),
    onError: (error) => annuncia('Il file non si è scaricato.', wordsOf(error), 'bad'),
  });
  return {
    scarica: (percorso: Percorso<unknown>, nome: string) => mutate({ percorso, nome }),
    scaricaOriginale: (id: string, n: number, nome: string) => mutate({ percorso: originale(id, n), nome }),
    inCorso: isPending,
  };
}
