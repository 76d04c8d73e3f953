import { Link } from 'react-router';
import { useIo } from '../api/sessione.js';
import { Vuoto } from '../components/Vuoto.js';
import { useTitolo } from '../lib/titolo.js';

/** In the place of the register and of its registrations, for who reads neither: why, and where to go. */
export function SenzaRegistro({ titolo }: { titolo: string }) {
  const io = useIo();
  useTitolo(titolo, io.ente.denominazione);
  return (
    <div className="pagina-larga">
      <h1 className="vh">{titolo}</h1>
      <Vuoto
        icona="locked"
        titolo="Il registro non si legge con questo incarico"
        azioni={
          <Link className="btn btn-terzo" to="/titolario">
            Apri il titolario
          </Link>
        }
      >
        Chi amministra il sistema cura utenti e impostazioni e non vede registrazioni né fascicoli.
      </Vuoto>
    </div>
  );
}
