import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ProblemaError } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { MotivoAccessoContext } from '../protocollo/motivo-accesso.js';
import { RichiestaMotivo } from '../protocollo/scheda/RichiestaMotivo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import './fascicoli.css';
import { FascicoloAperto } from './FascicoloAperto.js';
import { useAlbero, useFascicolo } from './interrogazioni-fascicoli.js';

/** One fascicolo at its address; what is reserved asks for the reason first. */
export function Fascicolo() {
  const { id = '' } = useParams();
  const io = useIo();
  const [motivo, setMotivo] = useState<string>();
  if (!puo(io, 'consulta')) return <SenzaRegistro titolo="Fascicoli" />;
  return (
    <MotivoAccessoContext value={motivo}>
      <FascicoloDi key={id} id={id} onMotivo={setMotivo} />
    </MotivoAccessoContext>
  );
}

function FascicoloDi({ id, onMotivo }: { id: string; onMotivo: (motivo: string) => void }) {
  const io = useIo();
  const naviga = useNavigate();
  const { data, error, refetch } = useFascicolo(id);
  const { data: albero } = useAlbero(id);
  useTasti([{ tasti: 'Escape', azione: () => void naviga('/fascicoli') }]);
  useTitolo(data === undefined ? 'Fascicolo' : `Fascicolo ${data.codice}`, io.ente.denominazione);
  if (data !== undefined && albero !== undefined) return <FascicoloAperto fascicolo={data} albero={albero.elementi} />;
  if (error === null) return null;
  if (error instanceof ProblemaError && error.status === 404) return <NonTrovata />;
  if (error instanceof ProblemaError && error.type.endsWith('motivo-accesso-richiesto'))
    return <RichiestaMotivo nome="del fascicolo" dettaglio={undefined} onMotivo={onMotivo} />;
  return <NonSiApre titolo="Il fascicolo non si apre" errore={error} onRiprova={refetch} />;
}
