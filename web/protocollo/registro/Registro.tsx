import { useEffect, useMemo, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { useUffici } from '../../api/elenchi.js';
import * as percorsi from '../../api/percorsi.js';
import { puo, useIo } from '../../api/sessione.js';
import type { RigaPiena, RigaRegistro } from '../../api/tipi.js';
import { Bottone } from '../../components/Bottone.js';
import { SuggerimentiTasti } from '../../components/SuggerimentiTasti.js';
import { focusRiga, Tabella } from '../../components/Tabella.js';
import { useOrdine } from '../../components/use-ordine.js';
import { Fascicola } from '../../fascicoli/Fascicola.js';
import { intero } from '../../lib/formati.js';
import { writeOrdine } from '../../lib/ordine.js';
import { IN_COLONNA, useMedia } from '../../lib/soglia.js';
import { useTasti } from '../../lib/tasti.js';
import { useTitolo } from '../../lib/titolo.js';
import { AssegnaInsieme } from '../../scrivania/AssegnaInsieme.js';
import { AttoAperto } from '../atti/AttoAperto.js';
import type { AttoScheda } from '../atti/possibili.js';
import { useAttiPossibili } from '../atti/use-atti-possibili.js';
import { sendEtichetta } from '../carte/etichetta.js';
import { isMascherata } from '../parole.js';
import { SenzaRegistro } from '../SenzaRegistro.js';
import { Anteprima } from './Anteprima.js';
import { BarraFiltri } from './BarraFiltri.js';
import { readCursori, readPosto, RIGHE_PER_PAGINA, rememberCursore, rememberPosto, useElenco } from './elenco.js';
import { type Filtri, readFiltri, writeFiltri } from './filtri.js';
import './registro.css';
import { CelleRiga, chiaveRiga, classeRiga, COLONNA_SCELTA, COLONNE, COLONNE_STRETTE } from './RigaRegistro.js';
import { StatoElenco } from './StatoElenco.js';
import { TuttiFiltri } from './TuttiFiltri.js';
import { useSegnate } from './use-segnate.js';

const NESSUNA: readonly RigaRegistro[] = [];
const DALLA_PIU_RECENTE = { senzaParole: true, naturale: { campo: 'numero', inverso: true } };

/** The register, or why this person has none. */
export function Registro() {
  const io = useIo();
  return puo(io, 'consulta') ? <RegistroAperto /> : <SenzaRegistro titolo="Registro di protocollo" />;
}

/** The register: one line of filters, which are the address of the page, the rows, the chosen one read beside. */
function RegistroAperto() {
  const io = useIo();
  const naviga = useNavigate();
  const { pathname, search } = useLocation();
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  const filtri = useMemo(() => readFiltri(parametri), [parametri]);
  const cursore = parametri.get('cursore');
  const pagina = cursore === null ? 1 : Math.max(2, Number(parametri.get('pagina') ?? '2') || 2);
  const elenco = useElenco(filtri, cursore);
  const inColonna = useMedia(IN_COLONNA);
  const colonne = inColonna ? COLONNE_STRETTE : COLONNE;
  const { viste: righe, teste, ordine, set } = useOrdine(elenco.data?.elementi ?? NESSUNA, colonne, DALLA_PIU_RECENTE);
  const { segnate, isSegnata, segna, lascia } = useSegnate(righe);
  const scegliibili = puo(io, 'assegna') || puo(io, 'gestisci-fascicolo');

  const daFascicolare = puo(io, 'gestisci-fascicolo')
    ? segnate.filter((riga): riga is RigaPiena => !isMascherata(riga))
    : [];

  const indirizzo = pathname + search;
  const [posto, setPosto] = useState({ indirizzo, riga: readPosto(indirizzo), indice: 0 });
  const [anteprima, setAnteprima] = useState(false);
  const [tutti, setTutti] = useState(false);
  const [atto, setAtto] = useState<AttoScheda | 'insieme' | 'fascicola-insieme' | null>(null);

  const wanted = posto.indirizzo === indirizzo ? posto.riga : readPosto(indirizzo);
  // One that left the list (refused, filtered away) leaves its place to the next.
  const vicina = posto.indirizzo === indirizzo ? Math.min(posto.indice, righe.length - 1) : 0;
  const scelta = righe.find((riga) => chiaveRiga(riga) === wanted) ?? righe[vicina];
  const indice = scelta === undefined ? -1 : righe.indexOf(scelta);
  const leggibile = scelta === undefined || isMascherata(scelta) ? null : scelta;
  const possibili = useAttiPossibili(leggibile);
  const titolo = filtri.anno === undefined ? 'Registro' : `Registro ${filtri.anno}`;
  useTitolo(
    filtri.anno === undefined ? 'Registro di protocollo' : `Registro di protocollo ${filtri.anno}`,
    io.ente.denominazione,
  );

  useEffect(() => {
    if (scelta !== undefined) rememberPosto(indirizzo, chiaveRiga(scelta));
  }, [indirizzo, scelta]);

  // The list takes the focus when one comes back to it, and when the row that had it is gone: J, K and Enter work at once.
  const pronta = righe.length > 0;
  const chiaveScelta = scelta === undefined ? '' : chiaveRiga(scelta);
  useEffect(() => {
    const { activeElement } = document;
    const free = activeElement === document.body || activeElement?.id === 'contenuto';
    if (!free) return;
    if (pronta) focusRiga(chiaveScelta);
    else document.getElementById('contenuto')?.focus();
  }, [pronta, indirizzo, chiaveScelta]);

  const choose = (riga: RigaRegistro) => setPosto({ indirizzo, riga: chiaveRiga(riga), indice: righe.indexOf(riga) });
  const move = (target: number) => {
    const riga = righe[Math.max(0, Math.min(righe.length - 1, target))];
    if (riga === undefined) return;
    choose(riga);
    focusRiga(chiaveRiga(riga));
  };
  const open = (riga: RigaRegistro | undefined = scelta) => {
    if (riga !== undefined) void naviga(percorsi.paginaScheda(riga));
  };
  const conOrdine = (address: URLSearchParams): URLSearchParams => {
    if (ordine !== null) address.set('ordine', writeOrdine(ordine));
    return address;
  };
  const filter = (next: Filtri) => {
    setTutti(false);
    setParametri(conOrdine(writeFiltri(next)));
  };
  const goTo = (next: number, nextCursore: string) => {
    const address = conOrdine(writeFiltri(filtri));
    if (nextCursore !== '') {
      rememberCursore(filtri, next, nextCursore);
      address.set('cursore', nextCursore);
      address.set('pagina', String(next));
    }
    setParametri(address);
  };
  const following = elenco.data?.cursore;
  const after = following === undefined ? undefined : () => goTo(pagina + 1, following);
  const before = pagina === 1 ? undefined : () => goTo(pagina - 1, readCursori(filtri)[pagina - 2] ?? '');
  const start = (what: AttoScheda) => {
    if (scelta === undefined || !possibili.has(what)) return;
    choose(scelta);
    setAtto(what);
  };

  useTasti([
    { tasti: 'j', azione: () => (indice === righe.length - 1 && after !== undefined ? after() : move(indice + 1)) },
    { tasti: 'k', azione: () => (indice === 0 && before !== undefined ? before() : move(indice - 1)) },
    { tasti: 'Home', azione: () => move(0) },
    { tasti: 'End', azione: () => move(righe.length - 1) },
    { tasti: 'Enter', azione: () => open() },
    { tasti: 'Space', azione: () => setAnteprima(!anteprima) },
    { tasti: 'Escape', azione: () => (anteprima ? setAnteprima(false) : lascia([])) },
    { tasti: 'x', azione: () => segna(scegliibili ? scelta : undefined) },
    { tasti: 'a', azione: () => (segnate.length > 0 && puo(io, 'assegna') ? setAtto('insieme') : start('assegna')) },
    { tasti: 'f', azione: () => (daFascicolare.length > 0 ? setAtto('fascicola-insieme') : start('fascicola')) },
    { tasti: 'c', azione: () => start('classifica') },
    { tasti: 'p', azione: () => start('prendi') },
    { tasti: 'r', azione: () => start('rifiuta') },
    { tasti: 'e', azione: () => leggibile !== null && sendEtichetta(leggibile) },
  ]);

  const primo = (pagina - 1) * RIGHE_PER_PAGINA + 1;
  return (
    <>
      <BarraFiltri
        titolo={titolo}
        filtri={filtri}
        io={io}
        uffici={uffici}
        totale={elenco.data?.totale}
        oltre={elenco.data?.oltre}
        onFiltri={filter}
        onTutti={() => setTutti(true)}
      />
      <div className="registro-corpo">
        <div className="pagina-elenco registro-elenco">
          <div
            className="scorre"
            tabIndex={inColonna ? undefined : -1}
            role="region"
            aria-label="Elenco delle registrazioni"
          >
            {pronta && (
              <Tabella
                etichetta={ordine === null ? 'Registrazioni, dalla più recente' : 'Registrazioni'}
                colonne={scegliibili ? [COLONNA_SCELTA, ...teste] : teste}
                righe={righe}
                chiaveOf={chiaveRiga}
                scelta={scelta === undefined ? null : chiaveRiga(scelta)}
                classeOf={classeRiga}
                celle={(riga) => (
                  <CelleRiga
                    {...{ riga, io, uffici }}
                    stretta={inColonna}
                    segnata={scegliibili ? isSegnata(riga) : undefined}
                    onSegna={() => segna(riga)}
                  />
                )}
                attenuata={elenco.isPlaceholderData}
                onScegli={choose}
                onApri={open}
                onTocca={() => setAnteprima(true)}
              />
            )}
            <StatoElenco elenco={elenco} filtri={filtri} registra={puo(io, 'registra-entrata')} onFiltri={filter} />
          </div>
          <SuggerimentiTasti
            tasti={[
              [['J', 'K'], 'scorri'],
              [['↵'], 'apri'],
              ...(possibili.has('prendi') ? [[['P'], 'prendi in carico'] as const] : []),
              ...(possibili.has('assegna') ? [[['A'], 'assegna'] as const, [['X'], 'scegli'] as const] : []),
              ...(possibili.has('classifica') ? [[['C'], 'classifica'] as const] : []),
              ...(possibili.has('fascicola') ? [[['F'], 'fascicola'] as const] : []),
              ...(leggibile === null ? [] : [[['E'], 'etichetta'] as const]),
              [['/'], 'cerca'],
              [['?'], 'tutti i tasti'],
            ]}
          >
            {daFascicolare.length > 0 && (
              <Bottone aspetto="secondo" misura="piccolo" tasto="F" onClick={() => setAtto('fascicola-insieme')}>
                {daFascicolare.length === 1 ? 'Fascicola la scelta' : `Fascicola le ${daFascicolare.length} scelte`}
              </Bottone>
            )}
            {segnate.length > 0 && puo(io, 'assegna') && (
              <Bottone aspetto="secondo" misura="piccolo" tasto="A" onClick={() => setAtto('insieme')}>
                {segnate.length === 1 ? 'Assegna la scelta' : `Assegna le ${segnate.length} scelte`}
              </Bottone>
            )}
            {ordine !== null && (before !== undefined || after !== undefined) && (
              <span role="status">
                in ordine soltanto le righe di questa pagina{' '}
                <Bottone aspetto="testo" misura="piccolo" onClick={() => set('ordine', '')}>
                  Dalla più recente
                </Bottone>
              </span>
            )}
            {before !== undefined && (
              <Bottone aspetto="testo" misura="piccolo" onClick={before}>
                Precedenti
              </Bottone>
            )}
            {pronta && (
              <span>
                {intero(primo)}–{intero(primo + righe.length - 1)}
                {elenco.data?.totale !== undefined && ` di ${intero(elenco.data.totale)}`}
              </span>
            )}
            {after !== undefined && (
              <Bottone aspetto="testo" misura="piccolo" onClick={after}>
                Successive
              </Bottone>
            )}
          </SuggerimentiTasti>
        </div>
        {scelta !== undefined && (
          <Anteprima
            riga={scelta}
            io={io}
            uffici={uffici}
            aperta={anteprima}
            possibili={possibili}
            onApri={() => open()}
            onAtto={start}
            onChiudi={() => setAnteprima(false)}
          />
        )}
      </div>
      {tutti && (
        <TuttiFiltri filtri={filtri} io={io} uffici={uffici} onFiltri={filter} onChiudi={() => setTutti(false)} />
      )}
      {atto === 'fascicola-insieme' && (
        <Fascicola righe={daFascicolare} onFatto={() => lascia([])} onChiudi={() => setAtto(null)} />
      )}
      {atto === 'insieme' && (
        <AssegnaInsieme
          righe={segnate}
          onFatto={(rimaste) => {
            lascia(rimaste);
            setAtto(null);
          }}
          onChiudi={() => setAtto(null)}
        />
      )}
      {atto !== null && atto !== 'insieme' && atto !== 'fascicola-insieme' && leggibile !== null && (
        <AttoAperto atto={atto} registrazione={leggibile} onChiudi={() => setAtto(null)} />
      )}
    </>
  );
}
