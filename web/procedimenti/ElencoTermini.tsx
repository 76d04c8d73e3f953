import './procedimenti.css';
import { Link } from 'react-router';
import { Stato } from '../components/Stato.js';
import { giornoInLettere } from '../lib/formati.js';
import { statoTermine } from './parole-termini.js';
import type { Termine } from './percorsi-procedimenti.js';

/** Terms of procedimenti: how much of each is used, how many days are left, when it ends. */
export function ElencoTermini({ termini }: { termini: readonly Termine[] }) {
  return (
    <ul className="termini">
      {termini.map((termine) => (
        <li key={termine.fascicolo}>
          <Link className="mono" to={`/procedimenti/${termine.fascicolo}`}>
            {termine.codice}
          </Link>
          <div className="termini-centro">
            <span className="ell" title={termine.procedimento}>
              {termine.oggetto}
            </span>
            <Barra termine={termine} />
          </div>
          <div className="termini-stato">
            <Stato {...statoTermine(termine)} />
            {termine.scadenza !== undefined && <span className="xs mut">{giornoInLettere(termine.scadenza)}</span>}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Days used of the term; hatched while it stands. Said in words beside it. */
export function Barra({ termine }: { termine: Pick<Termine, 'usati' | 'giorni' | 'stato'> }) {
  return (
    <progress
      className={`termini-barra ${termine.stato}`}
      max={termine.giorni}
      value={termine.usati}
      aria-label={`${termine.usati} giorni usati su ${termine.giorni}`}
    />
  );
}
