import '../sostituzioni/sostituzioni.css';
import '../differimenti/differimenti.css';
import './emergenza.css';
import { Fragment, type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { PeriodoEmergenza, RigheRiversate } from '../../schemas/emergenza.api.js';
import { paginaScheda } from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno, giornoOra, numero7, plural } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { paginaPeriodo } from './percorsi-emergenza.js';
import { Ripristina } from './Ripristina.js';
import { Riversa } from './Riversa.js';
import { STATI_PERIODO } from './stati.js';
import { usePeriodo, useRighe } from './use-emergenza.js';

/** A period of emergency: what was authorised, its rows to be poured in, what each has become. */
export function Periodo() {
  const { id = '' } = useParams();
  const io = useIo();
  const { data: periodo, error, refetch } = usePeriodo(id);
  const [ripristina, setRipristina] = useState(false);
  useTitolo('Periodo di emergenza', io.ente.denominazione);
  if (error !== null)
    return <NonSiApre titolo="Il periodo non si apre" errore={error} onRiprova={() => void refetch()} />;
  if (periodo === undefined) return null;
  const tiene = puo(io, 'tiene-emergenza');
  return (
    <>
      <div className="testa">
        <h1>
          Registro {periodo.registro}, dal {giornoOra(periodo.inizio)}
        </h1>
        <Stato {...STATI_PERIODO[periodo.stato]} pieno />
        <span className="cresce" />
        <Link to="/emergenza">Tutti i periodi</Link>
        {tiene && periodo.ripristino === undefined && periodo.prosegue === undefined && (
          <Bottone aspetto="primo" onClick={() => setRipristina(true)}>
            Dichiara il ripristino…
          </Bottone>
        )}
      </div>
      <div className="differimenti-corpo" tabIndex={0} role="region" aria-label="Il periodo di emergenza">
        <section className="riquadro" aria-labelledby="dati-periodo">
          <header>
            <h2 id="dati-periodo">Autorizzazione</h2>
          </header>
          <div className="corpo">
            <Dati periodo={periodo} />
          </div>
        </section>
        {tiene && (periodo.stato === 'ripristinato' || periodo.stato === 'riversato') && <Riversa periodo={periodo} />}
        {periodo.riversate > 0 && <Riversate id={id} />}
      </div>
      {ripristina && <Ripristina periodo={periodo} onChiudi={() => setRipristina(false)} />}
    </>
  );
}

function Dati({ periodo: one }: { periodo: PeriodoEmergenza }) {
  const { provvedimento, ripristino, prosegue, giornate, ripristinato } = one;
  const rows: [string, ReactNode][] = [
    ['Causa', one.causa],
    ['Inizio', giornoOra(one.inizio)],
    ['Dura al più fino al', giornoOra(one.termine)],
    ...(provvedimento === undefined
      ? []
      : [
          [
            'Provvedimento',
            `n. ${provvedimento.numero} del ${giorno(provvedimento.data)}, ${provvedimento.autore}`,
          ] satisfies [string, string],
        ]),
    ...(ripristino === undefined ? [] : [['Ripristino', giornoOra(ripristino)] satisfies [string, string]]),
    ...(prosegue === undefined
      ? []
      : [
          ['Prosegue', <Link to={paginaPeriodo(prosegue.id)}>dal {giornoOra(prosegue.dal)}</Link>] satisfies [
            string,
            ReactNode,
          ],
        ]),
    ...(giornate.length === 0
      ? []
      : [
          [
            'Giornate',
            giornate
              .map(({ data, operazioni, riversate }) => `${giorno(data)}: ${operazioni}, riversate ${riversate}`)
              .join('; '),
          ] satisfies [string, string],
        ]),
    [
      'Autorizzato',
      <>
        {giornoOra(one.autorizzato.data)}, <Persona utente={one.autorizzato.utente} />
      </>,
    ],
    ...(ripristinato === undefined
      ? []
      : [
          [
            'Ripristino dichiarato',
            <>
              {giornoOra(ripristinato.data)}, <Persona utente={ripristinato.utente} />
            </>,
          ] satisfies [string, ReactNode],
        ]),
    ...one.riversamenti.map((r): [string, ReactNode] => [
      'Riversato',
      <>
        {giornoOra(r.data)}, <Persona utente={r.utente} />: {plural(r.righe, 'riga', 'righe')}, da {r.dal} a {r.al}
        {r.motivoBuchi !== undefined && `; numeri mancanti: ${r.motivoBuchi}`}
      </>,
    ]),
  ];
  return (
    <dl className="dati">
      {rows.map(([nome, valore], i) => (
        <Fragment key={`${nome}-${i}`}>
          <dt>{nome}</dt>
          <dd>{valore}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

type Riversata = RigheRiversate['elementi'][number];

const numeroOf = ({ registrazione: { anno, numero } }: Riversata): string => `${numero7(numero)}/${anno}`;

const COLONNE: readonly ColonnaOrdinata<Riversata>[] = [
  {
    campo: 'emergenza',
    titolo: 'Emergenza',
    classe: 'c-emergenza',
    valore: ({ codice }) => codice,
    mostra: ({ codice }) => <span className="mono">{codice}</span>,
  },
  {
    campo: 'quando',
    titolo: 'Data e ora',
    classe: 'c-emergenza-quando',
    valore: ({ emergenza }) => `${giorno(emergenza.data)}, ${emergenza.ora}`,
    chiave: ({ emergenza }) => `${emergenza.data} ${emergenza.ora}`,
  },
  {
    campo: 'protocollo',
    titolo: 'Protocollo',
    classe: 'c-emergenza-protocollo',
    valore: numeroOf,
    chiave: ({ registrazione: { anno, numero } }) => `${anno}${numero7(numero)}`,
    mostra: (one) => (
      <Link to={paginaScheda(one.registrazione)} className="mono">
        {numeroOf(one)}
      </Link>
    ),
  },
  { campo: 'oggetto', titolo: 'Oggetto', classe: 'ell', valore: ({ oggetto }) => oggetto },
];

/** What each row has become. */
function Riversate({ id }: { id: string }) {
  const { data } = useRighe(id);
  if (data === undefined) return null;
  return (
    <section className="riquadro" aria-labelledby="riversate">
      <header>
        <h2 id="riversate">Che cosa è diventata ogni riga</h2>
      </header>
      <TabellaOrdinata
        etichetta="Che cosa è diventata ogni riga"
        nomeFile="emergenza"
        colonne={COLONNE}
        righe={data}
        chiaveOf={({ codice }) => codice}
        vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: 'Nessuna riga riversata.' }}
      />
    </section>
  );
}
