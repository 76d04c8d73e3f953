import type { CodiceQualita, PaginaScansione, Scansione } from '../../schemas/scansione.api.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { plural } from '../lib/formati.js';
import { DIFETTI, difettiAperti, pagineDaGuardare, type Rimedio } from './qualita.js';

const PAROLE_RIMEDIO: Readonly<Record<Rimedio, { parola: string; tasto: string }>> = {
  riscansiona: { parola: 'Riscansiona', tasto: 'S' },
  togli: { parola: 'Togli', tasto: 'Canc' },
  accetta: { parola: 'Accetta…', tasto: 'A' },
  aggiungi: { parola: 'Aggiungi', tasto: 'I' },
  raddrizza: { parola: 'Raddrizza', tasto: 'V' },
};

/** A flaw and what is done about it. */
export type SuDifetto = (rimedio: Rimedio, pagina: PaginaScansione, codice: CodiceQualita) => void;

interface QualitaProps {
  scansione: Scansione;
  scelta: string | undefined;
  puoScrivere: boolean;
  onScegli: (pagina: string) => void;
  onRimedio: SuDifetto;
}

/** What is to be looked at, page by page: the flaw in a word, what was measured and the limit, what is done about it. */
export function Qualita({ scansione, scelta, puoScrivere, onScegli, onRimedio }: QualitaProps) {
  const aperti = difettiAperti(scansione);
  const accettati = scansione.pagine.flatMap((pagina) =>
    pagina.qualita.flatMap(({ codice, accettata }) => (accettata === undefined ? [] : [{ pagina, codice, accettata }])),
  );
  const mancano = scansione.pagine.filter(({ fatta }) => !fatta).length;
  const firstOfScelta = aperti.findIndex(({ pagina }) => pagina.id === scelta);
  return (
    <section className="riquadro" aria-labelledby="scansione-qualita">
      <header>
        <h2 id="scansione-qualita">
          {aperti.length === 0
            ? scansione.pagine.length === 0 || mancano > 0
              ? 'Qualità: si guarda'
              : 'Qualità: tutto a posto'
            : `Qualità: ${plural(pagineDaGuardare(scansione), 'pagina da guardare', 'pagine da guardare')}`}
        </h2>
      </header>
      <div className="corpo">
        {aperti.length === 0 && accettati.length === 0 && (
          <p className="sm mut">
            {mancano > 0
              ? `Finora nessun difetto; ${mancano === 1 ? 'resta una pagina da leggere' : `restano ${mancano} pagine da leggere`}.`
              : 'Nessuna pagina sotto i limiti della configurazione.'}
          </p>
        )}
        <ul>
          {aperti.map(({ pagina, qualita: { codice, messaggio } }, i) => {
            const { titolo, tono, icona, rimedio } = DIFETTI[codice];
            const { parola, tasto } = PAROLE_RIMEDIO[rimedio];
            const chosen = i === firstOfScelta;
            return (
              <li key={`${pagina.id} ${codice}`} className="difetto">
                <button type="button" className="difetto-pagina" onClick={() => onScegli(pagina.id)}>
                  <span className="vh">Vai a </span>pag. {pagina.numero}
                </button>
                <span>
                  <Stato tono={tono} icona={icona} parola={titolo} />
                  <br />
                  <span className="xs mut">{messaggio}</span>
                </span>
                {puoScrivere && (
                  <span className="difetto-bottoni">
                    <Bottone
                      aspetto={chosen ? 'secondo' : 'terzo'}
                      misura="piccolo"
                      {...(chosen && { tasto })}
                      onClick={() => onRimedio(rimedio, pagina, codice)}
                    >
                      {parola}
                      <span className="vh">
                        : pagina {pagina.numero}, {titolo.toLowerCase()}
                      </span>
                    </Bottone>
                    {chosen && rimedio !== 'accetta' && (
                      <Bottone
                        aspetto="testo"
                        misura="piccolo"
                        tasto="A"
                        onClick={() => onRimedio('accetta', pagina, codice)}
                      >
                        Accetta…
                        <span className="vh">
                          : pagina {pagina.numero}, {titolo.toLowerCase()}
                        </span>
                      </Bottone>
                    )}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        {accettati.length > 0 && (
          <details className="altri">
            <summary>{plural(accettati.length, 'difetto accettato', 'difetti accettati')}</summary>
            <ul className="pila xs">
              {accettati.map(({ pagina, codice, accettata }) => (
                <li key={`${pagina.id} ${codice}`}>
                  <b>pag. {pagina.numero}</b>, {DIFETTI[codice].titolo.toLowerCase()}: {accettata.motivo}{' '}
                  <span className="mut">
                    (<Persona utente={accettata.utente} />)
                  </span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </section>
  );
}
