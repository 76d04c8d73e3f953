import './scrivania.css';
import { useEffect, useMemo, useState } from 'react';
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { useUffici } from '../api/elenchi.js';
import { useNomi } from '../api/nomi.js';
import * as percorsi from '../api/percorsi.js';
import { paginaNuovaPer } from '../api/scansioni.js';
import { useCode } from '../api/scrivania.js';
import { puo, useIo } from '../api/sessione.js';
import type { Coda, CodaScrivania, RigaScrivania } from '../api/tipi.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import { Icona } from '../components/Icona.js';
import { focusRiga } from '../components/Tabella.js';
import { useOrdine } from '../components/use-ordine.js';
import { Fascicola } from '../fascicoli/Fascicola.js';
import { giornoInLettere, ora } from '../lib/formati.js';
import { IN_COLONNA, useMedia } from '../lib/soglia.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { sendEtichetta } from '../protocollo/carte/etichetta.js';
import { readPosto, rememberElencoAtti, rememberPosto } from '../protocollo/registro/elenco.js';
import { TerminiScrivania } from '../procedimenti/TerminiScrivania.js';
import { AssegnaInsieme } from './AssegnaInsieme.js';
import { type AttoScrivania as Atto, useAttiScrivania } from './atti-scrivania.js';
import { AttoScrivania } from './AttoScrivania.js';
import { Code } from './Code.js';
import { ElencoCoda } from './ElencoCoda.js';
import { readCursori, rememberCursore, useCoda } from './interrogazioni.js';
import { AzioniRapide, Bozze, ChiaviInScadenza, Oggi } from './Laterale.js';
import { codeMostrate, PAROLE_CODA, perGruppo, primaCoda } from './parole-code.js';
import { chiaveRiga, colonneCoda } from './RigaCoda.js';
import { PerUfficio } from './PerUfficio.js';
import { Riquadro } from './Riquadro.js';
import { ScrivaniaGestione } from './ScrivaniaGestione.js';
import { siScansiona } from './si-scansiona.js';

const NESSUNA: readonly RigaScrivania[] = [];
const DALLA_PIU_VECCHIA = { naturale: { campo: 'da', inverso: false } };

/** The address of the same queue, filtered and sorted as it is, from its first page. */
function dallaPrima(parametri: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parametri);
  next.delete('cursore');
  next.delete('pagina');
  return next;
}

/** The home of each: what waits for this person, oldest first. Who reads no register has another one. */
export function Scrivania() {
  const io = useIo();
  return puo(io, 'consulta') ? <ScrivaniaAperta /> : <ScrivaniaGestione />;
}

/** The queue of the address if it is one of this desk, else the first that holds something. */
function useCodaScelta(): {
  coda: Coda | undefined;
  code: ReturnType<typeof useCode>;
  mostrate: readonly CodaScrivania[];
} {
  const code = useCode();
  const { coda: nome } = useParams();
  const all = code.data?.code ?? [];
  const named = all.find(({ codice }) => codice === nome)?.codice;
  return { coda: named ?? primaCoda(all), code, mostrate: codeMostrate(all, named) };
}

function ScrivaniaAperta() {
  const io = useIo();
  const naviga = useNavigate();
  const { pathname, search } = useLocation();
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  const inColonna = useMedia(IN_COLONNA);
  const { coda, code, mostrate } = useCodaScelta();
  const diAtti = coda !== undefined && PAROLE_CODA[coda].atti === true;
  const cursore = parametri.get('cursore');
  const pagina = cursore === null ? 1 : Math.max(2, Number(parametri.get('pagina') ?? '2') || 2);
  const [motivo, setMotivo] = useState<string>();
  const uo = parametri.get('uo');
  const elenco = useCoda(coda, { cursore, uo }, motivo);
  const lette = elenco.data?.elementi ?? NESSUNA;
  const nomeOf = useNomi(lette.map(({ presaInCarico }) => presaInCarico?.utente));
  const colonne = useMemo(() => colonneCoda(nomeOf), [nomeOf]);
  const { q, viste: righe, teste, ordine, set } = useOrdine(lette, colonne, DALLA_PIU_VECCHIA);

  const indirizzo = pathname + search;
  const [posto, setPosto] = useState({ indirizzo, riga: readPosto(indirizzo), indice: 0 });
  const [segnate, setSegnate] = useState<ReadonlySet<string>>(new Set());
  const [atto, setAtto] = useState<Atto | 'insieme' | 'fascicola-insieme' | null>(null);
  const [aperto, setAperto] = useState(false);

  const wanted = posto.indirizzo === indirizzo ? posto.riga : readPosto(indirizzo);
  // One that left the queue (assigned, taken) leaves its place to the next.
  const vicina = posto.indirizzo === indirizzo ? Math.min(posto.indice, righe.length - 1) : 0;
  const scelta = righe.find((riga) => chiaveRiga(riga) === wanted) ?? righe[vicina];
  const indice = scelta === undefined ? -1 : righe.indexOf(scelta);
  const possibili = useAttiScrivania(scelta, coda);
  const fascicola = puo(io, 'gestisci-fascicolo');
  const scegliibili = puo(io, 'assegna') || fascicola;
  const insieme = righe.filter((riga) => segnate.has(chiaveRiga(riga)));
  useTitolo(coda === undefined ? 'Scrivania' : `${PAROLE_CODA[coda].titolo}, scrivania`, io.ente.denominazione);

  useEffect(() => {
    if (scelta !== undefined) rememberPosto(indirizzo, chiaveRiga(scelta));
    if (diAtti) rememberElencoAtti(`/scrivania/${coda}${search}`);
  }, [indirizzo, scelta, diAtti, coda, search]);

  const pronta = righe.length > 0;
  const chiaveScelta = scelta === undefined ? '' : chiaveRiga(scelta);
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement !== document.body && activeElement?.id !== 'contenuto') return;
    if (pronta) focusRiga(chiaveScelta);
    else document.getElementById('contenuto')?.focus();
  }, [pronta, indirizzo, chiaveScelta]);

  const choose = (riga: RigaScrivania) => setPosto({ indirizzo, riga: chiaveRiga(riga), indice: righe.indexOf(riga) });
  const move = (target: number) => {
    const riga = righe[Math.max(0, Math.min(righe.length - 1, target))];
    if (riga === undefined) return;
    choose(riga);
    focusRiga(chiaveRiga(riga));
  };
  const open = (riga: RigaScrivania | undefined = scelta) => {
    if (riga !== undefined) void naviga(percorsi.paginaScheda(riga));
  };
  const goTo = (next: number, nextCursore: string) => {
    if (coda === undefined) return;
    const address = dallaPrima(parametri);
    if (nextCursore !== '') {
      rememberCursore(coda, next, nextCursore);
      address.set('cursore', nextCursore);
      address.set('pagina', String(next));
    }
    setParametri(address);
  };
  const following = elenco.data?.cursore;
  const after = following === undefined ? undefined : () => goTo(pagina + 1, following);
  const before =
    pagina === 1 || coda === undefined ? undefined : () => goTo(pagina - 1, readCursori(coda)[pagina - 2] ?? '');
  const mark = (riga: RigaScrivania | undefined) => {
    if (riga === undefined || !scegliibili) return;
    const next = new Set(segnate);
    if (!next.delete(chiaveRiga(riga))) next.add(chiaveRiga(riga));
    setSegnate(next);
  };
  const start =
    (...acts: Atto[]) =>
    () => {
      const possible = acts.find((one) => possibili.has(one));
      if (scelta === undefined || possible === undefined) return;
      choose(scelta);
      setAtto(possible);
    };
  const goToCoda = (step: number) => {
    const all = perGruppo(mostrate).flatMap(([, found]) => found.map(({ codice }) => codice));
    const next = coda === undefined ? undefined : all[all.indexOf(coda) + step];
    if (next !== undefined) void naviga(`/scrivania/${next}`);
  };

  useTasti([
    { tasti: 'j', azione: () => (indice === righe.length - 1 && after !== undefined ? after() : move(indice + 1)) },
    { tasti: 'k', azione: () => (indice === 0 && before !== undefined ? before() : move(indice - 1)) },
    { tasti: 'Home', azione: () => move(0) },
    { tasti: 'End', azione: () => move(righe.length - 1) },
    { tasti: 'Alt+ArrowDown', azione: () => goToCoda(1) },
    { tasti: 'Alt+ArrowUp', azione: () => goToCoda(-1) },
    { tasti: 'Enter', azione: () => open() },
    { tasti: 'x', azione: () => mark(scelta) },
    { tasti: 'a', azione: () => (insieme.length > 0 && puo(io, 'assegna') ? setAtto('insieme') : start('assegna')()) },
    { tasti: 'p', azione: start('visione', 'prendi') },
    { tasti: 'r', azione: start('nega-rettifica', 'nega-annullamento', 'rifiuta') },
    { tasti: 'c', azione: start('classifica') },
    {
      tasti: 'f',
      azione: () => (insieme.length > 0 && fascicola ? setAtto('fascicola-insieme') : start('completa', 'fascicola')()),
    },
    {
      tasti: 'z',
      azione: start(
        'concedi-rettifica',
        ...(coda === 'annullamenti' || coda === 'atti-annullamenti' ? (['annulla'] as const) : []),
      ),
    },
    { tasti: 'd', azione: start('ritardo') },
    { tasti: 'i', azione: start('integra') },
    { tasti: 'e', azione: () => scelta !== undefined && sendEtichetta(scelta, motivo) },
    {
      tasti: 's',
      azione: () => {
        if (scelta !== undefined && siScansiona(scelta, possibili, io)) void naviga(paginaNuovaPer(scelta));
      },
    },
    { tasti: 'Space', azione: () => setAperto(!aperto) },
    { tasti: 'Escape', azione: () => (aperto ? setAperto(false) : setSegnate(new Set())) },
  ]);

  return (
    <>
      <div className="testa">
        <h1>{puo(io, 'registra-entrata') ? 'Scrivania del protocollo' : 'La mia scrivania'}</h1>
        <span className="sub">
          {io.uo.codice} {io.uo.denominazione} · {giornoInLettere(io.adesso)}, ore {ora(io.adesso)}
        </span>
        <span className="cresce" />
        {puo(io, 'registra-uscita') && (
          <Link className="btn btn-primo" to="/protocollo/nuova">
            <Icona nome="plus" /> Nuova registrazione <kbd>N</kbd>
          </Link>
        )}
      </div>
      <div className="scrivania-corpo">
        <Code
          code={mostrate}
          daRegistrare={code.data?.daRegistrare}
          lettere={code.data?.lettere ?? []}
          scelta={coda}
          inColonna={inColonna}
          onScegli={(next) => void naviga(`/scrivania/${next}`)}
        />
        <ElencoCoda
          coda={coda}
          errore={code.error}
          elenco={elenco}
          lette={lette}
          righe={righe}
          q={q}
          onQ={(parole) => set('q', parole)}
          nomeOf={nomeOf}
          teste={teste}
          inOrdine={ordine !== null}
          pagina={pagina}
          scelta={scelta}
          segnate={segnate}
          scegliibili={scegliibili}
          insieme={insieme.length}
          riservate={puo(io, 'accede-riservate')}
          motivo={motivo}
          perUfficio={
            puo(io, 'classifica-sottoclasse') && (
              <PerUfficio
                coda={coda}
                uffici={uffici}
                uo={uo}
                onUo={(next) => setParametri(conParametro(dallaPrima(parametri), 'uo', next))}
              />
            )
          }
          possibili={possibili}
          onMotivo={setMotivo}
          onScegli={choose}
          onApri={open}
          onTocca={() => setAperto(true)}
          onSegna={mark}
          onInsieme={puo(io, 'assegna') ? () => setAtto('insieme') : undefined}
          onFascicola={fascicola ? () => setAtto('fascicola-insieme') : undefined}
          onPrima={before}
          onDopo={after}
        />
        <aside
          className={aperto ? 'scrivania-lato aperto' : 'scrivania-lato'}
          tabIndex={0}
          aria-label="Dettaglio e oggi"
        >
          {scelta !== undefined && (
            <Riquadro riga={scelta} io={io} uffici={uffici} possibili={possibili} onAtto={(one) => start(one)()} />
          )}
          {code.data?.oggi !== undefined && <Oggi oggi={code.data.oggi} />}
          {code.data?.chiaviInScadenza !== undefined && <ChiaviInScadenza chiavi={code.data.chiaviInScadenza} />}
          <TerminiScrivania />
          <AzioniRapide io={io} />
          <Bozze io={io} />
        </aside>
      </div>
      {atto === 'fascicola-insieme' && (
        <Fascicola righe={insieme} onFatto={() => setSegnate(new Set())} onChiudi={() => setAtto(null)} />
      )}
      {atto === 'insieme' && (
        <AssegnaInsieme
          righe={insieme}
          onFatto={(rimaste) => {
            setSegnate(new Set(rimaste.map(chiaveRiga)));
            setAtto(null);
          }}
          onChiudi={() => setAtto(null)}
        />
      )}
      {atto !== null && atto !== 'insieme' && atto !== 'fascicola-insieme' && scelta !== undefined && (
        <AttoScrivania atto={atto} registrazione={scelta} onChiudi={() => setAtto(null)} />
      )}
    </>
  );
}
