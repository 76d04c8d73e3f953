import { Link } from 'react-router';
import { writePerContoDi } from '../api/per-conto-di.js';
import type { Io } from '../api/tipi.js';
import { giorno } from '../lib/formati.js';

const ID = 'menu-per-conto-di';

/** In whose name one acts in this tab: one's own, or that of a titolare whom one substitutes today. Every act says both. */
export function PerContoDi({ io }: { io: Io }) {
  const change = (titolare: string) => {
    writePerContoDi(titolare === '' ? null : titolare);
    window.location.assign('/');
  };
  return (
    <>
      {io.sostituzioni.length > 0 && (
        <div className="campo">
          <label htmlFor={ID}>Agisce</label>
          <select
            id={ID}
            className="controllo"
            value={io.perContoDi?.utente ?? ''}
            onChange={(event) => change(event.target.value)}
          >
            <option value="">a proprio nome</option>
            {io.sostituzioni.map(({ titolare, denominazione, uo, al }) => (
              <option key={titolare} value={titolare}>
                per conto di {denominazione} ({uo}), fino al {giorno(al)}
              </option>
            ))}
          </select>
        </div>
      )}
      <p>
        <Link to="/sostituzioni" onClick={() => document.getElementById('menu-utente')?.hidePopover()}>
          Sostituzioni
        </Link>
        {' · '}
        <Link to="/deleghe" onClick={() => document.getElementById('menu-utente')?.hidePopover()}>
          Deleghe
        </Link>
      </p>
    </>
  );
}
