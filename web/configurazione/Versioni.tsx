import { Link } from 'react-router';
import { wordsOf } from '../api/errori.js';
import type { RigaVersione, TipoConfigurazione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Persona } from '../components/Persona.js';
import { Stato } from '../components/Stato.js';
import { giorno, giornoOra } from '../lib/formati.js';
import type { TonoStato } from '../lib/tono.js';
import { useVersioni } from './interrogazioni.js';

const STATI: Readonly<Record<RigaVersione['stato'], readonly [tono: TonoStato, icona: string, parola: string]>> = {
  'in-vigore': ['ok', 'check-circle', 'In vigore'],
  futura: ['inf', 'calendar', 'Futura'],
  passata: ['neu', 'minus-circle', 'Non più in vigore'],
  superata: ['neu', 'minus-circle', 'Superata prima'],
};

/** `dal 02/03/2026`, `dall’inizio`. */
export const daQuandoVale = ({ validoDal }: Pick<RigaVersione, 'validoDal'>): string =>
  validoDal === undefined ? 'dall’inizio' : `dal ${giorno(validoDal)}`;

export function StatoVersione({ stato }: Pick<RigaVersione, 'stato'>) {
  const [tono, icona, parola] = STATI[stato];
  return <Stato tono={tono} icona={icona} parola={parola} />;
}

/** The versions of a part, newest first: since when, who, when, why; each can be read. */
export function Versioni({ tipo, scelta }: { tipo: TipoConfigurazione; scelta: number | undefined }) {
  const { data, error, refetch } = useVersioni(tipo);
  return (
    <section className="riquadro" aria-label="Versioni">
      <header>
        <h2>Versioni</h2>
      </header>
      {data === undefined && error !== null && (
        <div className="corpo">
          <p className="sm">{wordsOf(error)}</p>
          <Bottone misura="piccolo" onClick={() => void refetch()}>
            Riprova ora
          </Bottone>
        </div>
      )}
      <ol className="regole-versioni">
        {data?.map((versione) => (
          <li key={versione.numero}>
            <Link
              to={`?versione=${versione.numero}`}
              aria-current={versione.numero === scelta ? 'true' : undefined}
              className="regole-versione"
            >
              <span className="riga-sparsa">
                <b>
                  {versione.numero === 0 ? 'Iniziale' : `Versione ${versione.numero}`}, {daQuandoVale(versione)}
                  {versione.validoAl !== undefined && ` al ${giorno(versione.validoAl)}`}
                </b>
                <StatoVersione stato={versione.stato} />
              </span>
              {versione.autore !== undefined && versione.quando !== undefined && (
                <span className="xs mut">
                  <Persona utente={versione.autore} />, {giornoOra(versione.quando)}
                </span>
              )}
              {versione.motivo !== undefined && <span className="sm">{versione.motivo}</span>}
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}
