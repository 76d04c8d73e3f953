import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { chiedi } from '../../api/client.js';
import { leggiCarta } from '../../api/scarica.js';
import { pdf, type Scansione, scansione as percorsoScansione } from '../../api/scansioni.js';
import type { useQuaderno } from './use-quaderno.js';

export interface CopiaLetta {
  scansione: Scansione;
  bytes: Blob;
}

/** A scan and the bytes of its copy, read once for the form. */
export function useCopia(id: string) {
  return useQuery({
    queryKey: ['copia-da-registrare', id],
    queryFn: async ({ signal }): Promise<CopiaLetta> => {
      const { corpo } = await chiedi(percorsoScansione(id), { segnale: signal });
      return { scansione: corpo, bytes: await leggiCarta(pdf(id), undefined) };
    },
    gcTime: 0,
    staleTime: Infinity,
  });
}

/** Puts the bytes of the copy among the files of a draft just begun; a draft that was found again has them already. */
export function useCopiaNelQuaderno(aperto: ReturnType<typeof useQuaderno>, copia: CopiaLetta | undefined): boolean {
  const [messa, setMessa] = useState<string>();
  const nuovo = aperto !== undefined && aperto !== 'altrui' && !aperto.ripresa ? aperto : undefined;
  useEffect(() => {
    const documento = nuovo?.valori.documento;
    if (nuovo === undefined || copia === undefined || documento === undefined || documento === null) return;
    const { quaderno, valori } = nuovo;
    const file = new File([copia.bytes], documento.nome, { type: 'application/pdf' });
    void quaderno.accogli(documento.id, file).then(() => {
      quaderno.annota(valori);
      setMessa(quaderno.id);
    });
  }, [nuovo, copia]);
  return copia === undefined || nuovo === undefined || messa === nuovo.quaderno.id;
}
