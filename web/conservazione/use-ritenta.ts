import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ritenta, RigaVersamento } from '../../schemas/versamento.api.js';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { ProblemaError } from '../api/errori.js';
import { annuncia } from '../components/Esiti.js';
import { newChiave } from '../lib/chiave.js';
import { CHIAVE } from './interrogazioni-conservazione.js';

/** The packages of one request, and what is told about them. */
export interface RichiestaRitenta {
  ids: string[];
  corpo: Ritenta;
}

/** One that was not sent again, and why. */
export interface NonFatto {
  id: string;
  messaggio: string;
}

const MAX_IDS = 200;

/** No request names more packages than the server takes at once. */
const inParti = (richieste: readonly RichiestaRitenta[]): RichiestaRitenta[] =>
  richieste.flatMap(({ ids, corpo }) =>
    Array.from({ length: Math.ceil(ids.length / MAX_IDS) }, (_, i) => ({
      ids: ids.slice(i * MAX_IDS, (i + 1) * MAX_IDS),
      corpo,
    })),
  );

/**
 * Mends and sends again: one package or many, in as few requests as their words allow. A try that got no answer is repeated under
 * the same keys, so nothing is asked twice.
 * @returns `nonFatti`: those of the last try that were not sent, each with its reason; the dialog stays open on them
 */
export function useRitenta(onFatto: (rimasti: readonly string[]) => void) {
  const cache = useQueryClient();
  const [chiavi, setChiavi] = useState<string[]>([]);
  const mutation = useMutation({
    mutationFn: async (richieste: readonly RichiestaRitenta[]) => {
      const parti = inParti(richieste);
      const keys = parti.map((_, i) => chiavi[i] ?? newChiave());
      setChiavi(keys);
      let fatti = 0;
      const nonFatti: NonFatto[] = [];
      for (const [i, { ids, corpo }] of parti.entries()) {
        const chiave = keys[i];
        const [only] = ids;
        if (parti.length === 1 && ids.length === 1 && only !== undefined) {
          await chiedi(percorsi.ritenta(only), { corpo, chiave });
          fatti += 1;
          continue;
        }
        const { elementi } = (await chiedi(percorsi.ritentaMolti, { corpo: { ids, ...corpo }, chiave })).corpo;
        for (const { id, fatto, messaggio = 'Non reinviato.' } of elementi) {
          if (fatto) fatti += 1;
          else nonFatti.push({ id, messaggio });
        }
      }
      return { fatti, nonFatti };
    },
    onSuccess: async ({ fatti, nonFatti }) => {
      setChiavi([]);
      if (fatti > 0)
        annuncia(
          fatti === 1 ? 'Reinviato.' : `${fatti} reinviati.`,
          'L’esito compare qui appena il conservatore risponde.',
        );
      if (nonFatti.length === 0) onFatto([]);
      await cache.invalidateQueries({ queryKey: [CHIAVE] });
    },
    onError: async (error) => {
      if (!(error instanceof ProblemaError)) return;
      setChiavi([]);
      await cache.invalidateQueries({ queryKey: [CHIAVE] });
    },
  });
  return {
    invia: (richieste: readonly RichiestaRitenta[]) => mutation.mutate(richieste),
    alLavoro: mutation.isPending,
    errore: mutation.error,
    nonFatti: mutation.data?.nonFatti ?? [],
  };
}

/** Every package with the same words. */
export const tutti = (righe: readonly Pick<RigaVersamento, 'id'>[], corpo: Ritenta): RichiestaRitenta[] => [
  { ids: righe.map(({ id }) => id), corpo },
];
