import '../fascicoli/fascicoli.css';
import '../metadati/metadati.css';
import '../protocollo/scheda/scheda.css';
import './conservazione.css';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ProblemaError } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { conMaiuscola } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { MotivoAccessoContext } from '../protocollo/motivo-accesso.js';
import { useVersamento } from './interrogazioni-conservazione.js';
import { nomeIntero } from './parole-conservazione.js';
import { bancoDi } from './posto.js';
import { SenzaConservazione } from './SenzaConservazione.js';
import { VersamentoAperto } from './VersamentoAperto.js';

/** One package at its address: what it holds, what happened to it, what the receiver said. */
export function Versamento() {
  const io = useIo();
  const { id = '' } = useParams();
  return puo(io, 'legge-conservazione') ? <Pagina key={id} id={id} /> : <SenzaConservazione titolo="Pacchetto" />;
}

function Pagina({ id }: { id: string }) {
  const io = useIo();
  const naviga = useNavigate();
  const [motivo, setMotivo] = useState<string>();
  const { data, error, refetch } = useVersamento(id, motivo);
  useTasti([{ tasti: 'Escape', azione: () => void naviga(bancoDi()) }]);
  useTitolo(data === undefined ? 'Pacchetto' : conMaiuscola(nomeIntero(data)), io.ente.denominazione);
  if (data !== undefined)
    return (
      <MotivoAccessoContext value={motivo}>
        <VersamentoAperto versamento={data} onMotivo={setMotivo} />
      </MotivoAccessoContext>
    );
  if (error === null) return null;
  if (error instanceof ProblemaError && error.status === 404) return <NonTrovata />;
  return (
    <div className="pagina-larga">
      <h1 className="vh">Pacchetto</h1>
      <NonSiApre titolo="Il pacchetto non si apre" errore={error} onRiprova={refetch} />
    </div>
  );
}
