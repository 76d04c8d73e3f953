import './attesta.css';
import { Link } from 'react-router';
import type { RaffrontoLetto } from '../../schemas/attestazione.api.js';
import type { Scansione } from '../api/scansioni.js';
import { paginaScansione } from '../api/scansioni.js';
import { wordsOf } from '../api/errori.js';
import { Avviso } from '../components/Avviso.js';
import { Stato } from '../components/Stato.js';
import { giorno, hashBreve } from '../lib/formati.js';
import { AltreCopie } from './AltreCopie.js';
import { useDaFirmare } from './interrogazioni-attestazioni.js';
import type { AttestaAperta } from './use-attesta.js';

interface CartaAttestazioneProps {
  scansione: Scansione;
  raffronto: RaffrontoLetto;
  attesta: AttestaAperta;
}

/** What will be signed, word for word, on which delegation, with which signature; and the declaration. */
export function CartaAttestazione({ scansione, raffronto, attesta }: CartaAttestazioneProps) {
  const { anteprima, pronta, dichiarata, modo, errore } = attesta;
  const { pdf, id } = scansione;
  const all = raffronto.pagine.length;
  const daFirmare = useDaFirmare(id, scansione.stato !== 'attestata');
  return (
    <section className="riquadro" aria-labelledby="raffronto-attestazione">
      <header>
        <h2 id="raffronto-attestazione">Attestazione</h2>
        <span className="cresce" />
        {!pronta && <Stato tono="neu" icona="locked" parola={`si apre a ${all} di ${all}`} />}
      </header>
      <div className="corpo pila">
        {errore !== null && (
          <Avviso tono="bad" annuncio="alert" titolo="Non attestata.">
            {wordsOf(errore)}
          </Avviso>
        )}
        {daFirmare !== undefined && (
          <Avviso tono="inf" titolo="Attende la sua firma.">
            <Link to={`${paginaScansione(id)}?passo=firma&attestazione=${daFirmare}`}>
              Riprendere l’attestazione preparata
            </Link>
          </Avviso>
        )}
        {anteprima !== undefined && anteprima.testo.length > 0 && (
          <div className="testo-attestazione">
            {anteprima.testo.map((paragrafo) => (
              <p key={paragrafo}>{paragrafo}</p>
            ))}
            {pdf !== undefined && !anteprima.testo.some((riga) => riga.includes(pdf.sha256)) && (
              <p className="mono xs" title={pdf.sha256}>
                SHA-256 {hashBreve(pdf.sha256)}
              </p>
            )}
          </div>
        )}
        {anteprima !== undefined && (
          <dl className="dati">
            <dt>Delega</dt>
            <dd>
              {anteprima.delega === undefined ? (
                <Stato tono="warn" icona="warning-circle" parola="nessuna, oggi" />
              ) : (
                <Stato tono="ok" icona="key" parola={`valida fino al ${giorno(anteprima.delega.al)}`} />
              )}
            </dd>
            <dt>Firma</dt>
            <dd>
              {modo === 'server' ? 'del server, con la sua chiave' : 'con il suo dispositivo: si firma il file'}{' '}
              {anteprima.chiaveServer && (
                <button
                  type="button"
                  className="come-link"
                  onClick={() => attesta.onModo(modo === 'server' ? 'esterna' : 'server')}
                >
                  {modo === 'server' ? 'usa la mia' : 'usa quella del server'}
                </button>
              )}
            </dd>
          </dl>
        )}
        {scansione.lotto !== undefined && scansione.stato === 'pronta' && (
          <AltreCopie
            scansione={{ ...scansione, lotto: scansione.lotto }}
            scelte={attesta.copie}
            onScelte={attesta.onCopie}
          />
        )}
        <div className="spunta">
          <input
            type="checkbox"
            id="dichiaro"
            checked={dichiarata}
            disabled={!pronta}
            onChange={(event) => attesta.onDichiarata(event.target.checked)}
          />
          <label htmlFor="dichiaro">Ho confrontato tutte le pagine e dichiaro la conformità</label>
          {pronta && <kbd aria-hidden="true">C</kbd>}
        </div>
        {anteprima?.motivoNo !== undefined && <Avviso tono="warn">{anteprima.motivoNo}</Avviso>}
        {!pronta && raffronto.mancano > 0 && (
          <Avviso tono="inf">
            {raffronto.mancano === 1 ? 'Resta una pagina.' : `Restano ${raffronto.mancano} pagine.`}{' '}
            {scansione.bloccata
              ? 'Se non è uguale, la copia non si attesta e si fa una nuova scansione.'
              : 'Se non è uguale si riscansiona: le altre restano viste.'}
          </Avviso>
        )}
      </div>
    </section>
  );
}
