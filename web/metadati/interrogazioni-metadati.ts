import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import { type DiChi, metadati } from './percorsi-metadati.js';

/** Under the key of the record, so that an act on it has them read again. */
const keyOf = (di: DiChi): readonly unknown[] => {
  if ('registrazione' in di) {
    const { anno, numero, registro = '' } = di.registrazione;
    return ['scheda', anno, numero, 'metadati', registro];
  }
  return 'fascicolo' in di
    ? ['fascicolo', di.fascicolo, 'metadati']
    : ['documento', di.documento, 'metadati', di.versione];
};

/** @param versione - of the record: another one has other metadata */
export function useMetadati(di: DiChi, versione: number, motivoAccesso: string | undefined) {
  return useQuery({
    queryKey: [...keyOf(di), versione, motivoAccesso ?? ''],
    queryFn: async ({ signal }) => (await chiedi(metadati(di), { segnale: signal, motivoAccesso })).corpo,
  });
}
