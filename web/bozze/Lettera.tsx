import './bozze.css';
import '../protocollo/registrazione/registrazione.css';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ProblemaError, ServerAssenteError } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { MotivoAccessoContext } from '../protocollo/motivo-accesso.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { RichiestaMotivo } from '../protocollo/scheda/RichiestaMotivo.js';
import { useLettera } from './interrogazioni-bozze.js';
import { LetteraAperta } from './LetteraAperta.js';
import { paginaLettere } from './percorsi-bozze.js';

/** One letter before its number, at its address. */
export function Lettera() {
  const { id = '' } = useParams();
  const io = useIo();
  const [motivo, setMotivo] = useState<string>();
  if (!/^[0-9a-f]{24}$/.test(id)) return <NonTrovata />;
  if (!puo(io, 'scrive-bozze')) return <SenzaRegistro titolo="Lettera in uscita" />;
  return (
    <MotivoAccessoContext value={motivo}>
      <LetteraDi key={id} id={id} onMotivo={setMotivo} />
    </MotivoAccessoContext>
  );
}

function LetteraDi({ id, onMotivo }: { id: string; onMotivo: (motivo: string) => void }) {
  const io = useIo();
  const naviga = useNavigate();
  const { data, error, refetch } = useLettera(id);
  useTitolo(data === undefined ? 'Lettera in uscita' : `${data.oggetto}, lettera`, io.ente.denominazione);
  useTasti([{ tasti: 'Escape', azione: () => void naviga(paginaLettere()) }]);
  if (data !== undefined) return <LetteraAperta lettera={data} />;
  if (error === null) return <div className="testa" aria-busy="true" />;
  if (error instanceof ProblemaError && error.type === '/problemi/motivo-accesso-richiesto')
    return <RichiestaMotivo nome="di questa lettera" dettaglio={undefined} onMotivo={onMotivo} />;
  if (error instanceof ProblemaError && (error.status === 404 || error.status === 400)) return <NonTrovata />;
  return (
    <NonSiApre
      titolo={error instanceof ServerAssenteError ? 'Il server non risponde' : 'La lettera non si apre'}
      errore={error}
      onRiprova={refetch}
    />
  );
}
