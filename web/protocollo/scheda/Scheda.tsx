import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ProblemaError, ServerAssenteError, wordsOf } from '../../api/errori.js';
import * as percorsi from '../../api/percorsi.js';
import { puo, useIo } from '../../api/sessione.js';
import type { Riferimento } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { NonTrovata } from '../../components/NonTrovata.js';
import { Vuoto } from '../../components/Vuoto.js';
import { numero7 } from '../../lib/formati.js';
import { useDopo } from '../../lib/ritardo.js';
import { useTasti } from '../../lib/tasti.js';
import { useTitolo } from '../../lib/titolo.js';
import { SenzaRegistro } from '../SenzaRegistro.js';
import { detto } from '../parole.js';
import { elencoDi } from '../registro/elenco.js';
import { useScheda } from './interrogazioni.js';
import { MotivoAccessoContext } from '../motivo-accesso.js';
import { RichiestaMotivo } from './RichiestaMotivo.js';
import './scheda.css';
import { SchedaAperta } from './SchedaAperta.js';

/** One registration at its address, `/registrazioni/2026/347` or, in a repertorio, `/repertori/DET/2026/12`; leading zeros may be written. */
export function Scheda() {
  const { anno = '', numero = '', registro } = useParams();
  const valid = /^\d{4}$/.test(anno) && /^\d{1,9}$/.test(numero) && Number(numero) > 0;
  const io = useIo();
  if (!valid) return <NonTrovata />;
  if (!puo(io, 'consulta'))
    return <SenzaRegistro titolo={`${registro ?? 'Protocollo'} n. ${numero7(Number(numero))} del ${anno}`} />;
  const di = { anno: Number(anno), numero: Number(numero), registro };
  return <SchedaDi key={percorsi.scheda(di)} di={di} />;
}

/** Esc goes back before the registration has come, too. */
function EscAlRegistro({ di }: { di: Riferimento }) {
  const naviga = useNavigate();
  useTasti([{ tasti: 'Escape', azione: () => void naviga(elencoDi(di)) }]);
  return null;
}

/** Of a registration, and of an act of a repertorio. */
const PAROLE = {
  a: {
    prima: 'Protocollo ',
    apro: 'Apro la registrazione',
    nessuna: 'Nessuna registrazione',
    chiusa: 'La registrazione non si apre',
  },
  o: { prima: '', apro: 'Apro l’atto', nessuna: 'Nessun atto', chiusa: 'L’atto non si apre' },
} as const;

function SchedaDi({ di }: { di: Riferimento }) {
  const io = useIo();
  const [motivo, setMotivo] = useState<string>();
  const { data, error, isPending, refetch } = useScheda(di, motivo);
  const lenta = useDopo(isPending, 300);
  const nome = `${detto(di).nome} del ${di.anno}`;
  const parole = PAROLE[detto(di).fine];
  const titolo = parole.prima + nome;
  useTitolo(titolo, io.ente.denominazione);

  const aperta = data !== undefined && motivo !== undefined;
  useEffect(() => {
    // The form that asked for the reason is gone, and the focus with it.
    if (aperta) document.getElementById('contenuto')?.focus();
  }, [aperta]);

  if (data !== undefined) {
    return (
      <MotivoAccessoContext value={motivo}>
        <SchedaAperta registrazione={data} />
      </MotivoAccessoContext>
    );
  }
  if (error === null) {
    return (
      <div className="pagina-larga" aria-busy="true">
        <EscAlRegistro di={di} />
        <h1 className="vh">{titolo}</h1>
        {lenta && (
          <p className="attesa mut" role="status">
            {parole.apro} {nome}…
          </p>
        )}
      </div>
    );
  }
  if (error instanceof ProblemaError && error.status === 403 && puo(io, 'accede-riservate')) {
    return (
      <RichiestaMotivo nome={nome} dettaglio={motivo === undefined ? undefined : error.detail} onMotivo={setMotivo} />
    );
  }
  const absent = error instanceof ProblemaError && error.status === 404;
  const down = error instanceof ServerAssenteError;
  return (
    <div className="pagina-larga">
      <EscAlRegistro di={di} />
      <h1 className="vh">{titolo}</h1>
      <Vuoto
        icona={absent ? 'search' : down ? 'wifi' : 'locked'}
        titolo={absent ? `${parole.nessuna} ${nome}` : down ? 'Il server non risponde' : parole.chiusa}
        azioni={
          <>
            <Link className="btn btn-terzo" to={elencoDi(di)}>
              Torna all’elenco
            </Link>
            {!absent && <Bottone onClick={() => void refetch()}>Riprova ora</Bottone>}
          </>
        }
      >
        {absent ? 'Il numero non è ancora stato dato, oppure non è tra quelli che può vedere.' : wordsOf(error)}
      </Vuoto>
    </div>
  );
}
