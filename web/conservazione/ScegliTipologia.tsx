import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { Campo } from '../components/Campo.js';
import { erroreDi } from '../protocollo/atti/use-atto.js';
import { DialogoRitenta } from './DialogoRitenta.js';
import type { RimediaProps } from './rimedia-props.js';
import { tutti, useRitenta } from './use-ritenta.js';

/** The names agreed with the receiver, as the rules of the AOO have them. */
function useTipologieConcordate(): string[] {
  const { data } = useQuery({
    queryKey: ['configurazione', 'conservazione', 'tipologie'],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.regoleAl('conservazione'), { segnale: signal })).corpo.contenuto,
    staleTime: 300_000,
  });
  if (data === undefined || !('regole' in data)) return [];
  return [...new Set(data.regole.map(({ tipologiaVersata }) => tipologiaVersata))].sort();
}

/** Ships under another of the names that were agreed. */
export function ScegliTipologia({ righe, onFatto, onChiudi }: RimediaProps) {
  const concordate = useTipologieConcordate();
  const [tipologia, setTipologia] = useState('');
  const [vuota, setVuota] = useState(false);
  const ritenta = useRitenta(onFatto);
  const wrong = erroreDi(ritenta.errore, 'tipologia');
  return (
    <DialogoRitenta
      azione="Cambia tipologia e reinvia"
      righe={righe}
      premessa="Vale per questi pacchetti. Perché valga anche per i prossimi, si cambia la regola o si aggiunge la tipologia al disciplinare tecnico."
      ritenta={ritenta}
      onAzione={() => {
        setVuota(tipologia.trim() === '');
        if (tipologia.trim() !== '') ritenta.invia(tutti(righe, { tipologia: tipologia.trim() }));
      }}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Tipologia concordata con il conservatore"
        list="tipologie-concordate"
        autoComplete="off"
        value={tipologia}
        errore={wrong ?? (vuota ? 'Scrivere o scegliere la tipologia.' : undefined)}
        onChange={(event) => setTipologia(event.target.value)}
      />
      <datalist id="tipologie-concordate">
        {concordate.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </DialogoRitenta>
  );
}
