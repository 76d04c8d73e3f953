import { Link, NavLink } from 'react-router';
import { puo } from '../api/sessione.js';
import type { Io } from '../api/tipi.js';
import { ContoConservazione } from '../conservazione/ContoConservazione.js';
import { ContoScansioni } from '../scansioni/ContoScansioni.js';
import { Cerca } from './Cerca.js';
import { Conto } from './Conto.js';
import { Esempio } from './Esempio.js';
import { Gestione } from './Gestione.js';
import { Icona } from './Icona.js';
import { vociGestione, vociLavoro } from './menu.js';
import { MenuUtente } from './MenuUtente.js';

/** The bar, 42 px: whose register it is, the pages, the search, ESEMPIO with the moved clock's day, who is at work. */
export function Barra({ io }: { io: Io }) {
  const gestione = vociGestione(io);
  return (
    <header className="barra">
      <Link className="ente" to="/">
        <Icona nome="pa" misura="l" />
        <b>{io.ente.denominazione}</b> <span>{io.aoo.codice}</span>
      </Link>
      <nav aria-label="Principale">
        <ul>
          {vociLavoro(io).map(({ pagina, parola, resto }) => (
            <li key={pagina}>
              <NavLink to={pagina}>
                <span>
                  {parola}
                  {resto !== undefined && <span className="resto"> {resto}</span>}
                </span>
                {pagina === '/scrivania' && puo(io, 'consulta') && <Conto />}
                {pagina === '/conservazione' && <ContoConservazione />}
                {pagina === '/scansioni' && <ContoScansioni />}
              </NavLink>
            </li>
          ))}
          {gestione.length > 0 && (
            <li>
              <Gestione voci={gestione} />
            </li>
          )}
        </ul>
      </nav>
      {puo(io, 'consulta') ? <Cerca /> : <span className="cresce" />}
      {io.dimostrazione && <Esempio adesso={io.adesso} />}
      <MenuUtente io={io} />
    </header>
  );
}
