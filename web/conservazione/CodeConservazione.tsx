import { Link } from 'react-router';
import type { Riepilogo } from '../../schemas/conservazione.api.js';
import type { CodaConservazione } from '../../schemas/versamento.api.js';
import { PAGINA } from '../api/conservazione.js';
import { daQuando, intero, ora } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { CODE, GRUPPI } from './parole-conservazione.js';

type Pila = Riepilogo['code'][number];

/** Under the name of a pile: what the server says of it, else how old its oldest is, or when it goes on. */
function sotto({ totale, nota, dal, prossimoPasso }: Pila): string {
  if (nota !== undefined && nota !== '') return nota;
  if (totale === 0) return 'nessuno';
  if (prossimoPasso !== undefined) return `il primo alle ${ora(prossimoPasso)}`;
  return dal === undefined ? '' : `il più vecchio ${daQuando(dal, adesso())}`;
}

/** The piles one may open, by group, in the order of the server. */
export const perGruppo = (code: readonly Pila[]): [Pila['gruppo'], Pila[]][] => {
  const gruppi = [...new Set(code.map(({ gruppo }) => gruppo))];
  return gruppi.map((gruppo) => [gruppo, code.filter((one) => one.gruppo === gruppo)]);
};

interface CodeConservazioneProps {
  code: readonly Pila[];
  scelta: CodaConservazione;
  anno: string | undefined;
  inColonna: boolean;
  onScegli: (coda: CodaConservazione) => void;
}

/** The address of a pile; the year looked at stays. */
export function paginaCoda(coda: CodaConservazione, anno: string | undefined): string {
  return `${PAGINA}?${new URLSearchParams({ coda, ...(anno !== undefined && { anno }) }).toString()}`;
}

/** The piles of conservation, empty ones too, each with its count and what there is to know of it. */
export function CodeConservazione({ code, scelta, anno, inColonna, onScegli }: CodeConservazioneProps) {
  if (inColonna)
    return (
      <div className="scrivania-scelta campo">
        <label htmlFor="conservazione-coda">Coda</label>
        <select
          id="conservazione-coda"
          className="controllo"
          value={scelta}
          onChange={(event) => onScegli(event.target.value as CodaConservazione)}
        >
          {perGruppo(code).map(([gruppo, found]) => (
            <optgroup key={gruppo} label={GRUPPI[gruppo]}>
              {found.map(({ codice, totale }) => (
                <option key={codice} value={codice}>
                  {CODE[codice].titolo}: {intero(totale)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </div>
    );
  return (
    <nav className="colonna-code" aria-label="Code di conservazione" tabIndex={0}>
      {perGruppo(code).map(([gruppo, found]) => (
        <section key={gruppo} aria-labelledby={`gruppo-${gruppo}`}>
          <h2 id={`gruppo-${gruppo}`}>{GRUPPI[gruppo]}</h2>
          <ul>
            {found.map((pila) => (
              <li key={pila.codice}>
                <Link to={paginaCoda(pila.codice, anno)} aria-current={pila.codice === scelta ? 'page' : undefined}>
                  <span className="riga-sparsa">
                    <b>{CODE[pila.codice].titolo}</b>{' '}
                    <span className={pila.totale === 0 ? 'conta zero' : 'conta'}>{intero(pila.totale)}</span>
                  </span>
                  <span className="xs mut">{sotto(pila)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
