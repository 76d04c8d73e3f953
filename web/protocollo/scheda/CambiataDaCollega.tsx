import { useQuery, useQueryClient } from '@tanstack/react-query';
import { chiedi } from '../../api/client.js';
import * as percorsi from '../../api/percorsi.js';
import { OGNI_MS } from '../../api/scrivania.js';
import type { Registrazione } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { detto } from '../parole.js';

/** Asks for the version alone, which says nothing of the content and leaves no trace of a reading. */
function useVersioneDiOra({ anno, numero, registro, versione }: Registrazione): number {
  const motivoAccesso = useMotivoAccesso();
  const { data } = useQuery({
    queryKey: ['scheda', anno, numero, 'versione', motivoAccesso ?? '', registro],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.versione({ anno, numero, registro }), { segnale: signal, motivoAccesso })).corpo.versione,
    refetchInterval: OGNI_MS,
    initialData: versione,
  });
  return data;
}

/** Tells who reads a registration, or an act of a repertorio, that a colleague has changed it meanwhile; nothing on the page moves until one asks. */
export function CambiataDaCollega({ registrazione }: { registrazione: Registrazione }) {
  const cache = useQueryClient();
  const ora = useVersioneDiOra(registrazione);
  if (ora <= registrazione.versione) return null;
  const { anno, numero } = registrazione;
  return (
    <Avviso
      tono="inf"
      icona="user"
      annuncio="status"
      className="scheda-cambiata"
      titolo={`Modificat${detto(registrazione).fine} da un collega.`}
      azioni={
        <Bottone
          misura="piccolo"
          aspetto="secondo"
          icona="refresh"
          onClick={() => void cache.invalidateQueries({ queryKey: ['scheda', anno, numero] })}
        >
          Ricarica
        </Bottone>
      }
    >
      Ciò che si vede è di prima: la storia, ricaricata, dice chi e che cosa.
    </Avviso>
  );
}
