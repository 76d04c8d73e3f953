import { type DragEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { wordsOf } from '../api/errori.js';
import { isDiRepertorio, paginaScheda } from '../api/percorsi.js';
import { Bottone } from '../components/Bottone.js';
import { Flusso } from '../components/Flusso.js';
import { Icona } from '../components/Icona.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { giorno, numero7, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { statoDiLavoro } from '../protocollo/parole.js';
import { useDocumenti } from './interrogazioni-fascicoli.js';
import { alberoOf, type RigaAlbero, type RigaDocumento } from './righe-documenti.js';
import { SpostaDocumento } from './SpostaDocumento.js';
import { VersioniDocumento } from './VersioniDocumento.js';

interface AlberoDocumentiProps {
  fascicolo: FascicoloRisposta;
  parti: readonly FascicoloRisposta[];
  modificabile: boolean;
  /** the part that the chosen row is, or in which it stands */
  onParte: (parte: FascicoloRisposta) => void;
}

interface Spostamento {
  riga: RigaDocumento;
  da: FascicoloRisposta;
  togli: boolean;
  a?: FascicoloRisposta;
}

/** The documents by date, under the part in which they stand; a document is dragged to another part, or moved there by M. */
export function AlberoDocumenti({ fascicolo, parti, modificabile, onParte }: AlberoDocumentiProps) {
  const naviga = useNavigate();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useDocumenti(fascicolo.id);
  const [chiuse, setChiuse] = useState<ReadonlySet<string>>(new Set());
  const [scelta, setScelta] = useState<string | null>(null);
  const [sopra, setSopra] = useState<string | null>(null);
  const [spostamento, setSpostamento] = useState<Spostamento | null>(null);
  const [versioniDi, setVersioniDi] = useState<string | null>(null);
  const trascinata = useRef<RigaDocumento | null>(null);
  const elementi = useMemo(() => data?.pages.flatMap(({ elementi: some }) => some) ?? [], [data]);
  const righe = useMemo(() => alberoOf(parti, elementi, chiuse), [parti, elementi, chiuse]);
  const indice = Math.max(
    0,
    righe.findIndex(({ chiave }) => chiave === scelta),
  );
  const attuale = righe[indice];
  const versioni = elementi.flatMap((one) =>
    one.tipo === 'documento' && one.documento.id === versioniDi ? [one.documento] : [],
  )[0];

  const parteOf = (riga: RigaAlbero | undefined): FascicoloRisposta => {
    if (riga === undefined) return fascicolo;
    if (riga.tipo === 'parte') return riga.parte;
    return parti.find(({ id }) => id === riga.riga.elemento.fascicolo) ?? fascicolo;
  };
  const choose = (riga: RigaAlbero | undefined) => {
    if (riga === undefined) return;
    setScelta(riga.chiave);
    onParte(parteOf(riga));
  };
  const move = (target: number) => {
    const riga = righe[Math.max(0, Math.min(righe.length - 1, target))];
    choose(riga);
    if (riga !== undefined) document.getElementById(`riga-${riga.chiave}`)?.focus();
  };
  const open = (riga: RigaAlbero | undefined = attuale) => {
    if (riga?.tipo === 'documento' && riga.riga.elemento.tipo === 'registrazione')
      void naviga(paginaScheda(riga.riga.elemento.registrazione));
    if (riga?.tipo === 'documento' && riga.riga.elemento.tipo === 'documento')
      setVersioniDi(riga.riga.elemento.documento.id);
    if (riga?.tipo === 'parte') toggle(riga.parte.id);
  };
  const toggle = (id: string, aperta?: boolean) => {
    const next = new Set(chiuse);
    if (aperta ?? chiuse.has(id)) next.delete(id);
    else next.add(id);
    setChiuse(next);
  };
  const sposta = (togli: boolean, riga: RigaAlbero | undefined = attuale) => {
    if (!modificabile || riga?.tipo !== 'documento') return;
    setSpostamento({ riga: riga.riga, da: parteOf(riga), togli });
  };
  useTasti([
    { tasti: 'j', azione: () => move(indice + 1) },
    { tasti: 'k', azione: () => move(indice - 1) },
    { tasti: 'Enter', azione: () => open() },
    { tasti: 'm', azione: () => sposta(false) },
    { tasti: 'Delete', azione: () => sposta(true) },
  ]);
  const pronta = righe.length > 0;
  useEffect(() => {
    if (pronta && document.activeElement?.id === 'contenuto')
      document.getElementById(`riga-${righe[0]?.chiave ?? ''}`)?.focus();
  }, [pronta, righe]);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: indice + 1,
      ArrowUp: indice - 1,
      Home: 0,
      End: righe.length - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      event.preventDefault();
      move(target);
    } else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && attuale?.tipo === 'parte') {
      event.preventDefault();
      toggle(attuale.parte.id, event.key === 'ArrowRight');
    }
  };
  const onDrop = (parte: FascicoloRisposta) => (event: DragEvent) => {
    event.preventDefault();
    setSopra(null);
    const riga = trascinata.current;
    if (riga === null || riga.elemento.fascicolo === parte.id || parte.stato === 'chiuso') return;
    const da = parti.find(({ id }) => id === riga.elemento.fascicolo) ?? fascicolo;
    setSpostamento({ riga, da, togli: false, a: parte });
  };

  if (error !== null)
    return (
      <p className="sm mut">
        {wordsOf(error)} <Bottone onClick={() => void refetch()}>Riprova ora</Bottone>
      </p>
    );
  return (
    <div className="fascicolo-documenti">
      <div
        className="scorre"
        role="tree"
        aria-label={`Documenti del fascicolo ${fascicolo.codice}`}
        onKeyDown={onKeyDown}
      >
        {righe.map((riga) => {
          const chosen = riga.chiave === attuale?.chiave;
          const common = {
            id: `riga-${riga.chiave}`,
            role: 'treeitem',
            'aria-level': riga.livello + 1,
            'aria-selected': chosen,
            tabIndex: chosen ? 0 : -1,
            onFocus: () => choose(riga),
            onClick: () => choose(riga),
            onDoubleClick: () => open(riga),
          };
          if (riga.tipo === 'parte')
            return (
              <div
                key={riga.chiave}
                {...common}
                aria-expanded={riga.aperta}
                className={`riga-parte rientro-${riga.livello}${sopra === riga.parte.id ? ' sopra' : ''}`}
                onDragOver={(event) => {
                  if (trascinata.current === null || riga.parte.stato === 'chiuso') return;
                  event.preventDefault();
                  setSopra(riga.parte.id);
                }}
                onDragLeave={() => setSopra(null)}
                onDrop={onDrop(riga.parte)}
              >
                <span aria-hidden="true">{riga.aperta ? '▾' : '▸'}</span>
                <Icona nome={riga.parte.stato === 'chiuso' ? 'locked' : 'folder'} misura="s" />
                <b className="mono nw">{riga.parte.codice}</b>
                <b className="ell cresce">{riga.parte.oggetto}</b>
                {riga.parte.annullato !== undefined && <Stato tono="bad" icona="ban" parola="Annullato" />}
                <span className="nw">{giorno(riga.parte.dataApertura)}</span>
                <span className="mut quanti">{plural(riga.parte.documenti, 'documento', 'documenti')}</span>
              </div>
            );
          const { elemento } = riga.riga;
          return (
            <div
              key={riga.chiave}
              {...common}
              className={`riga-documento rientro-${riga.livello}`}
              draggable={modificabile}
              onDragStart={(event) => {
                trascinata.current = riga.riga;
                event.dataTransfer.effectAllowed = 'move';
                event.dataTransfer.setData('text/plain', riga.riga.nome);
              }}
              onDragEnd={() => {
                trascinata.current = null;
                setSopra(null);
              }}
            >
              {elemento.tipo === 'registrazione' ? (
                <>
                  <Icona nome="file" misura="s" />
                  <Link className="mono nw" tabIndex={-1} to={paginaScheda(elemento.registrazione)}>
                    {isDiRepertorio(elemento.registrazione) && `${elemento.registrazione.registro} `}
                    {numero7(elemento.registrazione.numero)}
                  </Link>
                  <Flusso flusso={elemento.registrazione.flusso} />
                  <span
                    className={elemento.registrazione.stato === 'annullata' ? 'ell cresce annullata' : 'ell cresce'}
                    title={riga.riga.oggetto}
                  >
                    {riga.riga.oggetto}
                  </span>
                  {!elemento.principale && <span className="mut xs nw">per rimando</span>}
                  <span className="nw">{giorno(elemento.data)}</span>
                  <span className="quanti">
                    <StatoDocumento elemento={elemento} />
                  </span>
                </>
              ) : (
                <>
                  <Icona nome="note" misura="s" />
                  <span className="mut xs nw">non protocollato</span>
                  <span className="ell cresce" title={riga.riga.oggetto}>
                    {riga.riga.oggetto}
                  </span>
                  <span className="nw">{giorno(elemento.data)}</span>
                  <span className="quanti">
                    <Bottone aspetto="testo" misura="piccolo" tabIndex={-1} onClick={() => open(riga)}>
                      {plural(elemento.documento.versioni.length, 'versione', 'versioni')}
                    </Bottone>
                  </span>
                </>
              )}
            </div>
          );
        })}
        {data !== undefined && elementi.length === 0 && (
          <p className="sm mut fascicolo-vuoto">
            Nessun documento.{' '}
            {modificabile ? 'Con F se ne aggiunge uno, oppure lo si mette da qui dalla sua scheda.' : ''}
          </p>
        )}
      </div>
      <SuggerimentiTasti
        tasti={[
          [['→', '←'], 'apri e chiudi i rami'],
          [['↵'], 'apri'],
          ...(modificabile
            ? ([
                [['M'], 'sposta'],
                [['Canc'], 'togli'],
                [['⇧N'], 'nuova parte'],
              ] as const)
            : []),
        ]}
      >
        {hasNextPage && (
          <Bottone
            aspetto="testo"
            misura="piccolo"
            alLavoro={isFetchingNextPage && 'Apro…'}
            onClick={() => void fetchNextPage()}
          >
            Altri documenti
          </Bottone>
        )}
      </SuggerimentiTasti>
      {versioni !== undefined && (
        <VersioniDocumento documento={versioni} modificabile={modificabile} onChiudi={() => setVersioniDi(null)} />
      )}
      {spostamento !== null && (
        <SpostaDocumento
          da={spostamento.da.id}
          codice={spostamento.da.codice}
          riga={spostamento.riga}
          parti={parti}
          togli={spostamento.togli}
          a={spostamento.a}
          onChiudi={() => setSpostamento(null)}
        />
      )}
    </div>
  );
}

/** The work that a registration still waits for; that it stands in the fascicolo one sees. */
function StatoDocumento({ elemento }: { elemento: Extract<RigaDocumento['elemento'], { tipo: 'registrazione' }> }) {
  const { fascicolo: _here, ...riga } = elemento.registrazione;
  return <Stato {...statoDiLavoro(riga as Parameters<typeof statoDiLavoro>[0])} />;
}
