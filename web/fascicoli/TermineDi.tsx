import { Link } from 'react-router';
import { Stato } from '../components/Stato.js';
import { giornoInLettere, plural } from '../lib/formati.js';
import { Barra } from '../procedimenti/ElencoTermini.js';
import { useProcedimento } from '../procedimenti/interrogazioni.js';
import { statoTermine } from '../procedimenti/parole-termini.js';

/** The term of the procedimento in a few words; its phases and acts are on a page of their own. */
export function TermineDi({ id }: { id: string }) {
  const { data: iter } = useProcedimento(id);
  if (iter === undefined) return null;
  const { restano = 0, ritardo = 0, usati = 0, termine, scadenza } = iter;
  return (
    <section className="riquadro" aria-label="Termine del procedimento">
      <header>
        <h2>Termine del procedimento</h2>
        <span className="cresce" />
        <Stato {...statoTermine({ ...iter, restano, ritardo })} />
      </header>
      <div className="corpo sm">
        {termine === undefined ? (
          <p>Non è avviato: con l’avvio il termine comincia a decorrere.</p>
        ) : (
          <>
            <p>
              <b>{plural(restano, 'giorno', 'giorni')}</b>
              {scadenza !== undefined && ` restano, scade ${giornoInLettere(scadenza)}`}
            </p>
            <Barra termine={{ usati, giorni: usati + restano, stato: iter.stato }} />
          </>
        )}
        <Link to={`/procedimenti/${id}`}>Fasi e passi del procedimento</Link>
      </div>
    </section>
  );
}
