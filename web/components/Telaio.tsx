import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { ProblemaError, ServerAssenteError } from '../api/errori.js';
import { IoContext, puo, useIoQuery } from '../api/sessione.js';
import type { Io } from '../api/tipi.js';
import { useTasti } from '../lib/tasti.js';
import { Barra } from './Barra.js';
import { Esiti } from './Esiti.js';
import { NonSiApre } from './NonSiApre.js';
import { Rientro } from './Rientro.js';
import { StrisciaServer } from './StrisciaServer.js';

/**
 * Frame of every page after sign-in: it waits for `GET /io`, sends who is not signed in to the sign-in page (and back),
 * holds bar, strip of the server, skip link and the keys that work everywhere.
 */
export function Telaio() {
  const { data: io, error, refetch } = useIoQuery();
  const { pathname, search } = useLocation();
  if (io !== undefined)
    return <Dentro io={io} sessioneScaduta={error instanceof ProblemaError && error.status === 401} />;
  if (error instanceof ProblemaError && error.status === 401) {
    return <Navigate to={`/accesso?poi=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return (
    <div className="telaio">
      <div className="barra" />
      <StrisciaServer />
      <main id="contenuto" className="pagina-lunga">
        {error !== null && (
          <NonSiApre
            titolo={error instanceof ServerAssenteError ? 'Il server non risponde' : 'La pagina non si apre'}
            errore={error}
            onRiprova={refetch}
          />
        )}
      </main>
    </div>
  );
}

function Dentro({ io, sessioneScaduta }: { io: Io; sessioneScaduta: boolean }) {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const naviga = useNavigate();
  const cache = useQueryClient();

  useEffect(() => {
    // A new page takes the focus, unless it has already given it to something of its own.
    if (main.current !== null && !main.current.contains(document.activeElement)) main.current.focus();
  }, [pathname]);

  const apri = (address: string) => () => void naviga(address);
  useTasti([
    { tasti: '?', azione: apri('/aiuto') },
    { tasti: 'g s', azione: apri('/scrivania') },
    ...(puo(io, 'consulta') ? [{ tasti: 'g r', azione: apri('/registro') }] : []),
    ...(puo(io, 'consulta') ? [{ tasti: 'g f', azione: apri('/fascicoli') }] : []),
    ...(puo(io, 'consulta') ? [{ tasti: 'g e', azione: apri('/repertori') }] : []),
    { tasti: 'g t', azione: apri('/titolario') },
    ...(puo(io, 'legge-conservazione') ? [{ tasti: 'g v', azione: apri('/conservazione') }] : []),
    ...(puo(io, 'legge-scansioni') ? [{ tasti: 'g c', azione: apri('/scansioni') }] : []),
    ...(puo(io, 'scrive-bozze') ? [{ tasti: 'g l', azione: apri('/bozze') }] : []),
    ...(puo(io, 'registra-entrata') || puo(io, 'registra-uscita') || puo(io, 'registra-interna')
      ? [{ tasti: 'n', azione: apri('/protocollo/nuova') }]
      : []),
    ...(puo(io, 'registra-entrata') ? [{ tasti: 'n e', azione: apri('/protocollo/nuova?flusso=E') }] : []),
    ...(puo(io, 'registra-uscita') ? [{ tasti: 'n u', azione: apri('/protocollo/nuova?flusso=U') }] : []),
    ...(puo(io, 'registra-interna') ? [{ tasti: 'n i', azione: apri('/protocollo/nuova?flusso=I') }] : []),
  ]);

  return (
    <IoContext value={io}>
      <div className="telaio">
        <a
          className="salta"
          href="#contenuto"
          onClick={(event) => {
            event.preventDefault();
            main.current?.focus();
          }}
        >
          Vai al contenuto
        </a>
        <Barra io={io} />
        <StrisciaServer />
        <main id="contenuto" ref={main} tabIndex={-1}>
          <Outlet />
        </main>
        <Esiti />
        {sessioneScaduta && <Rientro utente={io.utente} onRientrato={() => void cache.invalidateQueries()} />}
      </div>
    </IoContext>
  );
}
