import { BASE } from '../api/client.js';
import { Persona } from '../components/Persona.js';
import { giornoOra } from '../lib/formati.js';
import { PAROLE_PASSO } from './parole-bozze.js';
import { documento, type Lettera } from './percorsi-bozze.js';

/** The steps that made a version. */
const SCRITTE: readonly Lettera['passi'][number]['tipo'][] = ['crea', 'modifica'];

/** Who did what with a letter, last first: the remarks are read where they were made. */
export function StoriaLettera({ lettera: { id, passi } }: { lettera: Lettera }) {
  return (
    <section className="storia-lettera" aria-labelledby="storia-titolo">
      <h2 id="storia-titolo">Passaggi</h2>
      <ol>
        {passi.toReversed().map(({ tipo, quando, utente, denominazione, perContoDi, n, osservazioni }) => (
          <li key={`${tipo}-${quando}-${n}`}>
            <b>{PAROLE_PASSO[tipo]}</b>{' '}
            <span className="mut">
              versione {n} · <span title={utente}>{denominazione}</span>
              {perContoDi !== undefined && (
                <>
                  , per conto di <Persona utente={perContoDi} />
                </>
              )}{' '}
              · {giornoOra(quando)}{' '}
            </span>
            {SCRITTE.includes(tipo) && (
              <a href={BASE + documento(id, n)} target="_blank" rel="noreferrer">
                vedi com’era<span className="vh"> la versione {n}</span>
              </a>
            )}
            {osservazioni !== undefined && <p className="osservazioni-lettera">{osservazioni}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
