import { useIo } from '../api/sessione.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Vuoto } from '../components/Vuoto.js';
import { useTitolo } from '../lib/titolo.js';
import { ElencoTermini } from './ElencoTermini.js';
import { useTermini } from './interrogazioni.js';

/** All terms that run in the fascicoli that one sees, the first to end first. */
export function Termini() {
  const io = useIo();
  const { data, error, refetch } = useTermini();
  useTitolo('Termini dei procedimenti', io.ente.denominazione);
  return (
    <>
      <div className="testa">
        <h1>Termini dei procedimenti</h1>
        <span className="sub">
          {data === undefined
            ? 'sospensioni e festività sono calcolate'
            : `in scadenza ${data.inScadenza}, scaduti ${data.scaduti}, sospesi ${data.sospesi}`}
        </span>
      </div>
      <div className="termini-pagina" tabIndex={0} role="region" aria-label="Termini, dal primo che scade">
        {error !== null && <NonSiApre titolo="I termini non si leggono" errore={error} onRiprova={refetch} />}
        {data?.elementi.length === 0 && (
          <Vuoto icona="check-circle" titolo="Nessun termine in corso">
            Un termine comincia con il procedimento di un fascicolo.
          </Vuoto>
        )}
        {data !== undefined && <ElencoTermini termini={data.elementi} />}
      </div>
    </>
  );
}
