import { Link, useNavigate } from 'react-router';
import { eta } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { useMedia } from '../lib/soglia.js';
import { PAROLE_CODA_BOZZE } from './parole-bozze.js';
import { type CodaBozze, type CodaBozzeContata, paginaLettere } from './percorsi-bozze.js';

const FINITE: readonly CodaBozze[] = ['registrate', 'scartate'];

const conto = ({ totale, oltre }: CodaBozzeContata): string => (totale === undefined ? `${oltre ?? 0}+` : `${totale}`);

/** The queues of letters, each with its count and the age of the oldest; what is over comes last, uncounted. */
export function CodeLettere({ code, scelta }: { code: readonly CodaBozzeContata[]; scelta: CodaBozze | undefined }) {
  const naviga = useNavigate();
  const inColonna = useMedia('(max-width: 900px)');
  if (inColonna)
    return (
      <div className="lettere-scelta campo">
        <label htmlFor="lettere-coda">Elenco</label>
        <select
          id="lettere-coda"
          className="controllo"
          value={scelta ?? ''}
          onChange={(event) => void naviga(paginaLettere(event.target.value))}
        >
          {code.map((one) => (
            <option key={one.codice} value={one.codice}>
              {PAROLE_CODA_BOZZE[one.codice].titolo}: {conto(one)}
            </option>
          ))}
          {FINITE.map((codice) => (
            <option key={codice} value={codice}>
              {PAROLE_CODA_BOZZE[codice].titolo}
            </option>
          ))}
        </select>
      </div>
    );
  return (
    <nav className="colonna-code" aria-label="Elenchi di lettere" tabIndex={0}>
      <ul>
        {code.map((one) => (
          <li key={one.codice}>
            <Link to={paginaLettere(one.codice)} aria-current={one.codice === scelta ? 'page' : undefined}>
              <span className="riga-sparsa">
                <b>{PAROLE_CODA_BOZZE[one.codice].titolo}</b>{' '}
                <span className={one.totale === 0 ? 'conta zero' : 'conta'}>{conto(one)}</span>
              </span>
              <span className="xs mut">
                {one.dal === undefined ? 'nessuna' : `la più vecchia: ${eta(one.dal, adesso())}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <h2>Finite</h2>
      <ul>
        {FINITE.map((codice) => (
          <li key={codice}>
            <Link to={paginaLettere(codice)} aria-current={codice === scelta ? 'page' : undefined}>
              <b>{PAROLE_CODA_BOZZE[codice].titolo}</b>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
