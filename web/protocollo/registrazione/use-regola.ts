import { useQuery } from '@tanstack/react-query';
import { Soggetto } from '../../../schemas/soggetto.api.js';
import { chiedi } from '../../api/client.js';
import * as percorsi from '../../procedimenti/percorsi-procedimenti.js';
import { useFermo } from './use-controllo.js';
import type { Valori } from './valori.js';

/** What the rules look at, as text: nothing while none of it is written. */
function richiestaOf({ flusso, classifica, tipologia, mezzo, mittenti }: Valori): string {
  const esterni = mittenti.filter((uno) => uno.tipo !== 'UO' && Soggetto.safeParse(uno).success);
  if (flusso !== 'E' || (classifica === '' && tipologia === '' && esterni.length === 0)) return '';
  return JSON.stringify({
    flusso,
    ...(classifica !== '' && { classifica }),
    ...(tipologia !== '' && { tipologia }),
    ...(mezzo !== '' && { mezzo }),
    ...(esterni.length > 0 && { mittenti: esterni }),
  });
}

export interface DaRegola {
  codice: string;
  motivo: string;
  /** it is assigned so at the registration if the field stays empty */
  automatica: boolean;
}

/** The office that the rules of the AOO give the document to, with the rule and its reason. */
export function useRegola(valori: Valori): DaRegola | undefined {
  const richiesta = useFermo(richiestaOf(valori));
  const { data } = useQuery({
    queryKey: ['smistamento', richiesta],
    queryFn: async ({ signal }) => {
      const corpo: unknown = JSON.parse(richiesta);
      return (await chiedi(percorsi.proposte, { corpo, segnale: signal })).corpo;
    },
    enabled: richiesta !== '',
    staleTime: 30_000,
  });
  const prima = richiesta === '' ? undefined : data?.proposte.find(({ tipo }) => tipo === 'competenza');
  return (
    prima && {
      codice: prima.uo,
      motivo: `regola «${prima.regola}»: ${prima.motivo}`,
      automatica: data?.automatica === true,
    }
  );
}
