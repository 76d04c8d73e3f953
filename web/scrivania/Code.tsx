import { Link } from 'react-router';
import type { Coda, CodaScrivania, Scrivania } from '../api/tipi.js';
import { CodeDiLettere } from '../bozze/CodeDiLettere.js';
import type { CodaBozzeContata } from '../bozze/percorsi-bozze.js';
import { CodaDaRegistrare } from '../scansioni/CodaDaRegistrare.js';
import { eta } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { contoInParole, nessuno, PAROLE_CODA, PAROLE_GRUPPO, perGruppo, piuVecchio, quante } from './parole-code.js';

interface CodeProps {
  code: readonly CodaScrivania[];
  /** what has arrived and has no number: a list of its own, counted here */
  daRegistrare: Scrivania['daRegistrare'];
  /** letters on their way out: a list of their own, counted here */
  lettere: readonly CodaBozzeContata[];
  scelta: Coda | undefined;
  /** Panes stand one above the other: the queues are one select. */
  inColonna: boolean;
  onScegli: (coda: Coda) => void;
}

/** Words under the name of a queue: how old its oldest is, or that there is none. */
function laPrima({ codice, primi: [first] }: CodaScrivania): string {
  if (first === undefined) return nessuno(codice);
  const quale = piuVecchio(codice);
  const age = eta(first.attesaDal, adesso());
  return /^\d+\//.test(age) ? `${quale}: dal ${age}` : `${quale}: ${age.replace('meno di un minuto', 'adesso')}`;
}

/** The queues of the desk, those without anything too, each with its count and the age of the oldest. */
export function Code({ code, daRegistrare, lettere, scelta, inColonna, onScegli }: CodeProps) {
  if (inColonna)
    return (
      <div className="scrivania-scelta campo">
        <label htmlFor="scrivania-coda">Coda</label>
        <select
          id="scrivania-coda"
          className="controllo"
          value={scelta ?? ''}
          onChange={(event) => onScegli(event.target.value as Coda)}
        >
          {perGruppo(code).map(([gruppo, found]) => (
            <optgroup key={gruppo} label={PAROLE_GRUPPO[gruppo]}>
              {found.map((one) => (
                <option key={one.codice} value={one.codice}>
                  {PAROLE_CODA[one.codice].titolo}: {contoInParole(one)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <CodaDaRegistrare coda={daRegistrare} inColonna />
      </div>
    );
  return (
    <nav className="colonna-code" aria-label="Code" tabIndex={0}>
      <CodaDaRegistrare coda={daRegistrare} />
      {perGruppo(code).map(([gruppo, found]) => (
        <section key={gruppo} aria-labelledby={`gruppo-${gruppo}`}>
          <h2 id={`gruppo-${gruppo}`}>{PAROLE_GRUPPO[gruppo]}</h2>
          <ul>
            {found.map((one) => (
              <li key={one.codice}>
                <Link to={`/scrivania/${one.codice}`} aria-current={one.codice === scelta ? 'page' : undefined}>
                  <span className="riga-sparsa">
                    <b>{PAROLE_CODA[one.codice].titolo}</b>{' '}
                    <span className={quante(one) === 0 ? 'conta zero' : 'conta'}>
                      {one.totale === undefined ? `${one.oltre ?? 0}+` : one.totale}
                    </span>
                  </span>
                  <span className="xs mut">{laPrima(one)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <CodeDiLettere code={lettere} />
    </nav>
  );
}
