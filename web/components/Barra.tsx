import { Link, NavLink } from 'react-router';
import { puo } from '../api/sessione.js';
import type { Io } from '../api/tipi.js';
import { Cerca } from './Cerca.js';
import { Esempio } from './Esempio.js';
import { Icona } from './Icona.js';
import { MenuUtente } from './MenuUtente.js';

interface VoceBarra {
  pagina: string;
  parola: string;
}

/** The pages that exist and that this person may open, in the order of the day's work. */
function vociOf(io: Io): VoceBarra[] {
  const registra = puo(io, 'registra-entrata') || puo(io, 'registra-uscita') || puo(io, 'registra-interna');
  return [
    ...(io.ruolo === 'admin' ? [] : [{ pagina: '/registro', parola: 'Registro' }]),
    ...(registra ? [{ pagina: '/protocollo/nuova', parola: 'Nuova registrazione' }] : []),
    { pagina: '/titolario', parola: 'Titolario' },
  ];
}

/** The bar, 42 px: whose register it is, the pages, the search, ESEMPIO with the moved clock's day, who is at work. */
export function Barra({ io }: { io: Io }) {
  return (
    <header className="barra">
      <Link className="ente" to="/">
        <Icona nome="pa" misura="l" />
        <b>{io.ente.denominazione}</b> <span>{io.aoo.codice}</span>
      </Link>
      <nav aria-label="Principale">
        <ul>
          {vociOf(io).map(({ pagina, parola }) => (
            <li key={pagina}>
              <NavLink to={pagina}>{parola}</NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {puo(io, 'consulta') ? <Cerca /> : <span className="cresce" />}
      {io.dimostrazione && <Esempio adesso={io.adesso} />}
      <MenuUtente io={io} />
    </header>
  );
}
