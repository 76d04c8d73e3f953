import { Link, useSearchParams } from 'react-router';
import { plural } from '../lib/formati.js';
import { ElencoVoci } from './ElencoVoci.js';
import { type ErroreContenuto, erroriDi } from './errori-contenuto.js';
import { Modulo } from './Modulo.js';
import { SEZIONI } from './parti.js';
import type { Voce } from './valori.js';

interface SezioniProps {
  contenuto: Voce;
  errori: readonly ErroreContenuto[];
  /** absent: only to be read */
  onContenuto?: ((contenuto: Voce) => void) | undefined;
}

/** A part made of lists and a form, one of them at a time; which one is in the address. */
export function Sezioni({ contenuto, errori, onContenuto }: SezioniProps) {
  const [parametri] = useSearchParams();
  const asked = parametri.get('sezione');
  const [first] = SEZIONI;
  const sezione = SEZIONI.find(({ campo }) => campo === asked) ?? first;
  const value = contenuto[sezione.campo];
  const write = onContenuto && ((next: unknown) => onContenuto({ ...contenuto, [sezione.campo]: next }));
  const addressOf = (campo: string): string => {
    const next = new URLSearchParams(parametri);
    next.set('sezione', campo);
    return `?${next.toString()}`;
  };
  return (
    <div className="regole-sezioni">
      <nav aria-label="Sezioni">
        {SEZIONI.map(({ campo, nome }) => {
          const faults = erroriDi(errori, campo).length;
          return (
            <Link
              key={campo}
              to={addressOf(campo)}
              replace
              aria-current={campo === sezione.campo ? 'true' : undefined}
              className={campo === sezione.campo ? 'qui' : ''}
            >
              {nome}
              {faults > 0 && <span className="errore-campo"> {plural(faults, 'da correggere', 'da correggere')}</span>}
            </Link>
          );
        })}
      </nav>
      {sezione.elenco ? (
        <ElencoVoci
          key={sezione.tipo}
          tipo={sezione.tipo}
          voci={value as Voce[]}
          errori={erroriDi(errori, sezione.campo)}
          onVoci={write}
        />
      ) : (
        <Modulo tipo={sezione.tipo} voce={value as Voce} errori={erroriDi(errori, sezione.campo)} onVoce={write} />
      )}
    </div>
  );
}
