import { Fragment } from 'react';
import { useIo } from '../api/sessione.js';
import { setTastiAccesi, useTastiAccesi } from '../lib/tasti.js';
import { useTitolo } from '../lib/titolo.js';
import './aiuto.css';
import { ELENCO_TASTI } from './elenco-tasti.js';
import { Spunta } from '../components/Spunta.js';

/** Every key of every page, and the switch that puts the single letters out. */
export function Aiuto() {
  const io = useIo();
  const accesi = useTastiAccesi();
  useTitolo('Tutti i tasti', io.ente.denominazione);
  return (
    <>
      <div className="testa">
        <h1>Tutti i tasti</h1>
        <span className="sub">le lettere da sole valgono fuori dai campi</span>
        <span className="cresce" />
        <Spunta id="tasti-accesi" spuntata={accesi} onSpunta={setTastiAccesi}>
          Tasti singoli attivi in questo computer
        </Spunta>
      </div>
      <div className="aiuto-pagina" tabIndex={0} role="region" aria-label="Elenco dei tasti">
        <div className="aiuto-gruppi">
          {ELENCO_TASTI.map(({ dove, tasti }) => (
            <section key={dove} className="riquadro">
              <header>
                <h2>{dove}</h2>
              </header>
              <dl className="corpo">
                {tasti.map(([keys, what]) => (
                  <Fragment key={what}>
                    <dt>
                      {keys.map((key, i) => (
                        <Fragment key={key}>
                          {i > 0 && ' '}
                          <kbd>{key}</kbd>
                        </Fragment>
                      ))}
                    </dt>
                    <dd>{what}</dd>
                  </Fragment>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
