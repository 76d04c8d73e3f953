import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { type CampoLetto, type Letta, PAROLE_CAMPO, valoreInParole } from './proposte.js';

interface LetteNelTestoProps {
  lette: readonly Letta[];
  presi: readonly CampoLetto[];
  /** They may be taken: there is no number yet. */
  siPrendono: boolean;
  /** Pages are still being read: more may be found. */
  inLettura: boolean;
  onPrendi: (campo: CampoLetto) => void;
  /** Shows where it stands on its page. */
  onMostra: (letta: Letta) => void;
}

/** What was read in the text: taken one by one, with a key, never by itself. */
export function LetteNelTesto({ lette, presi, siPrendono, inLettura, onPrendi, onMostra }: LetteNelTestoProps) {
  return (
    <section className="riquadro" aria-labelledby="scansione-lette">
      <header>
        <h2 id="scansione-lette">Letto nel testo</h2>
        <span className="cresce" />
        <span className="xs mut">{siPrendono ? 'si prende con un tasto, mai da solo' : 'ha già un numero'}</span>
      </header>
      <div className="corpo">
        {lette.length === 0 && (
          <p className="sm mut">{inLettura ? 'Le pagine sono ancora in lettura.' : 'Nulla che si possa proporre.'}</p>
        )}
        <ul>
          {lette.map((letta, i) => {
            const { campo, dove } = letta;
            const taken = presi.includes(campo);
            return (
              <li key={campo} className="letta">
                <span>
                  <span className="xs mut">
                    {PAROLE_CAMPO[campo]}
                    {dove !== undefined && (
                      <>
                        {', '}
                        <button type="button" className="come-link" onClick={() => onMostra(letta)}>
                          pag. {dove.pagina}
                          <span className="vh">: mostra dove</span>
                        </button>
                      </>
                    )}
                  </span>
                  <br />
                  {valoreInParole(letta)}
                </span>
                {siPrendono && (
                  <span className="letta-bottone">
                    {taken && <Stato tono="ok" icona="check-circle" parola="Preso" />}
                    <Bottone misura="piccolo" tasto={`Alt+${i + 1}`} onClick={() => onPrendi(campo)}>
                      {taken ? 'Lascia' : 'Prendi'}
                      <span className="vh">: {PAROLE_CAMPO[campo]}</span>
                    </Bottone>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
