import { Link } from 'react-router';
import type { Voce } from '../api/tipi.js';
import { Stato } from '../components/Stato.js';
import { Vuoto } from '../components/Vuoto.js';
import { padreDi, sopraDi } from './vista.js';

interface SchedaVoceProps {
  voce: Voce | undefined;
  voci: readonly Voce[];
  /** Whether one may read the register at all. */
  consulta: boolean;
}

/** One voce: where it stands, what it is for, what is below it, its registrations. */
export function SchedaVoce({ voce, voci, consulta }: SchedaVoceProps) {
  if (voce === undefined) {
    return (
      <div className="titolario-voce" tabIndex={0} role="region" aria-label="Voce">
        <Vuoto icona="folder" titolo="Scegliere una voce">
          Nell’albero si scorre con le frecce; le voci si cercano per codice e per parole.
        </Vuoto>
      </div>
    );
  }
  const nameOf = (codice: string) => voci.find((one) => one.codice === codice)?.voce ?? '';
  const above = sopraDi(voce.codice).toReversed();
  const below = voci.filter(({ codice }) => padreDi(codice) === voce.codice);
  return (
    <div className="titolario-voce" tabIndex={0} role="region" aria-label={`Voce ${voce.codice}`}>
      {above.length > 0 && <p className="sm mut">{above.map((codice) => `${codice} ${nameOf(codice)}`).join(' › ')}</p>}
      <div className="riga">
        <h2>
          {voce.codice} {voce.voce}
        </h2>
        {voce.attiva ? (
          <Stato tono="ok" icona="check-circle" parola="Attiva" pieno />
        ) : (
          <Stato tono="neu" icona="minus-circle" parola="Chiusa" pieno />
        )}
        <span className="cresce" />
        {consulta && (
          <Link to={`/registro?${new URLSearchParams({ classifica: voce.codice }).toString()}`}>
            Vedi le registrazioni
          </Link>
        )}
      </div>
      {voce.descrizione !== undefined && <p>{voce.descrizione}</p>}
      {voce.riservata === true && (
        <p>
          <Stato tono="neu" icona="locked" parola="Riservata per norma" pieno /> ciò che vi si registra è visibile solo
          all’ufficio competente.
        </p>
      )}
      {voce.codice === 'XIV' && <p className="mut">Per classificare qui serve un motivo.</p>}
      {below.length > 0 && (
        <section className="pila">
          <h3>{voce.livello === 1 ? 'Classi' : 'Sottoclassi'}</h3>
          <ul>
            {below.map(({ codice, voce: nome }) => (
              <li key={codice}>
                <Link to={`?${new URLSearchParams({ voce: codice }).toString()}`}>{codice}</Link> {nome}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
