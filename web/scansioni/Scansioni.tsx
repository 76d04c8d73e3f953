import '../protocollo/scheda/scheda.css';
import './scansioni.css';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { RigaScansione } from '../api/scansioni.js';
import { PAGINA, PAGINA_NUOVA, paginaPerNumero, paginaScansione } from '../api/scansioni.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { type Colonna, Tabella } from '../components/Tabella.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoOra, intero, numero7, plural } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import { Campione } from './Campione.js';
import { useScansioni } from './interrogazioni-scansioni.js';
import { Lotti } from './Lotti.js';
import { domandaDi, isVista, situazione, STATI, VISTE, type Vista } from './parole-scansioni.js';

const COLONNE: readonly Colonna[] = [
  { titolo: 'File', classe: 'c-nome' },
  { titolo: 'Numero', classe: 'c-numero' },
  { titolo: 'Stato', classe: 'c-stato' },
  { titolo: 'Situazione', classe: 'c-situazione' },
  { titolo: 'Pagine', classe: 'c-pagine num' },
  { titolo: 'Acquisita', classe: 'c-quando' },
  { titolo: 'Da', classe: 'c-da' },
];

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
  const righe = data?.elementi ?? [];
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
          {error !== null && righe.length === 0 && (
            <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />
          )}
          {data !== undefined && righe.length === 0 && (
            <Vuoto icona="file-image" titolo={lotto === null ? vuota : 'Nessuna scansione di questo lotto, qui.'}>
              {lotto !== null
                ? 'I documenti compaiono quando tutte le pagine sono lette e il lotto è diviso.'
                : puoScrivere
                  ? 'Una carta si acquisisce da file, con la fotocamera, o dalla coda «Carta senza scansione» della scrivania.'
                  : 'Le carte le acquisisce il protocollo.'}
            </Vuoto>
          )}
          {righe.length > 0 && (
            <Tabella
              etichetta={`Scansioni, ${vista === 'da-registrare' ? 'dalla più vecchia' : 'dalla più recente'}`}
              colonne={COLONNE}
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
              <Link to={`${verso(vista)}&cursore=${data.cursore}`}>
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
        {registrazione === undefined ? (
          <span className="mut">senza numero</span>
        ) : (
          `${registrazione.anno}/${numero7(registrazione.numero)}`
        )}
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
