import { Link } from 'react-router';
import { eta } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { PAROLE_CODA_BOZZE } from './parole-bozze.js';
import { type CodaBozzeContata, paginaLettere } from './percorsi-bozze.js';

/** The letters of the desk: what waits for who looks, and what of his waits for others; a queue without any is not shown. */
export function CodeDiLettere({ code }: { code: readonly CodaBozzeContata[] }) {
  const shown = code.filter(({ daFare, totale }) => daFare || totale !== 0);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="gruppo-lettere">
      <h2 id="gruppo-lettere">Lettere in uscita</h2>
      <ul>
        {shown.map(({ codice, totale, oltre, dal }) => (
          <li key={codice}>
            <Link to={paginaLettere(codice)}>
              <span className="riga-sparsa">
                <b>{PAROLE_CODA_BOZZE[codice].titolo}</b>{' '}
                <span className={totale === 0 ? 'conta zero' : 'conta'}>
                  {totale === undefined ? `${oltre ?? 0}+` : totale}
                </span>
              </span>
              <span className="xs mut">{dal === undefined ? 'nessuna' : `la più vecchia: ${eta(dal, adesso())}`}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
