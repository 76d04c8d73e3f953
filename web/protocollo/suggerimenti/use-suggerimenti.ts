import { useQuery } from '@tanstack/react-query';
import type { Suggerimenti, SuggerimentiRichiesta } from '../../../schemas/suggerimento.api.js';
import { chiedi, type Percorso } from '../../api/client.js';
import { useFermo } from '../../lib/ritardo.js';

const PAUSE_MS = 350;
/** A few letters say nothing yet. */
const MIN_OGGETTO = 6;
const MINUTE_MS = 60_000;

const suggerisci: Percorso<Suggerimenti> = { metodo: 'POST', url: '/titolario/suggerimenti' };

export interface Suggeriti {
  /** undefined while nothing was asked, or nothing answered yet */
  risposta: Suggerimenti | undefined;
  /** what is shown answers what was asked before */
  vecchia: boolean;
}

/**
 * Suggestions for a document while it is being described: asked when the writing pauses, an older question is given up. The last
 * answer stays until the next is there. Where they cannot be had there are none: the field is filled as without them.
 * @param richiesta - null: nothing is asked
 */
export function useSuggerimenti(richiesta: SuggerimentiRichiesta | null): Suggeriti {
  const attuale = richiesta === null || richiesta.oggetto.trim().length < MIN_OGGETTO ? '' : JSON.stringify(richiesta);
  const domanda = useFermo(attuale, PAUSE_MS);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['suggerimenti', domanda],
    queryFn: async ({ signal }) => {
      const corpo: unknown = JSON.parse(domanda);
      return (await chiedi(suggerisci, { corpo, segnale: signal })).corpo;
    },
    enabled: domanda !== '',
    placeholderData: (prima) => prima,
    staleTime: MINUTE_MS,
    retry: false,
  });
  if (attuale === '' || domanda === '') return { risposta: undefined, vecchia: false };
  return { risposta: data, vecchia: isPlaceholderData || attuale !== domanda };
}
