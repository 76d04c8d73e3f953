import { Link } from 'react-router';
import { paginaScheda } from '../api/percorsi.js';
import type { Scansione } from '../api/scansioni.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { dimensione, giornoOra, hashBreve, intero, numero7, plural } from '../lib/formati.js';
import { useResta } from './interrogazioni-scansioni.js';
import { parametriInParole } from './qualita.js';
import { isAlLavoro } from './ritmo.js';
import { useScaricaScansione } from './use-scarica-scansione.js';

interface AcquisizioneProps {
  scansione: Scansione;
  puoScrivere: boolean;
  /** The copy waits for a person to say that it goes there, also when its pages do not change any more. */
  puoUnire: boolean;
  onRegistra: (() => void) | undefined;
  /** It is not to be registered. */
  onEscludi: (() => void) | undefined;
  onUnisci: () => void;
  /** What the label says is so. */
  onConferma: () => void;
  /** What the label says is not so. */
  onSepara: (() => void) | undefined;
}

const UNIONI: Readonly<Record<NonNullable<Scansione['unione']>['stato'], StatoProps>> = {
  'in-attesa': { tono: 'ok', icona: 'check-circle', parola: 'vi arriverà da sola' },
  'da-confermare': { tono: 'warn', icona: 'warning-circle', parola: 'da confermare' },
  fatta: { tono: 'ok', icona: 'check-circle', parola: 'unita' },
  rifiutata: { tono: 'warn', icona: 'warning-circle', parola: 'non unita' },
};

/** How it was acquired, to which number it belongs, how far the reading is, the files that nobody touches. */
export function Acquisizione({
  scansione,
  puoScrivere,
  puoUnire,
  onRegistra,
  onEscludi,
  onUnisci,
  onConferma,
  onSepara,
}: AcquisizioneProps) {
  const { pagine, avanzamento, stato, registrazione, unione, pdf, originale, originali, tolte, esclusa } = scansione;
  const resta = useResta(scansione);
  const { scaricaOriginale } = useScaricaScansione();
  const parametri = parametriInParole(pagine);
  const lavora = isAlLavoro(stato) || avanzamento.fatte < avanzamento.pagine;
  return (
    <section className="riquadro" aria-labelledby="scansione-acquisizione">
      <header>
        <h2 id="scansione-acquisizione">Acquisizione</h2>
      </header>
      <dl className="dati corpo">
        {parametri !== undefined && (
          <>
            <dt>Parametri</dt>
            <dd>{parametri}</dd>
          </>
        )}
        <dt>Numero</dt>
        <dd>
          {registrazione === undefined ? (
            <>
              <span className="mut">
                {esclusa === undefined ? 'nessuna etichetta letta' : `non si registra: ${esclusa.esclusione}`}
              </span>
              {esclusa !== undefined && (
                <div className="xs mut">
                  {giornoOra(esclusa.quando)}, <Persona utente={esclusa.utente} />
                  {esclusa.motivo !== undefined && `: ${esclusa.motivo}`}
                </div>
              )}
              {puoScrivere && (
                <span className="riga acquisizione-numero">
                  {onRegistra !== undefined && (
                    <Bottone misura="piccolo" tasto="R" onClick={onRegistra}>
                      Registra
                    </Bottone>
                  )}
                  <Bottone misura="piccolo" tasto="U" onClick={onUnisci}>
                    Unisci a un numero…
                  </Bottone>
                </span>
              )}
              {onEscludi !== undefined && (
                <span className="riga acquisizione-numero">
                  <Bottone misura="piccolo" tasto="Z" onClick={onEscludi}>
                    Non si registra…
                  </Bottone>
                </span>
              )}
            </>
          ) : (
            <>
              <Stato {...(unione === undefined ? UNIONI.fatta : UNIONI[unione.stato])} />{' '}
              <Link to={paginaScheda(registrazione)}>
                {registrazione.anno}/{numero7(registrazione.numero)}
              </Link>
              {unione?.messaggio !== undefined && <div className="xs mut">{unione.messaggio}</div>}
              {puoUnire && (
                <span className="riga acquisizione-numero">
                  <Bottone aspetto="secondo" misura="piccolo" tasto="U" onClick={onConferma}>
                    Unisci al n. {registrazione.numero}/{registrazione.anno}
                  </Bottone>
                  <Bottone misura="piccolo" onClick={onUnisci}>
                    A un altro numero…
                  </Bottone>
                </span>
              )}
              {onSepara !== undefined && (
                <span className="riga acquisizione-numero">
                  <Bottone misura="piccolo" tasto="X" onClick={onSepara}>
                    Non è il suo numero…
                  </Bottone>
                </span>
              )}
            </>
          )}
        </dd>
        <dt>Testo</dt>
        <dd>
          {lavora ? (
            <>
              <progress
                className="progresso"
                aria-label="Pagine lette"
                max={Math.max(avanzamento.pagine, 1)}
                value={avanzamento.fatte}
              />
              <span role="status">
                {avanzamento.pagine === 0
                  ? 'si contano le pagine'
                  : `${intero(avanzamento.fatte)} di ${intero(avanzamento.pagine)}${resta === undefined ? '' : `, ${resta}`}`}
              </span>
            </>
          ) : (
            plural(avanzamento.fatte, 'pagina letta', 'pagine lette')
          )}
        </dd>
        {originale !== undefined && (
          <>
            <dt>Originale</dt>
            <dd>
              {originale.unico ? 'unico' : 'non unico'}
              {originale.collocazione !== undefined && `, ${originale.collocazione}`}
            </dd>
          </>
        )}
        {pdf !== undefined && (
          <>
            <dt>Copia</dt>
            <dd>
              PDF/A-2b, {dimensione(pdf.dimensione)},{' '}
              <span className="mono" title={pdf.sha256}>
                {hashBreve(pdf.sha256)}
              </span>
            </dd>
          </>
        )}
      </dl>
      <details className="altri acquisizione-file">
        <summary>
          {plural(originali.length, 'file come è arrivato', 'file come sono arrivati')}
          {tolte.length > 0 && `, ${plural(tolte.length, 'pagina tolta', 'pagine tolte')}`}
        </summary>
        <ul className="pila xs">
          {originali.map(({ n, nome, dimensione: bytes }) => (
            <li key={n}>
              <button type="button" className="come-link" onClick={() => scaricaOriginale(scansione.id, n, nome)}>
                {nome}
              </button>{' '}
              <span className="mut">{dimensione(bytes)}</span>
            </li>
          ))}
          {tolte.map(({ id, motivo, utente, quando }) => (
            <li key={`tolta ${id}`}>
              Tolta il {giornoOra(quando)} da <Persona utente={utente} />: {motivo}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
