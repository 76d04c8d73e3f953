import './amministrazione.css';
import { Link, Navigate, NavLink, useParams } from 'react-router';
import { puo, useIo } from '../api/sessione.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Vuoto } from '../components/Vuoto.js';
import { useTitolo } from '../lib/titolo.js';
import { DatiAoo } from './DatiAoo.js';
import { Uffici } from './Uffici.js';
import { Utenti } from './Utenti.js';

const PARTI = [
  ['utenti', 'Utenti e incarichi'],
  ['uffici', 'Uffici'],
  ['aoo', 'AOO e amministrazione'],
] as const;

/** People, offices, the AOO: for the administrator. Which part is in the address. */
export function Amministrazione() {
  const io = useIo();
  const { parte } = useParams();
  const nome = PARTI.find(([one]) => one === parte)?.[1];
  useTitolo(nome ?? 'Amministrazione', io.ente.denominazione);
  if (!puo(io, 'amministra')) {
    return (
      <div className="pagina-larga">
        <h1 className="vh">Amministrazione</h1>
        <Vuoto icona="locked" titolo="Questa pagina è di chi amministra il sistema">
          Utenti, incarichi e uffici li cura l’amministratore di sistema: chiedere a lui.
        </Vuoto>
      </div>
    );
  }
  if (parte === undefined) return <Navigate to="/amministrazione/utenti" replace />;
  if (nome === undefined) return <NonTrovata />;
  return (
    <>
      <div className="testa">
        <h1>{nome}</h1>
        <span className="sub">
          {io.aoo.denominazione}, {io.aoo.codice}
        </span>
      </div>
      <div className="amministrazione-corpo">
        <nav className="amministrazione-parti" aria-label="Amministrazione">
          <ul>
            {PARTI.map(([one, parola]) => (
              <li key={one}>
                <NavLink to={`/amministrazione/${one}`}>{parola}</NavLink>
              </li>
            ))}
            <li>
              <Link to="/sostituzioni">Sostituzioni</Link>
            </li>
            <li>
              <Link to="/regole/parametri">Parametri</Link>
            </li>
            <li>
              <Link to="/accessi">Accessi</Link>
            </li>
          </ul>
        </nav>
        {parte === 'utenti' && <Utenti />}
        {parte === 'uffici' && <Uffici />}
        {parte === 'aoo' && <DatiAoo />}
      </div>
      {parte !== 'aoo' && (
        <SuggerimentiTasti
          tasti={[
            [['↑', '↓'], 'scorri'],
            [['↵'], 'apri'],
            [['+'], 'aggiungi'],
          ]}
        />
      )}
    </>
  );
}
