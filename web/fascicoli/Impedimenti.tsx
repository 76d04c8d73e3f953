import { Stato } from '../components/Stato.js';
import { useMancanze } from './interrogazioni-fascicoli.js';

/** What keeps the fascicolo open, each in words; nothing when it may be closed. */
export function Impedimenti({ id }: { id: string }) {
  const { data } = useMancanze(id, true);
  if (data === undefined) return null;
  const { mancanze } = data;
  return (
    <section className="riquadro" aria-label="Chiusura">
      <header>
        <h2>{mancanze.length === 0 ? 'Si può chiudere' : `Che cosa impedisce la chiusura: ${mancanze.length}`}</h2>
      </header>
      <div className="corpo sm">
        {mancanze.length === 0 ? (
          <Stato tono="ok" icona="check-circle" parola="Nulla manca" />
        ) : (
          <ul className="fascicolo-mancanze">
            {mancanze.map(({ codice, messaggio }) => (
              <li key={codice + messaggio}>
                <Stato tono="warn" icona="warning-circle" parola={messaggio} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
