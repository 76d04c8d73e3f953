import { nomeUfficio } from '../../api/elenchi.js';
import type { Registrazione, Ufficio } from '../../api/tipi.js';
import { Icona } from '../../components/Icona.js';
import { Persona } from '../../components/Persona.js';
import { Stato } from '../../components/Stato.js';
import { giorno, ora } from '../../lib/formati.js';

interface AssegnazioniProps {
  registrazione: Registrazione;
  uffici: readonly Ufficio[] | undefined;
}

/** Which office has it, for what, and whether it has taken charge. */
export function Assegnazioni({ registrazione, uffici }: AssegnazioniProps) {
  const { assegnazioni, flusso, presaInCarico, stato } = registrazione;
  return (
    <section>
      <h2>Assegnazioni</h2>
      {assegnazioni.length === 0 && (
        <p className="sm mut">
          {flusso === 'U'
            ? 'Nessun ufficio: ciò che parte si assegna soltanto se qualcuno lo deve seguire.'
            : 'Nessun ufficio: non è ancora assegnata.'}
        </p>
      )}
      {assegnazioni.map(({ uo, tipo, utente }) => (
        <div key={`${uo} ${tipo} ${utente ?? ''}`} className="riga-file">
          <Icona nome={tipo === 'competenza' ? 'user' : 'password-visible'} />
          <span>
            {tipo === 'competenza' ? <b>{nomeUfficio(uffici, uo)}</b> : nomeUfficio(uffici, uo)}, {tipo}
            {utente !== undefined && (
              <>
                {' '}
                (<Persona utente={utente} />)
              </>
            )}
          </span>
          {tipo === 'competenza' && presaInCarico?.uo === uo && (
            <Stato
              tono="ok"
              icona="check-circle"
              parola={`In carico dal ${giorno(presaInCarico.data)}, ${ora(presaInCarico.data)}`}
            />
          )}
          {tipo === 'competenza' && presaInCarico?.uo !== uo && stato !== 'annullata' && (
            <Stato tono="inf" icona="inbox" parola="Da prendere in carico" />
          )}
        </div>
      ))}
    </section>
  );
}
