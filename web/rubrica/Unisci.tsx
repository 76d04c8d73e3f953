import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CorrispondenteScheda, CorrispondenteVoce } from '../../schemas/corrispondente.api.js';
import { chiedi } from '../api/client.js';
import { Campo } from '../components/Campo.js';
import { Chip } from '../components/Chip.js';
import { Combobox } from '../components/Combobox.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useFermo } from '../protocollo/registrazione/use-controllo.js';
import { codiciOf, nomeIntero } from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import { erroreDi, useAzione } from './use-azione.js';

interface UnisciProps {
  di: CorrispondenteVoce;
  /** The one that stays, if it is known already. */
  con?: CorrispondenteVoce;
  onChiudi: () => void;
}

const PAUSE_MS = 150;

/** Merges a correspondent into another one: which one stays, and why. It can be undone. */
export function Unisci({ di, con, onChiudi }: UnisciProps) {
  const [scelto, setScelto] = useState(con);
  const [testo, setTesto] = useState('');
  const [motivo, setMotivo] = useState(con === undefined ? '' : 'È lo stesso soggetto.');
  const q = useFermo(testo.trim(), PAUSE_MS);
  const { data } = useQuery({
    queryKey: ['rubrica', 'unisci', q],
    queryFn: async ({ signal }) =>
      (await chiedi(percorsi.corrispondenti(new URLSearchParams({ q, limite: '8' })), { segnale: signal })).corpo
        .elementi,
    enabled: q !== '',
  });
  const azione = useAzione<CorrispondenteScheda>(
    ['Uniti.', 'Le registrazioni non cambiano; l’unione si può disfare dalla scheda.'],
    onChiudi,
  );
  const errore = erroreDi(azione.error, 'con');
  return (
    <DialogoAtto
      titolo={`Unisci «${nomeIntero(di.soggetto)}» a un altro`}
      premessa="Questo resta leggibile e rimanda all’altro, che si trova anche con i suoi nomi e codici. Nessuna registrazione cambia."
      azione="Unisci i due"
      rinuncia="Non unire"
      inCorso="Unione in corso…"
      alLavoro={azione.isPending}
      errore={azione.error}
      onAzione={() =>
        azione.mutate({ percorso: percorsi.unisce(di.id), corpo: { con: scelto?.id ?? '', motivo: motivo.trim() } })
      }
      onChiudi={onChiudi}
    >
      <Combobox<CorrispondenteVoce>
        id="unisci-con"
        etichetta="Quello che resta"
        aiuto="nome, codice o recapito"
        testo={testo}
        onTesto={setTesto}
        elementi={(data ?? []).filter(({ id }) => id !== di.id)}
        attesa={q !== testo.trim()}
        chiaveOf={({ id }) => id}
        paroleOf={({ soggetto }) => nomeIntero(soggetto)}
        mostra={({ soggetto }) => (
          <>
            <b className="ell">{nomeIntero(soggetto)}</b>
            <span className="due ell">{codiciOf(soggetto).join(' · ')}</span>
          </>
        )}
        onScelta={(uno) => {
          setScelto(uno);
          setTesto('');
        }}
        errore={errore}
      >
        {scelto !== undefined && <Chip testo={nomeIntero(scelto.soggetto)} onTogli={() => setScelto(undefined)} />}
      </Combobox>
      <Campo
        tipo="textarea"
        rows={2}
        etichetta="Motivo"
        value={motivo}
        errore={erroreDi(azione.error, 'motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
