import { Link } from 'react-router';
import type { VoceLetta } from '../../schemas/titolario.api.js';
import { wordsOf } from '../api/errori.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { giorno } from '../lib/formati.js';
import { useVoce } from './interrogazioni.js';
import { aggregazioneInParole, PAROLE_PASSAGGIO, tempoInParole } from './parole.js';
import { paginaVoce } from './percorsi-titolario.js';

const MAX_PAROLE = 24;

/** What the server knows of a voce besides its name: how it is filed, how long it is kept, its words, what it was before. */
export function DettagliVoce({ codice, versione }: { codice: string; versione: string | undefined }) {
  const { data, error, refetch } = useVoce(codice, versione);
  if (error !== null && data === undefined)
    return (
      <p className="mut">
        {wordsOf(error)}{' '}
        <Bottone misura="piccolo" onClick={() => void refetch()}>
          Riprova ora
        </Bottone>
      </p>
    );
  if (data === undefined) return null;
  return (
    <>
      <div className="titolario-due">
        <ComeSiFascicola voce={data} />
        <div className="pila">
          <Prontuario voce={data} />
          <Storia voce={data} />
        </div>
      </div>
      <Massimario voce={data} />
    </>
  );
}

function ComeSiFascicola({ voce }: { voce: VoceLetta }) {
  const tipo = aggregazioneInParole(voce.tipoAggregazione, voce.tipologiaFascicolo);
  return (
    <section className="pila">
      <h3>Come si fascicola</h3>
      <dl className="titolario-dati">
        <dt>Tipo</dt>
        <dd>{tipo ?? 'non indicato per questa voce'}</dd>
        <dt>Chi la dà</dt>
        <dd>
          {voce.livello > 2 ? 'il responsabile del settore, o chi ha la sua delega' : 'chi registra, o l’ufficio'}
        </dd>
        <dt>Riservatezza</dt>
        <dd>{voce.riservata === true ? 'riservata, se non si decide altrimenti' : 'ordinaria'}</dd>
        <dt>Attiva</dt>
        <dd>
          dal {giorno(voce.attivaDal ?? voce.versione.dal)}
          {voce.chiusaDal !== undefined && `, chiusa dal ${giorno(voce.chiusaDal)}`}
        </dd>
        {voce.motivoChiusura !== undefined && (
          <>
            <dt>Motivo</dt>
            <dd>{voce.motivoChiusura}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Prontuario({ voce }: { voce: VoceLetta }) {
  if (voce.prontuario.length === 0) return null;
  const rest = voce.prontuario.length - MAX_PAROLE;
  return (
    <section className="pila">
      <h3>Parole del prontuario che portano qui</h3>
      <ul className="titolario-parole">
        {voce.prontuario.slice(0, MAX_PAROLE).map(({ parola, codice }) => (
          <li key={`${codice} ${parola}`}>
            {parola}
            {codice !== voce.codice && <span className="mut"> → {codice}</span>}
          </li>
        ))}
        {rest > 0 && <li className="mut">e altre {rest}</li>}
      </ul>
    </section>
  );
}

function Storia({ voce: { codice, prima, dopo } }: { voce: VoceLetta }) {
  if (prima === undefined && dopo === undefined) return null;
  const lines = [
    { quando: 'Prima', passaggio: prima, nulla: 'non c’era' },
    { quando: 'Poi', passaggio: dopo, nulla: 'non c’è più' },
  ];
  return (
    <section className="pila">
      <h3>Nelle altre versioni</h3>
      {lines.map(
        ({ quando, passaggio, nulla }) =>
          passaggio !== undefined && (
            <p key={quando} className="sm">
              {quando}, nella versione {passaggio.versione} ({passaggio.denominazione}):{' '}
              {passaggio.voci.length === 0
                ? nulla
                : passaggio.voci.map((one, i) => (
                    <span key={one.codice}>
                      {i > 0 && ', '}
                      <Link to={paginaVoce(one.codice, String(passaggio.versione))}>{one.codice}</Link> {one.voce} (
                      {PAROLE_PASSAGGIO[one.tipo] ?? one.tipo})
                    </span>
                  ))}
            </p>
          ),
      )}
      {prima !== undefined && prima.voci.length > 0 && (
        <p className="sm">
          <Link to={`/registro?${new URLSearchParams({ classifica: codice, raccordo: 'si' }).toString()}`}>
            Registrazioni anche sotto le voci di prima
          </Link>
        </p>
      )}
    </section>
  );
}

const COLONNE_REGOLE: readonly ColonnaOrdinata<VoceLetta['massimario']['regole'][number]>[] = [
  { campo: 'tipologia', titolo: 'Tipologia', valore: ({ tipologia }) => tipologia },
  {
    campo: 'tempo',
    titolo: 'Si conserva',
    classe: 'c-tempo',
    valore: ({ tempo }) => tempoInParole(tempo),
    chiave: ({ tempo }) => (tempo === 'illimitato' ? '9999' : String(tempo)),
    mostra: ({ tempo }) => <b>{tempoInParole(tempo)}</b>,
  },
  { campo: 'nota', titolo: 'Nota', valore: ({ note = '' }) => note },
  { campo: 'fonte', titolo: 'Fonte', classe: 'c-fonte mut', valore: ({ fonte }) => fonte },
];

function Massimario({ voce: { codice, massimario } }: { voce: VoceLetta }) {
  const { regole, adottato, denominazione, avvertenza } = massimario;
  const di = regole[0]?.codice;
  return (
    <section className="riquadro">
      <header>
        <h3>Massimario</h3>
        <span className="sm mut">
          {di !== undefined && di !== codice && `voce ${di}, `}
          {denominazione}
          {!adottato && ', non adottato dall’ente'}
        </span>
      </header>
      {regole.length === 0 ? (
        <p className="corpo mut">Nessuna regola per questa voce: si conserva finché il piano non dice altro.</p>
      ) : (
        <div className="titolario-tabella">
          <TabellaOrdinata
            etichetta={`Tempi di conservazione, ${codice}`}
            prefisso="tempi-"
            nomeFile={`tempi-di-conservazione-${codice}`}
            colonne={COLONNE_REGOLE}
            righe={regole}
            chiaveOf={({ tipologia }) => tipologia}
            vuoto={{ filtrato: 'Nessuna regola con queste parole.', nulla: 'Nessuna regola.' }}
          />
        </div>
      )}
      <p className="corpo sm mut">{avvertenza}</p>
    </section>
  );
}
