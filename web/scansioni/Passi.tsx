import './passi.css';
import { Link } from 'react-router';
import { paginaScansione } from '../api/scansioni.js';
import { Icona } from '../components/Icona.js';
import { isFatto, PAROLE_PASSO, PASSI, type Passo } from './passi.js';

interface PassiProps {
  aperto: Passo;
  /** The scan whose steps they are; none yet while it is being taken. */
  id?: string | undefined;
  /** Where one may go from here. */
  possibili?: readonly Passo[];
}

/** The four steps of a certified copy: behind with a tick, the open one filled, those ahead plain. */
export function Passi({ aperto, id, possibili = [] }: PassiProps) {
  return (
    <ol className="passi" aria-label="Passi">
      {PASSI.map((passo, i) => {
        const done = isFatto(passo, aperto);
        const inside = (
          <>
            <b>{done ? <Icona nome="check" misura="s" /> : i + 1}</b>
            {PAROLE_PASSO[passo]}
            {done && <span className="vh">, fatto</span>}
          </>
        );
        return (
          <li key={passo} className={done ? 'fatto' : undefined} aria-current={passo === aperto ? 'step' : undefined}>
            {id !== undefined && passo !== aperto && possibili.includes(passo) ? (
              <Link to={`${paginaScansione(id)}?passo=${passo}`} replace>
                {inside}
              </Link>
            ) : (
              <span>{inside}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
