import { Link } from 'react-router';
import { PAGINA_DA_REGISTRARE } from '../api/scansioni.js';
import type { Scrivania } from '../api/tipi.js';
import { Stato } from '../components/Stato.js';
import { eta, intero } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { contoInParole } from '../scrivania/parole-code.js';

/** What has arrived and has no number, on the desk of who registers it: its list is a page of its own. After a day it is an alarm. */
export function CodaDaRegistrare({
  coda,
  inColonna = false,
}: {
  coda: Scrivania['daRegistrare'];
  inColonna?: boolean;
}) {
  if (coda === undefined) return null;
  const { totale, oltre, dal, inRitardo } = coda;
  const ritardo = inRitardo > 0 && (
    <Stato tono="bad" icona="warning-circle" parola={`${intero(inRitardo)} oltre il termine`} />
  );
  if (inColonna)
    return (
      <p className="riga sm">
        <Link to={PAGINA_DA_REGISTRARE}>Da registrare: {contoInParole(coda)}</Link>
        {ritardo}
      </p>
    );
  return (
    <section aria-labelledby="gruppo-da-registrare">
      <h2 id="gruppo-da-registrare">Arrivato, senza numero</h2>
      <ul>
        <li>
          <Link to={PAGINA_DA_REGISTRARE}>
            <span className="riga-sparsa">
              <b>Da registrare</b>{' '}
              <span className={totale === 0 ? 'conta zero' : 'conta'}>
                {totale === undefined ? `${intero(oltre ?? 0)}+` : intero(totale)}
              </span>
            </span>
            <span className="xs mut">{dal === undefined ? 'nessuna' : `la più vecchia: ${eta(dal, adesso())}`}</span>
            {ritardo}
          </Link>
        </li>
      </ul>
    </section>
  );
}
