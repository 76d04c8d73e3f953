import { Link } from 'react-router';
import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import { paginaVersamento } from '../api/conservazione.js';
import { Avviso } from '../components/Avviso.js';
import { Stato } from '../components/Stato.js';
import { giorno, giornoOra, hashBreve } from '../lib/formati.js';
import { LineaTentativi } from './LineaTentativi.js';
import { OPERAZIONI, paginaDi, STATI } from './parole-conservazione.js';
import { isAccettato } from './rimedi.js';

interface SituazioneDiProps {
  versamento: VersamentoRisposta;
  onRisposta: (n: number) => void;
}

/** How it stands and what comes next; the receipt with its checks; every try; what came before and after. */
export function SituazioneDi({ versamento, onRisposta }: SituazioneDiProps) {
  const { causa, situazione, stato, termine, prossimoPasso, priorita, avvisi, collegati } = versamento;
  return (
    <aside className="conservazione-situazione" tabIndex={0} aria-label="Come sta il pacchetto">
      <section className="riquadro" aria-labelledby="situazione-titolo">
        <header>
          <h2 id="situazione-titolo">Come sta</h2>
          <span className="cresce" />
          {priorita && <Stato tono="inf" icona="star-full" parola="Con priorità" />}
        </header>
        <div className="corpo pila sm">
          {causa === undefined ? (
            <p>{situazione}</p>
          ) : (
            <Avviso tono={STATI[stato].tono === 'bad' ? 'bad' : 'warn'} titolo={causa.titolo}>
              {causa.parole} <b>{causa.consiglio}</b> <span className="mono xs">{causa.codice}</span>
            </Avviso>
          )}
          <dl className="dati">
            {termine !== undefined && (
              <>
                <dt>Termine</dt>
                <dd>{giorno(termine)}</dd>
              </>
            )}
            {prossimoPasso !== undefined && (
              <>
                <dt>Prossimo passo</dt>
                <dd>{giornoOra(prossimoPasso)}</dd>
              </>
            )}
            <dt>Di che cosa</dt>
            <dd>
              <Link to={paginaDi(versamento)}>Apri ciò che contiene</Link>
            </dd>
          </dl>
        </div>
      </section>
      <RapportoRicevuto versamento={versamento} />
      {avvisi.length > 0 && (
        <section className="riquadro" aria-labelledby="avvisi-titolo">
          <header>
            <h2 id="avvisi-titolo">Avvisi del conservatore: {avvisi.length}</h2>
          </header>
          <ul className="corpo sm conservazione-voci">
            {avvisi.map(({ codice, messaggio, file }, i) => (
              <li key={`${codice} ${i}`}>
                <span className="mono">{codice}</span> {messaggio}
                {file !== undefined && ` (file ${versamento.file.find(({ id }) => id === file)?.nome ?? file})`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="riquadro" aria-labelledby="tentativi-titolo">
        <header>
          <h2 id="tentativi-titolo">Che cosa è successo</h2>
        </header>
        <div className="corpo">
          <LineaTentativi versamento={versamento} onRisposta={onRisposta} />
        </div>
      </section>
      {collegati.length > 0 && (
        <section className="riquadro" aria-labelledby="collegati-titolo">
          <header>
            <h2 id="collegati-titolo">Prima e dopo, della stessa cosa</h2>
          </header>
          <ul className="corpo sm">
            {collegati.map(({ id, operazione, stato: come, creato }) => (
              <li key={id}>
                <Link to={paginaVersamento(id)}>
                  {OPERAZIONI[operazione]} del {giornoOra(creato)}
                </Link>{' '}
                <Stato {...STATI[come]} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}

/** The receipt: when, under which name, whether its hashes are those of what was sent. */
function RapportoRicevuto({ versamento }: { versamento: VersamentoRisposta }) {
  const { rapporto } = versamento;
  if (rapporto === undefined) return null;
  return (
    <section className="riquadro" aria-labelledby="rapporto-titolo">
      <header>
        <h2 id="rapporto-titolo">Rapporto di versamento</h2>
        <span className="cresce" />
        {rapporto.verificato ? (
          <Stato tono="ok" icona="check-circle" parola="Verificato" />
        ) : (
          <Stato tono="bad" icona="error" parola="Non corrisponde" />
        )}
      </header>
      <div className="corpo sm">
        <dl className="dati">
          <dt>Data</dt>
          <dd>{giornoOra(rapporto.data)}</dd>
          {rapporto.identificativo !== undefined && (
            <>
              <dt>Identificativo</dt>
              <dd className="mono">{rapporto.identificativo}</dd>
            </>
          )}
          <dt>Impronta</dt>
          <dd className="mono" title={rapporto.sha256}>
            {hashBreve(rapporto.sha256)}
          </dd>
        </dl>
        <ul className="conservazione-controlli">
          <li>
            <Stato tono="ok" icona="check" parola="Tenuto come è arrivato, con la sua impronta" />
          </li>
          <li>
            {rapporto.verificato ? (
              <Stato tono="ok" icona="check" parola="Chiave e impronte sono quelle inviate" />
            ) : (
              <Stato tono="bad" icona="error" parola="Chiave o impronte non sono quelle inviate: vedere il confronto" />
            )}
          </li>
          {isAccettato(versamento) && (
            <li>
              <Stato tono="ok" icona="check" parola="Il conservatore ne risponde" />
            </li>
          )}
        </ul>
      </div>
    </section>
  );
}
