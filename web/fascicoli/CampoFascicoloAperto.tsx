import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { chiedi } from '../api/client.js';
import { Chip } from '../components/Chip.js';
import { Combobox } from '../components/Combobox.js';
import { useFermo } from '../protocollo/registrazione/use-controllo.js';
import * as percorsi from './percorsi-fascicoli.js';

type Breve = Pick<FascicoloRisposta, 'id' | 'codice' | 'oggetto'>;

interface CampoFascicoloApertoProps {
  id: string;
  etichetta: string;
  facoltativo?: boolean;
  scelto: Breve | null;
  /** offered while nothing is typed */
  primi: readonly Breve[];
  errore: string | undefined;
  onScelto: (scelto: Breve | null) => void;
}

const PAUSE_MS = 150;

/** One fascicolo by codice or by words, open ones only. */
export function CampoFascicoloAperto(props: CampoFascicoloApertoProps) {
  const { scelto, primi, onScelto } = props;
  const [testo, setTesto] = useState('');
  const q = useFermo(testo.trim(), PAUSE_MS);
  const { data, isFetching } = useQuery({
    queryKey: ['fascicoli', 'da-scegliere', q],
    queryFn: async ({ signal }) =>
      (
        await chiedi(percorsi.elenco(new URLSearchParams({ q, stato: 'aperto', parti: 'si', limite: '8' })), {
          segnale: signal,
        })
      ).corpo.elementi,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox<Breve>
      id={props.id}
      etichetta={props.etichetta}
      facoltativo={props.facoltativo === true}
      elenco="Fascicoli aperti"
      segnaposto={scelto === null ? 'codice o parole dell’oggetto' : undefined}
      errore={props.errore}
      testo={testo}
      onTesto={setTesto}
      elementi={testo.trim() === '' ? primi : (data ?? [])}
      attesa={testo.trim() !== '' && (q !== testo.trim() || isFetching)}
      chiaveOf={(one) => one.id}
      paroleOf={(one) => `${one.codice} ${one.oggetto}`}
      mostra={(one) => (
        <>
          <b className="nw">{one.codice}</b> {one.oggetto}
        </>
      )}
      vuoto={testo.trim() === '' ? undefined : 'Nessun fascicolo aperto con queste parole.'}
      onScelta={(one) => {
        setTesto('');
        onScelto(one);
      }}
      onIndietro={() => onScelto(null)}
    >
      {scelto !== null && <Chip testo={`${scelto.codice} ${scelto.oggetto}`} onTogli={() => onScelto(null)} />}
    </Combobox>
  );
}
