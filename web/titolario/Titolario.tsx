import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { RicercaTitolario } from '../../schemas/titolario.api.js';
import { puo, useIo } from '../api/sessione.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { plural } from '../lib/formati.js';
import { useFermo } from '../lib/ritardo.js';
import { useTitolo } from '../lib/titolo.js';
import { Albero } from './Albero.js';
import { useConteggi, useRicercaTitolario, useTitolarioDi } from './interrogazioni.js';
import { esporta } from './percorsi-titolario.js';
import { ScaricaCsv } from './ScaricaCsv.js';
import { SchedaVoce } from './SchedaVoce.js';
import { SceltaVersione } from './SceltaVersione.js';
import { sopraDi, vistaDi } from './vista.js';
import './titolario.css';

const PAUSA_MS = 150;
const PAROLE_FONTE: Readonly<Record<string, string>> = {
  prontuario: 'prontuario',
  descrizione: 'descrizione',
  massimario: 'massimario',
};

/** Why a voce is shown whose name does not say it: by its code. */
function indiziOf(trovate: RicercaTitolario['elementi']): Map<string, string> {
  return new Map(
    trovate.flatMap(({ codice, dove: [first] }): [string, string][] => {
      const parola = first && PAROLE_FONTE[first.fonte];
      if (first === undefined || parola === undefined) return [];
      return [[codice, first.fonte === 'descrizione' ? parola : `${parola}: ${first.testo}`]];
    }),
  );
}

/** The titolario as a tree, with a search that opens what answers it; version, voce and words are in the address. */
export function Titolario() {
  const io = useIo();
  const [parametri, setParametri] = useSearchParams();
  const scelta = parametri.get('voce');
  const cercato = parametri.get('q') ?? '';
  const versione = parametri.get('versione') ?? undefined;
  const { data, error, refetch } = useTitolarioDi(versione);
  const fermo = useFermo(cercato.trim(), PAUSA_MS);
  const { data: ricerca } = useRicercaTitolario(fermo, versione);
  const { data: conti } = useConteggi(puo(io, 'consulta') && versione === undefined);
  const [aperte, setAperte] = useState<ReadonlySet<string>>(() => new Set(scelta === null ? [] : sopraDi(scelta)));
  useTitolo('Titolario', io.ente.denominazione);

  const voci = useMemo(() => data?.voci ?? [], [data]);
  const trovate = useMemo(
    () => (cercato.trim() === '' || cercato.trim() !== fermo ? [] : (ricerca?.elementi ?? [])),
    [cercato, fermo, ricerca],
  );
  const vista = useMemo(
    () => vistaDi(voci, aperte, cercato, new Set(trovate.map(({ codice }) => codice))),
    [voci, aperte, cercato, trovate],
  );
  const indizi = useMemo(() => indiziOf(trovate), [trovate]);
  const set = (nome: 'q' | 'voce', value: string) => {
    const next = new URLSearchParams(parametri);
    if (value === '') next.delete(nome);
    else next.set(nome, value);
    setParametri(next, { replace: true });
  };
  const voce = voci.find(({ codice }) => codice === scelta);
  const conteggi = trovate.length === 0 ? undefined : ricerca?.conteggi;
  const livelli = (livello: number) => voci.filter((one) => one.livello === livello).length;

  if (error !== null && data === undefined) {
    return (
      <div className="pagina-larga">
        <h1 className="vh">Titolario</h1>
        <NonSiApre titolo="Il titolario non si apre" errore={error} onRiprova={refetch} />
      </div>
    );
  }
  return (
    <>
      <div className="testa">
        <h1>Titolario</h1>
        <SceltaVersione scelta={data === undefined ? undefined : Number(data.versione.numero)} />
        {data !== undefined && (
          <span className="sub">
            {data.versione.denominazione}: {plural(livelli(1), 'titolo', 'titoli')},{' '}
            {plural(livelli(2), 'classe', 'classi')}, {plural(livelli(3), 'sottoclasse', 'sottoclassi')}
          </span>
        )}
        <span className="cresce" />
        {data !== undefined && (
          <ScaricaCsv
            percorso={esporta(Number(data.versione.numero))}
            nome={`titolario-v${data.versione.numero}.csv`}
            parole="Esporta CSV"
          />
        )}
        {puo(io, 'legge-qualita-suggerimenti') && (
          <Link className="btn btn-terzo" to="/titolario/qualita">
            Qualità dei suggerimenti
          </Link>
        )}
        <Link className="btn btn-terzo" to="/titolario/versioni">
          {puo(io, 'redige-titolario') ? 'Versioni e importazione' : 'Versioni'}
        </Link>
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
                ? `${livelli(1)} titoli, ${voci.length} voci`
                : [
                    plural(vista.trovate.size, 'voce', 'voci'),
                    ...(conteggi === undefined
                      ? []
                      : [
                          plural(conteggi.prontuario, 'parola del prontuario', 'parole del prontuario'),
                          plural(conteggi.massimario, 'tipologia del massimario', 'tipologie del massimario'),
                        ]),
                  ].join(', ')}
            </span>
          </div>
          <Albero
            vista={vista}
            tutte={cercato.trim() !== ''}
            aperte={aperte}
            scelta={scelta}
            cercato={cercato}
            indizi={indizi}
            numeri={conti?.numeri}
            onAperte={setAperte}
            onScelta={(codice) => set('voce', codice)}
          />
        </div>
        <SchedaVoce voce={voce} voci={voci} versione={versione} {...(data !== undefined && { di: data.versione })} />
      </div>
      <SuggerimentiTasti
        tasti={[
          [['↑', '↓'], 'scorri'],
          [['→', '←'], 'apri e chiudi'],
          [['*'], 'apri tutto'],
        ]}
      >
        {conti !== undefined && <span>n.: registrazioni {conti.anno}</span>}
      </SuggerimentiTasti>
    </>
  );
}
