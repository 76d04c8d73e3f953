import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useDopo } from '../lib/ritardo.js';
import { NonSiApre } from '../components/NonSiApre.js';

interface CorpoPilaProps {
  elenco: Pick<UseQueryResult<{ elementi: readonly unknown[] }>, 'data' | 'error' | 'refetch' | 'isPending'>;
  vuota: string;
  /** The words of the filter leave nothing. */
  filtrata: boolean;
  children: ReactNode;
}

/** The rows of a pile, or why there are none. */
export function CorpoPila({ elenco: { data, error, refetch, isPending }, vuota, filtrata, children }: CorpoPilaProps) {
  const lenta = useDopo(isPending, 300);
  if (error !== null && data === undefined)
    return <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />;
  if (data === undefined)
    return (
      <p className="conservazione-attesa mut" role="status">
        {lenta && 'Leggo l’elenco…'}
      </p>
    );
  if (filtrata) return <p className="conservazione-attesa mut">Nessuna riga con queste parole.</p>;
  if (data.elementi.length === 0) return <p className="conservazione-attesa mut">{vuota}</p>;
  return children;
}
