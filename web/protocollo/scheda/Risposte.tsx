import { Link } from 'react-router';
import * as percorsi from '../../api/percorsi.js';
import type { Registrazione } from '../../api/tipi.js';
import { giorno } from '../../lib/formati.js';
import { detto } from '../parole.js';
import { useMotivoAccesso } from '../motivo-accesso.js';
import { useRisposte } from './interrogazioni.js';

/** What was answered to this registration; nothing where nobody answered, or the answers are not for these eyes. */
export function Risposte({ registrazione }: { registrazione: Registrazione }) {
  const { data: risposte = [] } = useRisposte(registrazione, useMotivoAccesso());
  if (risposte.length === 0) return null;
  return (
    <section className="riquadro" aria-labelledby="risposte-titolo">
      <header>
        <h2 id="risposte-titolo">Risposte: {risposte.length}</h2>
      </header>
      <ul className="corpo pila">
        {risposte.map((una) => (
          <li key={`${una.anno}-${una.numero}`} className="sm">
            <Link to={percorsi.paginaScheda(una)}>{detto(una).nome}</Link> del {giorno(una.dataRegistrazione)},{' '}
            {una.oggetto}
          </li>
        ))}
      </ul>
    </section>
  );
}
