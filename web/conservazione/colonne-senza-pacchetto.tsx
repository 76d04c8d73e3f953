import { Link } from 'react-router';
import type { TipoVersamento } from '../../schemas/versamento.api.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { paginaDi, TIPI } from './parole-conservazione.js';

/** What has no package yet: it is due, or something of it is missing. */
interface SenzaPacchetto {
  tipo: TipoVersamento;
  riferimento: string;
}

export const chiaveOf = ({ tipo, riferimento }: SenzaPacchetto): string => `${tipo} ${riferimento}`;

/** Its first two columns. @param nomeOf - how it is called in a narrow column */
export const colonneSenzaPacchetto = <T extends SenzaPacchetto>(
  nomeOf: (riga: T) => string,
): readonly ColonnaOrdinata<T>[] => [
  {
    campo: 'nome',
    titolo: 'Numero',
    classe: 'c-nome num',
    valore: nomeOf,
    mostra: (riga) => (
      <Link to={paginaDi(riga)} tabIndex={-1}>
        {nomeOf(riga)}
      </Link>
    ),
  },
  { campo: 'tipo', titolo: 'Tipo', classe: 'c-tipo', valore: ({ tipo }) => TIPI[tipo][0] },
];
