import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi, type Percorso } from '../api/client.js';
import { ProblemaError, wordsOf } from '../api/errori.js';
import type { Registrazione } from '../api/tipi.js';
import { annuncia } from '../components/Esiti.js';
import { newChiave } from '../lib/chiave.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { LETTERE } from './interrogazioni-bozze.js';
import * as percorsi from './percorsi-bozze.js';
import type { Lettera } from './percorsi-bozze.js';

/** Every list and page that may show the letter asks again. */
export function useRinfrescaLettere(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await Promise.all(
      [LETTERE, 'scrivania', 'registro', 'scheda'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
    );
  };
}

/** The deeds on a letter that need nothing but a key. */
export function useAttoLettera(lettera: Lettera) {
  const rinfresca = useRinfrescaLettere();
  const motivoAccesso = useMotivoAccesso();
  const [chiave, setChiave] = useState(newChiave);
  const mutation = useMutation({
    mutationFn: ({ percorso, corpo, versione }: { percorso: Percorso<unknown>; corpo: unknown; versione?: number }) =>
      chiedi(percorso, { corpo, chiave, versione, motivoAccesso }),
    onSettled: async (_answer, error) => {
      if (error === null || error instanceof ProblemaError) setChiave(newChiave()); // without an answer: the same key again
      await rinfresca();
    },
  });
  return {
    alLavoro: mutation.isPending,
    errore: mutation.error === null ? undefined : wordsOf(mutation.error),
    /** @param versione - the one that was seen: what has changed since is not sent, nor approved */
    esegui: (
      percorso: Percorso<Lettera>,
      corpo: unknown,
      versione: number,
      fatto: string,
      onRifiuto?: (error: ProblemaError) => void,
    ): void => {
      if (mutation.isPending) return;
      mutation.mutate(
        { percorso, corpo, versione },
        {
          onSuccess: () => annuncia(fatto),
          onError: (error) => (error instanceof ProblemaError ? onRifiuto?.(error) : undefined),
        },
      );
    },
    registra: (onFatto: (registrazione: Registrazione) => void): void => {
      if (mutation.isPending) return;
      mutation.mutate(
        { percorso: percorsi.registra(lettera.id), corpo: {} },
        { onSuccess: ({ corpo }) => onFatto(corpo as Registrazione) },
      );
    },
  };
}
