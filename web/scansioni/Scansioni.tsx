import '../protocollo/scheda/scheda.css';
import './scansioni.css';
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useNomi } from '../api/nomi.js';
import type { RigaScansione } from '../api/scansioni.js';
import { PAGINA, PAGINA_NUOVA, paginaPerNumero, paginaScansione } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { BarraRighe } from '../components/elenco/BarraRighe.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { type ColonnaInOrdine, useOrdine } from '../components/use-ordine.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { scaricaCsv } from '../lib/csv.js';
import { giornoOra, intero, numero7, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import type { NomeOf } from '../lib/utenti.js';
import { Campione } from './Campione.js';
import { useScansioni } from './interrogazioni-scansioni.js';
import { Lotti } from './Lotti.js';
import { domandaDi, isVista, situazione, STATI, VISTE, type Vista } from './parole-scansioni.js';

const numeroOf = ({ registrazione }: RigaScansione): string =>
  registrazione === undefined ? '' : `${registrazione.anno}/${numero7(registrazione.numero)}`;

/** @param nomeOf - who scanned, by name */
const colonneOf = (nomeOf: NomeOf): readonly ColonnaInOrdine<RigaScansione>[] => [
  { campo: 'nome', titolo: 'File', classe: 'c-nome', valore: ({ nome }) => nome },
  { campo: 'numero', titolo: 'Numero', classe: 'c-numero', valore: numeroOf },
  { campo: 'stato', titolo: 'Stato', classe: 'c-stato', valore: ({ stato }) => STATI[stato].parola },
  { campo: 'situazione', titolo: 'Situazione', classe: 'c-situazione', valore: situazione },
  {
    campo: 'pagine',
    titolo: 'Pagine',
    classe: 'c-pagine num',
    valore: ({ avanzamento }) => String(avanzamento.pagine),
  },
  {
    campo: 'quando',
    titolo: 'Acquisita',
    classe: 'c-quando',
    valore: ({ creata }) => giornoOra(creata),
    chiave: ({ creata }) => creata,
  },
  { campo: 'da', titolo: 'Da', classe: 'c-da', valore: ({ operatore }) => nomeOf(operatore) },
];
const DALLA_PIU_RECENTE = { naturale: { campo: 'quando', inverso: true } };
const DALLA_PIU_VECCHIA = { naturale: { campo: 'quando', inverso: false } };
const NESSUNA: readonly RigaScansione[] = [];

/** The scans of the AOO, `/scansioni`: what asks for a person first, then what goes by itself, and the batches. */
export function Scansioni() {
  const io = useIo();
  useTitolo('Scansioni', io.ente.denominazione);
  if (puo(io, 'legge-scansioni')) return <Elenco />;
  return (
    <div className="pagina-larga">
      <h1 className="vh">Scansioni</h1>
      <Vuoto icona="locked" titolo="Questa pagina è di chi acquisisce e attesta le carte">
        Le copie registrate si leggono dalla scheda della loro registrazione.
      </Vuoto>
    </div>
  );
}

function Elenco() {
  const io = useIo();
  const naviga = useNavigate();
  const [cerca] = useSearchParams();
  const asked = cerca.get('vista');
  const lotto = cerca.get('lotto');
  const cursore = cerca.get('cursore');
  const vista: Vista = isVista(asked) ? asked : lotto === null ? 'da-verificare' : 'tutte';
  const { data, error, refetch, isPlaceholderData } = useScansioni({
    ...domandaDi(vista),
    ...(lotto !== null && { lotto }),
    ...(cursore !== null && { cursore }),
  });
  const lette = data?.elementi ?? NESSUNA;
  const nomeOf = useNomi(lette.map(({ operatore }) => operatore));
  const colonne = useMemo(() => colonneOf(nomeOf), [nomeOf]);
  const {
    q,
    ordine,
    viste: righe,
    teste,
    set,
  } = useOrdine(lette, colonne, vista === 'da-registrare' ? DALLA_PIU_VECCHIA : DALLA_PIU_RECENTE);
  const puoScrivere = puo(io, 'scansiona');
  const daRegistrare = vista === 'da-registrare' && puo(io, 'registra-entrata');
  const apri = (riga: RigaScansione) => void naviga(daRegistrare ? paginaPerNumero(riga) : paginaScansione(riga.id));
  const { scelta, setScelta } = useRighe(righe, ({ id }) => id, apri);
  const verso = (next: Vista) =>
    `${PAGINA}?${new URLSearchParams({ vista: next, ...(lotto !== null && { lotto }) }).toString()}`;
  const passo = (by: number) => {
    const next = VISTE[VISTE.findIndex((one) => one.vista === vista) + by];
    if (next !== undefined) void naviga(verso(next.vista), { replace: true });
  };
  useTasti([
    { tasti: '+', azione: () => puoScrivere && void naviga(PAGINA_NUOVA) },
    { tasti: 'Alt+ArrowDown', azione: () => passo(1) },
    { tasti: 'Alt+ArrowUp', azione: () => passo(-1) },
  ]);
  const diPagina = cursore !== null || data?.cursore !== undefined;
  const menoRecenti = new URLSearchParams(cerca);
  menoRecenti.set('vista', vista);
  menoRecenti.set('cursore', data?.cursore ?? '');
  const vuota = VISTE.find((one) => one.vista === vista)?.vuota ?? '';
  return (
    <>
      <div className="testa">
        <h1>Scansioni</h1>
        <span className="sub" role="status">
          {data?.totale !== undefined && plural(data.totale, 'scansione', 'scansioni')}
          {data?.oltre !== undefined && `oltre ${intero(data.oltre)} scansioni`}
          {lotto !== null && (
            <>
              {' '}
              di un lotto · <Link to={`${PAGINA}?vista=${vista}`}>tutti i lotti</Link>
            </>
          )}
        </span>
        <span className="cresce" />
        {puoScrivere && (
          <Bottone aspetto="primo" icona="plus" tasto="+" onClick={() => void naviga(PAGINA_NUOVA)}>
            Nuova scansione
          </Bottone>
        )}
      </div>
      <div className="scansioni-corpo">
        <nav className="scansioni-viste" aria-label="Scansioni per stato">
          {VISTE.map((one) => (
            <Link key={one.vista} to={verso(one.vista)} replace aria-current={one.vista === vista ? 'page' : undefined}>
              {one.parola}
            </Link>
          ))}
        </nav>
        <div className="scansioni-elenco" tabIndex={0} role="region" aria-label="Elenco delle scansioni">
          {lotto !== null && <Lotti solo={lotto} />}
          {error !== null && lette.length === 0 && (
            <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />
          )}
          {data !== undefined && lette.length === 0 && (
            <Vuoto icona="file-image" titolo={lotto === null ? vuota : 'Nessuna scansione di questo lotto, qui.'}>
              {lotto !== null
                ? 'I documenti compaiono quando tutte le pagine sono lette e il lotto è diviso.'
                : puoScrivere
                  ? 'Una carta si acquisisce da file, con la fotocamera, o dalla coda «Carta senza scansione» della scrivania.'
                  : 'Le carte le acquisisce il protocollo.'}
            </Vuoto>
          )}
          {lette.length > 0 && (
            <BarraRighe
              etichetta="Scansioni"
              q={q}
              onQ={(value) => set('q', value)}
              viste={righe.length}
              righe={lette.length}
              diPagina={diPagina}
              onCsv={() => scaricaCsv(`scansioni-${vista}`, righe, colonne)}
            >
              {ordine !== null && diPagina && (
                <span className="aiuto">in ordine soltanto le righe di questa pagina</span>
              )}
            </BarraRighe>
          )}
          {lette.length > 0 && righe.length === 0 && (
            <p className="ordinata-vuota mut">Nessuna scansione con queste parole.</p>
          )}
          {righe.length > 0 && (
            <Tabella
              etichetta={
                ordine === null
                  ? `Scansioni, ${vista === 'da-registrare' ? 'dalla più vecchia' : 'dalla più recente'}`
                  : 'Scansioni'
              }
              colonne={teste}
              righe={righe}
              chiaveOf={({ id }) => id}
              scelta={scelta}
              attenuata={isPlaceholderData}
              celle={(riga) => (
                <Celle riga={riga} apre={daRegistrare ? paginaPerNumero(riga) : paginaScansione(riga.id)} />
              )}
              onScegli={({ id }) => setScelta(id)}
              onApri={apri}
            />
          )}
          {data?.cursore !== undefined && (
            <p className="scansioni-altre">
              <Link to={`${PAGINA}?${menoRecenti.toString()}`}>
                {vista === 'da-registrare' ? 'Le più recenti' : 'Le meno recenti'}
              </Link>
            </p>
          )}
          {lotto === null ? <Lotti /> : <Campione key={lotto} lotto={lotto} />}
        </div>
      </div>
      <SuggerimentiTasti
        tasti={[
          [['J', 'K'], 'scorri'],
          [['↵'], daRegistrare ? 'registra' : 'apri'],
          [['+'], 'nuova scansione'],
          [['Alt+↓', 'Alt+↑'], 'altro stato'],
        ]}
      />
    </>
  );
}

function Celle({ riga, apre }: { riga: RigaScansione; apre: string }) {
  const { nome, registrazione, stato, avanzamento, creata, operatore } = riga;
  return (
    <>
      <th scope="row" className="c-nome" title={nome}>
        <Link to={apre} tabIndex={-1}>
          {nome}
        </Link>
      </th>
      <td className="c-numero num">
        {registrazione === undefined ? <span className="mut">senza numero</span> : numeroOf(riga)}
      </td>
      <td className="c-stato">
        <Stato {...STATI[stato]} />
      </td>
      <td className="c-situazione" title={situazione(riga)}>
        {situazione(riga)}
      </td>
      <td className="c-pagine num">{intero(avanzamento.pagine)}</td>
      <td className="c-quando">{giornoOra(creata)}</td>
      <td className="c-da">
        <Persona utente={operatore} />
      </td>
    </>
  );
}
