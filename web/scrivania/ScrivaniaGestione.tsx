import { Link } from 'react-router';
import { useIo } from '../api/sessione.js';
import { vociGestione } from '../components/menu.js';
import { useTitolo } from '../lib/titolo.js';
import { ElencoSostituzioni } from '../sostituzioni/ElencoSostituzioni.js';
import { useSostituzioni } from '../sostituzioni/interrogazioni.js';

/** The home of who looks after the system and reads no register: who substitutes whom, and the pages of that work. */
export function ScrivaniaGestione() {
  const io = useIo();
  const { data: sostituzioni = [] } = useSostituzioni(false);
  useTitolo('Scrivania', io.ente.denominazione);
  return (
    <>
      <div className="testa">
        <h1>Scrivania</h1>
        <span className="sub">
          {io.uo.codice} {io.uo.denominazione}
        </span>
      </div>
      <div className="scrivania-gestione">
        <section className="riquadro" aria-labelledby="gestione-titolo">
          <header>
            <h2 id="gestione-titolo">Cura del sistema</h2>
          </header>
          <ul className="corpo pila">
            {vociGestione(io).map(({ pagina, parola }) => (
              <li key={pagina}>
                <Link to={pagina}>{parola}</Link>
              </li>
            ))}
            <li>
              <Link to="/sostituzioni">Sostituzioni</Link>
            </li>
          </ul>
        </section>
        <section className="riquadro" aria-labelledby="sostituzioni-titolo">
          <header>
            <h2 id="sostituzioni-titolo">Sostituzioni in corso e future: {sostituzioni.length}</h2>
          </header>
          <ElencoSostituzioni sostituzioni={sostituzioni} />
        </section>
      </div>
    </>
  );
}
