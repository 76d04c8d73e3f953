import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi, type Percorso } from '../api/client.js';
import { Chip } from '../components/Chip.js';
import { Combobox } from '../components/Combobox.js';
import { Evidenzia } from '../protocollo/registrazione/Evidenzia.js';
import { useFermo } from '../protocollo/registrazione/use-controllo.js';

interface Fascicolo {
  id: string;
  codice: string;
  oggetto: string;
  /** why it is offered */
  motivo?: string;
}

const trova = (q: string): Percorso<{ elementi: Fascicolo[] }> => ({
  metodo: 'GET',
  url: `/fascicoli?${new URLSearchParams({ q, stato: 'aperto', parti: 'si', limite: '8' }).toString()}`,
});
const uno = (id: string): Percorso<Fascicolo> => ({ metodo: 'GET', url: `/fascicoli/${encodeURIComponent(id)}` });

const PAUSE_MS = 150;

function useFascicolo(id: string) {
  return useQuery({
    queryKey: ['fascicolo', id, 'breve'],
    queryFn: async ({ signal }) => (await chiedi(uno(id), { segnale: signal })).corpo,
    enabled: id !== '',
    staleTime: 60_000,
    retry: false,
  });
}

/** `2026-VI/3.1 Passo carrabile`; the id alone while nothing more is known, or where one may not see it. */
export function NomeFascicolo({ id }: { id: string }) {
  const { data } = useFascicolo(id);
  return data === undefined ? id : `${data.codice} ${data.oggetto}`;
}

interface CampoFascicoloProps {
  fascicolo: string;
  /** offered while nothing is typed */
  primi?: readonly Fascicolo[];
  aiuto?: string | undefined;
  errore: string | undefined;
  onFascicolo: (id: string) => void;
}

/** The open fascicolo to which what is written will belong, by code or by words. */
export function CampoFascicolo({ fascicolo, primi = [], aiuto, errore, onFascicolo }: CampoFascicoloProps) {
  const [testo, setTesto] = useState('');
  const q = useFermo(testo.trim(), PAUSE_MS);
  const { data: scelto } = useFascicolo(fascicolo);
  const { data, isFetching } = useQuery({
    queryKey: ['fascicoli', 'da-scegliere', q],
    queryFn: async ({ signal }) => (await chiedi(trova(q), { segnale: signal })).corpo.elementi,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <Combobox<Fascicolo>
      id="reg-fascicolo"
      etichetta="Fascicolo"
      facoltativo
      aiuto={aiuto}
      errore={errore}
      segnaposto={fascicolo === '' ? 'codice o parole dell’oggetto' : 'oppure un altro'}
      testo={testo}
      onTesto={setTesto}
      elementi={testo.trim() === '' ? primi : (data ?? [])}
      attesa={testo.trim() !== '' && (q !== testo.trim() || isFetching)}
      chiaveOf={({ id }) => id}
      paroleOf={({ codice, oggetto }) => `${codice} ${oggetto}`}
      mostra={({ codice, oggetto, motivo }) => (
        <>
          <div>
            <b className="nw">{codice}</b> <Evidenzia testo={oggetto} cercato={testo} />
          </div>
          {motivo !== undefined && <div className="due ell">{motivo}</div>}
        </>
      )}
      onScelta={({ id }) => {
        setTesto('');
        onFascicolo(id);
      }}
      elenco={testo.trim() === '' ? 'Fascicoli proposti' : 'Fascicoli aperti trovati'}
      vuoto={testo.trim() === '' ? undefined : 'Nessun fascicolo aperto con queste parole.'}
      onIndietro={() => onFascicolo('')}
    >
      {fascicolo !== '' && (
        <Chip
          testo={scelto === undefined ? fascicolo : `${scelto.codice} ${scelto.oggetto}`}
          errato={errore !== undefined}
          onTogli={() => onFascicolo('')}
        />
      )}
    </Combobox>
  );
}
