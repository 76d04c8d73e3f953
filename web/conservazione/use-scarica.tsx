import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Percorso } from '../api/client.js';
import { ProblemaError } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { MotivoRiservata } from './MotivoRiservata.js';

interface Richiesta {
  percorso: Percorso<unknown>;
  /** under which it is taken away */
  nome: string;
}

const wantsMotivo = (error: unknown): boolean =>
  error instanceof ProblemaError && error.type.endsWith('motivo-accesso-richiesto');

/**
 * Takes away a file of a package. What is reserved asks for a reason first, once for as long as the page lives.
 * @returns `finestra`: the window that asks for the reason, to be put in the page
 */
export function useScarica(): {
  scarica: (percorso: Percorso<unknown>, nome: string) => void;
  inCorso: string | null;
  errore: Error | null;
  finestra: ReactNode;
} {
  const [motivo, setMotivo] = useState<string>();
  const [attesa, setAttesa] = useState<Richiesta | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ percorso, nome, perche }: Richiesta & { perche: string | undefined }) =>
      scaricaBlob(await leggiCarta(percorso, perche), nome),
    onError: (error, { percorso, nome }) => {
      if (wantsMotivo(error)) setAttesa({ percorso, nome });
    },
  });
  return {
    scarica: (percorso, nome) => mutation.mutate({ percorso, nome, perche: motivo }),
    inCorso: mutation.isPending ? mutation.variables.nome : null,
    errore: mutation.error === null || wantsMotivo(mutation.error) ? null : mutation.error,
    finestra: attesa !== null && (
      <MotivoRiservata
        onMotivo={(given) => {
          setMotivo(given);
          setAttesa(null);
          mutation.mutate({ ...attesa, perche: given });
        }}
        onChiudi={() => setAttesa(null)}
      />
    ),
  };
}
