import { Link } from 'react-router';
import { Stato } from '../../components/Stato.js';
import type { ColonnaOrdinata } from '../../components/CelleOrdinate.js';
import { Persona } from '../../components/Persona.js';
import { TabellaOrdinata } from '../../components/TabellaOrdinata.js';
import { giorno, giornoOra, intero } from '../../lib/formati.js';
import { useVersioniStrumento } from '../interrogazioni.js';
import { periodoInParole, STATI } from '../parole.js';
import * as percorsi from '../percorsi-titolario.js';
import { ScaricaCsv } from '../ScaricaCsv.js';

const attoOf = ({ atto }: Pick<percorsi.Versione, 'atto'>): string =>
  atto === undefined ? '' : `${atto.tipo} n. ${atto.numero} del ${giorno(atto.data)}`;

const FATTI: Readonly<Record<string, string>> = {
  redazione: 'Bozza',
  approvazione: 'Approvazione',
  chiusura: 'Chiusura',
};

const COLONNE: readonly ColonnaOrdinata<percorsi.Versione>[] = [
  {
    campo: 'numero',
    titolo: 'Versione',
    classe: 'c-numero',
    valore: ({ numero }) => String(numero),
    mostra: ({ numero }) => <Link to={`/titolario?versione=${numero}`}>v{numero}</Link>,
  },
  { campo: 'denominazione', titolo: 'Denominazione', valore: ({ denominazione }) => denominazione },
  {
    campo: 'stato',
    titolo: 'Stato',
    classe: 'c-tipo',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
  { campo: 'dal', titolo: 'In vigore', chiave: ({ dal }) => dal, valore: periodoInParole },
  {
    campo: 'voci',
    titolo: 'Voci',
    classe: 'num c-numero',
    valore: ({ voci }) => intero(voci),
    chiave: ({ voci }) => String(voci),
  },
  { campo: 'chiuse', titolo: 'Chiuse', classe: 'num c-numero', valore: ({ chiuse }) => intero(chiuse) },
  { campo: 'atto', titolo: 'Atto', valore: attoOf },
];

/** The versions of the titolario, the latest first, and what was done to them. */
export function ElencoVersioni({ versioni }: { versioni: readonly percorsi.Versione[] }) {
  const fatti = versioni.flatMap(({ numero, storia }) => storia.map((fatto) => ({ ...fatto, numero })));
  return (
    <>
      <TabellaOrdinata
        etichetta="Versioni del titolario, dalla più recente"
        nomeFile="versioni-titolario"
        colonne={COLONNE}
        righe={versioni}
        chiaveOf={({ numero }) => String(numero)}
        prefisso="v"
        vuoto={{ filtrato: 'Nessuna versione con queste parole.', nulla: 'Nessuna versione.' }}
      />
      <div className="corpo in-riga">
        {versioni.slice(0, 3).map(({ numero }) => (
          <span key={numero} className="riga">
            <ScaricaCsv
              percorso={percorsi.esporta(numero)}
              nome={`titolario-v${numero}.csv`}
              parole={`Esporta v${numero}`}
              piccolo
            />
            {numero > 1 && (
              <ScaricaCsv
                percorso={percorsi.raccordo(numero)}
                nome={`raccordo-v${numero}.csv`}
                parole={`Raccordo v${numero - 1} → v${numero}`}
                piccolo
              />
            )}
          </span>
        ))}
      </div>
      {fatti.length > 0 && (
        <details className="altri corpo">
          <summary>Storia delle versioni</summary>
          <ul className="sm">
            {fatti.map(({ numero, fatto, utente, data, codice, dal, motivo }, i) => (
              <li key={`${numero}-${i}`}>
                {giornoOra(data)}, <Persona utente={utente} />: {FATTI[fatto] ?? fatto} della{' '}
                {codice === undefined ? `versione ${numero}` : `voce ${codice} (v${numero})`}
                {dal !== undefined && ` dal ${giorno(dal)}`}
                {motivo !== undefined && `: ${motivo}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The versions of a massimario or a prontuario. */
export function VersioniStrumento({ tipo, titolo }: { tipo: percorsi.TipoStrumento; titolo: string }) {
  const { data = [] } = useVersioniStrumento(tipo);
  return (
    <section className="riquadro" aria-labelledby={`${tipo}-titolo`}>
      <header>
        <h2 id={`${tipo}-titolo`}>{titolo}</h2>
        <span className="cresce" />
        <ScaricaCsv percorso={percorsi.esportaStrumento(tipo)} nome={`${tipo}.csv`} parole="Esporta CSV" piccolo />
      </header>
      <ul className="corpo versioni-elenco">
        {data.map(({ numero, denominazione, dal, adottato, atto, caricata }) => (
          <li key={numero}>
            <b>{denominazione}</b>
            {dal !== undefined && `, dal ${giorno(dal)}`}
            {atto !== undefined && `, ${attoOf({ atto })}`}
            {caricata !== undefined && (
              <span className="mut">
                {' '}
                · caricato da <Persona utente={caricata.utente} />
              </span>
            )}
            {!adottato && <span className="mut"> · è il modello del prodotto, non adottato dall’ente</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
