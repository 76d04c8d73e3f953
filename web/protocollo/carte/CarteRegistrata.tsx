import { FORMATI_ETICHETTA } from '../../../schemas/carte.api.js';
import { wordsOf } from '../../api/errori.js';
import type { Registrazione } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Icona } from '../../components/Icona.js';
import { NOMI_FORMATI, useCarte } from './use-carte.js';
import './carte.css';

/** The papers at once after the number: label, receipt, stamped copy, each with its key. */
export function CarteRegistrata({ registrazione }: { registrazione: Registrazione }) {
  const { possibili, formato, scegli, chiedi, inCorso, errore } = useCarte(registrazione);
  return (
    <section className="riquadro">
      <header>
        <h2>Carte</h2>
        <span className="cresce" />
        <span className="xs mut">l’originale non viene mai modificato</span>
      </header>
      <div className="corpo pila">
        {errore !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="La carta non è pronta.">
            {wordsOf(errore)}
          </Avviso>
        )}
        <div className="carte">
          <div className="carta">
            <h3>
              <Icona nome="bookmark" misura="s" /> Etichetta
            </h3>
            <span className="xs mut">QR verso la verifica, codice a barre</span>
            <div className="riga">
              <Bottone
                aspetto="secondo"
                icona="print"
                tasto="E"
                alLavoro={inCorso === 'etichetta' && 'Preparo…'}
                onClick={() => chiedi('etichetta')}
              >
                Stampa<span className="vh"> l’etichetta</span>
              </Bottone>
              <select
                className="controllo"
                aria-label="Formato dell’etichetta"
                value={formato}
                onChange={({ target }) => {
                  const scelto = FORMATI_ETICHETTA.find((uno) => uno === target.value);
                  if (scelto !== undefined) scegli(scelto);
                }}
              >
                {FORMATI_ETICHETTA.map((uno) => (
                  <option key={uno} value={uno}>
                    {NOMI_FORMATI[uno]}
                  </option>
                ))}
              </select>
            </div>
          </div>
          {possibili.includes('ricevuta') && (
            <div className="carta">
              <h3>
                <Icona nome="file-pdf" misura="s" /> Ricevuta
              </h3>
              <span className="xs mut">L. 241/1990 art. 18-bis</span>
              <div className="riga">
                <Bottone
                  aspetto="secondo"
                  icona="print"
                  tasto="⇧E"
                  alLavoro={inCorso === 'ricevuta' && 'Preparo…'}
                  onClick={() => chiedi('ricevuta')}
                >
                  Stampa<span className="vh"> la ricevuta</span>
                </Bottone>
              </div>
            </div>
          )}
          {possibili.includes('copia') && (
            <div className="carta">
              <h3>
                <Icona nome="file-signed" misura="s" /> Copia con segnatura
              </h3>
              <span className="xs mut">Le firme del documento restano valide</span>
              <div className="riga">
                <Bottone
                  aspetto="secondo"
                  icona="download"
                  tasto="D"
                  alLavoro={inCorso === 'copia' && 'Preparo…'}
                  onClick={() => chiedi('copia')}
                >
                  Scarica<span className="vh"> la copia con segnatura</span>
                </Bottone>
              </div>
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
