import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTitolario } from '../api/elenchi.js';
import { wordsOf } from '../api/errori.js';
import { useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Vuoto } from '../components/Vuoto.js';
import { giorno } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { Albero } from './Albero.js';
import { sopraDi, vistaDi } from './vista.js';
import { SchedaVoce } from './SchedaVoce.js';
import './titolario.css';

/** The titolario in force as a tree, with a search that opens what answers it; the chosen voce is in the address. */
export function Titolario() {
  const io = useIo();
  const { data, error, refetch } = useTitolario();
  const [parametri, setParametri] = useSearchParams();
  const scelta = parametri.get('voce');
  const cercato = parametri.get('q') ?? '';
  const [aperte, setAperte] = useState<ReadonlySet<string>>(() => new Set(scelta === null ? [] : sopraDi(scelta)));
  useTitolo('Titolario', io.ente.denominazione);

  const voci = useMemo(() => data?.voci ?? [], [data]);
  const vista = useMemo(() => vistaDi(voci, aperte, cercato), [voci, aperte, cercato]);
  const set = (nome: 'q' | 'voce', value: string) => {
    const next = new URLSearchParams(parametri);
    if (value === '') next.delete(nome);
    else next.set(nome, value);
    setParametri(next, { replace: true });
  };
  const voce = voci.find(({ codice }) => codice === scelta);

  if (error !== null && data === undefined) {
    return (
      <div className="pagina-larga">
        <h1 className="vh">Titolario</h1>
        <Vuoto
          icona="wifi"
          titolo="Il titolario non si apre"
          azioni={<Bottone onClick={() => void refetch()}>Riprova ora</Bottone>}
        >
          {wordsOf(error)}
        </Vuoto>
      </div>
    );
  }
  return (
    <>
      <div className="testa">
        <h1>Titolario</h1>
        {data !== undefined && (
          <span className="sub">
            {data.versione.denominazione}, dal {giorno(data.versione.dal)}
          </span>
        )}
      </div>
      <div className="titolario-corpo">
        <div className="titolario-albero">
          <div className="titolario-cerca campo">
            <label className="vh" htmlFor="titolario-q">
              Cerca nel titolario
            </label>
            <input
              id="titolario-q"
              className="controllo"
              type="search"
              placeholder="codice o parole: VI.3, edilizia"
              value={cercato}
              onChange={(event) => set('q', event.target.value)}
            />
            <span className="aiuto" role="status">
              {cercato.trim() === ''
                ? `${voci.filter(({ livello }) => livello === 1).length} titoli, ${voci.length} voci`
                : vista.trovate.size === 1
                  ? '1 voce'
                  : `${vista.trovate.size} voci`}
            </span>
          </div>
          <Albero
            vista={vista}
            tutte={cercato.trim() !== ''}
            aperte={aperte}
            scelta={scelta}
            cercato={cercato}
            onAperte={setAperte}
            onScelta={(codice) => set('voce', codice)}
          />
        </div>
        <SchedaVoce voce={voce} voci={voci} consulta={io.diritti.consulta !== undefined} />
      </div>
      <SuggerimentiTasti
        tasti={[
          [['↑', '↓'], 'scorri'],
          [['→', '←'], 'apri e chiudi'],
          [['*'], 'apri tutto'],
        ]}
      />
    </>
  );
}
