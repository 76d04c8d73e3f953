import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ProblemaError, ServerAssenteError, wordsOf } from '../../api/errori.js';
import type { Elenco, RigaRegistro } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Bottone } from '../../components/Bottone.js';
import { Vuoto } from '../../components/Vuoto.js';
import { useDopo } from '../../lib/ritardo.js';
import { ETICHETTE, type Filtri, FILTRI, senza } from './filtri.js';

interface StatoElencoProps {
  elenco: Pick<UseQueryResult<Elenco<RigaRegistro>>, 'data' | 'error' | 'isFetching' | 'isPlaceholderData' | 'refetch'>;
  filtri: Filtri;
  registra: boolean;
  onFiltri: (filtri: Filtri) => void;
}

/** What stands in the place of rows: waiting, nothing found, refused, no server. */
export function StatoElenco({ elenco, filtri, registra, onFiltri }: StatoElencoProps) {
  const waiting = elenco.isFetching && (elenco.data === undefined || elenco.isPlaceholderData);
  const skeleton = useDopo(waiting && elenco.data === undefined, 300);
  const sentence = useDopo(waiting, 3000);
  if (elenco.error !== null && elenco.data === undefined) {
    return <Guasto error={elenco.error} onRiprova={() => void elenco.refetch()} />;
  }
  return (
    <>
      {elenco.error !== null && elenco.isPlaceholderData && (
        <Avviso tono="bad" annuncio="alert" titolo="La ricerca non è riuscita.">
          {wordsOf(elenco.error)}
        </Avviso>
      )}
      {skeleton && <Scheletro />}
      {sentence && (
        <p className="attesa xs mut" role="status">
          Cerco nel registro: con pochi filtri e molti anni serve qualche secondo…
        </p>
      )}
      {elenco.data?.elementi.length === 0 && !waiting && (
        <Nessuna filtri={filtri} registra={registra} onFiltri={onFiltri} />
      )}
    </>
  );
}

function Guasto({ error, onRiprova }: { error: Error; onRiprova: () => void }) {
  const assente = error instanceof ServerAssenteError;
  const fermo = error instanceof ProblemaError && error.status >= 500;
  return (
    <Vuoto
      icona={assente ? 'wifi' : 'warning-circle'}
      titolo={
        assente
          ? 'Il server non risponde'
          : fermo
            ? 'Il registro per ora non si legge'
            : 'Questa ricerca non si può fare'
      }
      azioni={
        <>
          <Bottone onClick={onRiprova}>Riprova ora</Bottone>
          {!assente && !fermo && (
            <Link className="btn btn-testo" to="/registro">
              Togli tutti i filtri
            </Link>
          )}
        </>
      }
    >
      {assente ? 'L’elenco torna da solo appena il server risponde di nuovo.' : wordsOf(error)}
    </Vuoto>
  );
}

function Nessuna({ filtri, registra, onFiltri }: Pick<StatoElencoProps, 'filtri' | 'registra' | 'onFiltri'>) {
  const attivi = FILTRI.filter((nome) => filtri[nome] !== undefined);
  if (attivi.length === 0) {
    return (
      <Vuoto
        icona="check-circle"
        titolo="Il registro è vuoto"
        azioni={
          registra && (
            <Link className="btn btn-primo" to="/protocollo/nuova">
              Nuova registrazione
            </Link>
          )
        }
      >
        La prima registrazione dell’anno avrà il numero 0000001.
      </Vuoto>
    );
  }
  return (
    <Vuoto
      icona="search"
      titolo="Nessuna registrazione con questi filtri"
      azioni={
        <>
          {attivi.slice(0, 3).map((nome) => (
            <Bottone key={nome} misura="piccolo" onClick={() => onFiltri(senza(filtri, nome))}>
              Togli il filtro «{ETICHETTE[nome].toLowerCase()}»
            </Bottone>
          ))}
          {attivi.length > 1 && (
            <Bottone aspetto="testo" misura="piccolo" onClick={() => onFiltri({})}>
              Togli tutti
            </Bottone>
          )}
        </>
      }
    >
      Le parole si cercano all’inizio, senza badare agli accenti: una parte del nome può bastare.
    </Vuoto>
  );
}

const LARGHEZZE = ['w60', 'w80', 'w70', 'w50', 'w80', 'w60', 'w70', 'w80'];

function Scheletro() {
  return (
    <div className="scheletri" aria-hidden="true">
      {LARGHEZZE.map((larghezza, i) => (
        <span key={i} className={`scheletro ${larghezza}`} />
      ))}
    </div>
  );
}
