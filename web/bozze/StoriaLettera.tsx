import { giornoOra } from '../lib/formati.js';
import { PAROLE_PASSO } from './parole-bozze.js';
import type { Lettera } from './percorsi-bozze.js';

/** Who did what with a letter, last first: the remarks are read where they were made. */
export function StoriaLettera({ lettera: { passi } }: { lettera: Lettera }) {
  return (
    <section className="storia-lettera" aria-labelledby="storia-titolo">
      <h2 id="storia-titolo">Passaggi</h2>
      <ol>
        {passi.toReversed().map(({ tipo, quando, denominazione, perContoDi, n, osservazioni }) => (
          <li key={`${tipo}-${quando}-${n}`}>
            <b>{PAROLE_PASSO[tipo]}</b>{' '}
            <span className="mut">
              versione {n} · {denominazione}
              {perContoDi !== undefined && `, per conto di ${perContoDi}`} · {giornoOra(quando)}
            </span>
            {osservazioni !== undefined && <p className="osservazioni-lettera">{osservazioni}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
