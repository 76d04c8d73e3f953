import { Link } from 'react-router';
import { puo } from '../api/sessione.js';
import type { Io, Scrivania } from '../api/tipi.js';
import { giorno, intero, numero7, plural } from '../lib/formati.js';
import { autoreOf } from '../protocollo/registrazione/preferenze.js';
import { ElencoBozze, useAltreBozze } from '../protocollo/registrazione/BozzeAperte.js';

const NESSUNA_APERTA = '';

/** What was registered today, and the last number. */
export function Oggi({ oggi }: { oggi: NonNullable<Scrivania['oggi']> }) {
  return (
    <section className="riquadro" aria-labelledby="oggi-titolo">
      <header>
        <h2 id="oggi-titolo">Oggi</h2>
        <span className="cresce" />
        {oggi.ultimoNumero !== undefined && (
          <span className="xs mut">
            ultimo numero <b className="mono">{numero7(oggi.ultimoNumero)}</b>
          </span>
        )}
      </header>
      <dl className="corpo scrivania-oggi">
        {(
          [
            ['Entrata', oggi.E],
            ['Uscita', oggi.U],
            ['Interna', oggi.I],
          ] as const
        ).map(([parola, quante]) => (
          <div key={parola}>
            <dt>{parola}</dt>
            <dd>{intero(quante)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Signing keys that end soon: told while there is time to have new ones. */
export function ChiaviInScadenza({ chiavi }: { chiavi: NonNullable<Scrivania['chiaviInScadenza']> }) {
  return (
    <section className="riquadro" aria-labelledby="chiavi-scadenza-titolo">
      <header>
        <h2 id="chiavi-scadenza-titolo">Chiavi di firma in scadenza</h2>
      </header>
      <div className="corpo">
        {chiavi.map(({ nome, al, giorni }) => (
          <p key={`${nome}/${al}`}>
            <Link to="/firme/chiavi">{nome}</Link>: scade il {giorno(al)} (
            {giorni === 0 ? 'oggi' : `tra ${plural(giorni, 'giorno', 'giorni')}`}).
          </p>
        ))}
      </div>
    </section>
  );
}

/** The forms that one begins all day. */
export function AzioniRapide({ io }: { io: Io }) {
  const azioni = (
    [
      ['registra-entrata', 'E', 'Entrata'],
      ['registra-uscita', 'U', 'Uscita'],
      ['registra-interna', 'I', 'Interna'],
    ] as const
  ).filter(([atto]) => puo(io, atto));
  if (azioni.length === 0) return null;
  return (
    <section className="riquadro" aria-labelledby="rapide-titolo">
      <header>
        <h2 id="rapide-titolo">Nuova registrazione</h2>
      </header>
      <div className="corpo scrivania-rapide">
        {azioni.map(([, flusso, parola]) => (
          <Link key={flusso} className="btn btn-terzo" to={`/protocollo/nuova?flusso=${flusso}`}>
            {parola} <kbd>N {flusso}</kbd>
          </Link>
        ))}
      </div>
    </section>
  );
}

/** Forms left half done in this browser. */
export function Bozze({ io }: { io: Io }) {
  const { bozze, rileggi } = useAltreBozze(autoreOf(io), NESSUNA_APERTA);
  if (bozze.length === 0) return null;
  return (
    <section className="riquadro" aria-labelledby="bozze-titolo">
      <header>
        <h2 id="bozze-titolo">Bozze aperte: {bozze.length}</h2>
        <span className="cresce" />
        <span className="xs mut">in questo computer</span>
      </header>
      <div className="corpo">
        <ElencoBozze bozze={bozze} onEliminata={rileggi} />
      </div>
    </section>
  );
}
