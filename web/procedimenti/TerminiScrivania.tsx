import { Link } from 'react-router';
import { ElencoTermini } from './ElencoTermini.js';
import { useTermini } from './interrogazioni.js';

/** So many are shown on the desk; the others have a page. */
const PRIMI = 5;

/** On the desk: the terms that end first. */
export function TerminiScrivania() {
  const { data } = useTermini();
  if (data === undefined || data.elementi.length === 0) return null;
  const { elementi, inScadenza, scaduti } = data;
  const conto = [
    ...(scaduti > 0 ? [`${scaduti} ${scaduti === 1 ? 'scaduto' : 'scaduti'}`] : []),
    ...(inScadenza > 0 ? [`${inScadenza} in scadenza`] : []),
  ].join(', ');
  return (
    <section className="riquadro" aria-labelledby="termini-titolo">
      <header>
        <h2 id="termini-titolo">Termini dei procedimenti{conto === '' ? '' : `: ${conto}`}</h2>
        <span className="cresce" />
        <Link className="xs" to="/termini">
          Tutti
        </Link>
      </header>
      <div className="corpo">
        <ElencoTermini termini={elementi.slice(0, PRIMI)} />
      </div>
    </section>
  );
}
