import { useMemo, useState } from 'react';
import { Bottone } from '../components/Bottone.js';
import { leggiXml, nomeInParole, type NodoXml, valoreInParole } from './albero-xml.js';

interface XmlLeggibileProps {
  /** What it is, for who does not see it: `Indice del pacchetto`. */
  etichetta: string;
  testo: string;
  onScarica?: (() => void) | undefined;
}

/** How deep the tree is open at first. */
const APERTI = 3;
const MAX_TESTO = 2_000_000;

/** XML to be read: names in Italian with their values as a tree, or the text as it is. */
export function XmlLeggibile({ etichetta, testo, onScarica }: XmlLeggibileProps) {
  const albero = useMemo(() => leggiXml(testo), [testo]);
  const [vista, setVista] = useState<'albero' | 'testo'>('albero');
  const shown = albero === null ? 'testo' : vista;
  return (
    <div className="conservazione-xml">
      <div className="riga">
        {albero !== null && (
          <div className="conservazione-viste" role="group" aria-label="Come si mostra">
            <button type="button" aria-pressed={shown === 'albero'} onClick={() => setVista('albero')}>
              Nomi e valori
            </button>
            <button type="button" aria-pressed={shown === 'testo'} onClick={() => setVista('testo')}>
              XML
            </button>
          </div>
        )}
        {albero === null && (
          <span className="sm mut">Non è un XML che si possa mostrare ad albero: ecco il testo.</span>
        )}
        <span className="cresce" />
        {onScarica !== undefined && (
          <Bottone misura="piccolo" icona="download" onClick={onScarica}>
            Scarica
          </Bottone>
        )}
      </div>
      {shown === 'albero' && albero !== null ? (
        <ul className="conservazione-albero" aria-label={etichetta}>
          <Nodo nodo={albero} livello={0} />
        </ul>
      ) : (
        <pre className="metadati-xml conservazione-testo" tabIndex={0} role="region" aria-label={`${etichetta}, testo`}>
          {testo.slice(0, MAX_TESTO)}
        </pre>
      )}
    </div>
  );
}

/** What is below is made only when it is opened: a package may have thousands of elements. */
function Nodo({ nodo, livello }: { nodo: NodoXml; livello: number }) {
  const [aperto, setAperto] = useState(livello < APERTI);
  const { nome, attributi, testo, figli } = nodo;
  const words = (
    <>
      <span title={nome}>{nomeInParole(nome)}</span>
      {attributi.map(([quale, valore]) => (
        <span key={quale} className="mut">
          {' '}
          {nomeInParole(quale).toLowerCase()}: {valoreInParole(quale, valore)}
        </span>
      ))}
    </>
  );
  if (figli.length === 0) {
    const shown = valoreInParole(nome, testo);
    return (
      <li>
        {words}
        {': '}
        <b title={shown === testo ? undefined : testo}>{shown === '' ? '–' : shown}</b>
      </li>
    );
  }
  return (
    <li>
      <details open={aperto} onToggle={(event) => setAperto(event.currentTarget.open)}>
        <summary>{words}</summary>
        {aperto && (
          <ul>
            {figli.map((figlio, i) => (
              <Nodo key={`${figlio.nome} ${i}`} nodo={figlio} livello={livello + 1} />
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}
