import { NavLink } from 'react-router';
import type { ElencoConfigurazione, TipoConfigurazione } from '../api/tipi.js';
import { giorno } from '../lib/formati.js';
import { PARTI } from './parti.js';
import { daQuandoVale } from './Versioni.js';

interface ElencoPartiProps {
  parti: ElencoConfigurazione['elementi'] | undefined;
  tipo: TipoConfigurazione;
}

/** The parts of the rules, with the version in force and the day of the next one. */
export function ElencoParti({ parti, tipo }: ElencoPartiProps) {
  return (
    <nav className="regole-parti" aria-label="Parti delle regole">
      <ul>
        {PARTI.map((parte) => {
          const found = parti?.find((one) => one.tipo === parte.tipo);
          return (
            <li key={parte.tipo}>
              <NavLink to={`/regole/${parte.tipo}`} className={parte.tipo === tipo ? 'qui' : ''}>
                <b>{parte.nome}</b>
                {found !== undefined && <span className="xs mut">{daQuandoVale(found.inVigore)}</span>}
                {found?.prossima?.validoDal !== undefined && (
                  <span className="xs regole-prossima">cambia dal {giorno(found.prossima.validoDal)}</span>
                )}
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
