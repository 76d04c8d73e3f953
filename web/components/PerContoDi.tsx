import { Link } from 'react-router';
import { writePerContoDi } from '../api/per-conto-di.js';
import type { Io } from '../api/tipi.js';
import { giorno } from '../lib/formati.js';
import { nomiDistinti } from '../lib/nomi-distinti.js';

const ID = 'menu-per-conto-di';

/** In whose name one acts in this tab: one's own, or that of a titolare whom one substitutes today. Every act says both. */
export function PerContoDi({ io }: { io: Io }) {
  const titolari = io.sostituzioni.map(({ titolare, ...altro }) => ({ ...altro, utente: titolare }));
  const nomeDi = nomiDistinti(titolari);
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
            {titolari.map((titolare) => (
              <option key={titolare.utente} value={titolare.utente}>
                per conto di {nomeDi(titolare)} ({titolare.uo}), fino al {giorno(titolare.al)}
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
