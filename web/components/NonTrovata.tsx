import { Link } from 'react-router';
import { useIo } from '../api/sessione.js';
import { useTitolo } from '../lib/titolo.js';
import { Vuoto } from './Vuoto.js';

/** No page at this address. */
export function NonTrovata() {
  const io = useIo();
  useTitolo('Pagina non trovata', io.ente.denominazione);
  return (
    <div className="pagina-larga">
      <h1 className="vh">Pagina non trovata</h1>
      <Vuoto
        icona="search"
        titolo="A questo indirizzo non c’è nessuna pagina"
        azioni={
          <Link className="btn btn-terzo" to="/registro">
            Apri il registro
          </Link>
        }
      >
        L’indirizzo può essere scritto male, oppure la pagina non c’è più. Un numero di protocollo si cerca con il tasto
        / in alto.
      </Vuoto>
    </div>
  );
}
