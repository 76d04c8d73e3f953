import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { chiedi } from '../api/client.js';
import { paginaScheda } from '../api/percorsi.js';
import type { Registrazione } from '../api/tipi.js';
import { giorno, numero7 } from '../lib/formati.js';
import { useMotivoAccesso } from '../protocollo/motivo-accesso.js';
import { attiDi } from './percorsi-repertori.js';

/** The acts of repertori that have this number of protocol too; nothing where there are none. */
export function AttiDi({ registrazione }: { registrazione: Registrazione }) {
  const { anno, numero } = registrazione;
  const motivoAccesso = useMotivoAccesso();
  const { data = [] } = useQuery({
    queryKey: ['scheda', anno, numero, 'repertori', motivoAccesso ?? ''],
    queryFn: async ({ signal }) =>
      (await chiedi(attiDi({ anno, numero }), { segnale: signal, motivoAccesso })).corpo.elementi,
  });
  if (data.length === 0) return null;
  return (
    <section className="riquadro" aria-labelledby="repertori-titolo">
      <header>
        <h2 id="repertori-titolo">Nei repertori: {data.length}</h2>
      </header>
      <ul className="corpo pila">
        {data.map((uno) => (
          <li key={uno.segnatura} className="sm">
            <Link to={paginaScheda(uno)}>
              {uno.registro} {numero7(uno.numero)}
            </Link>{' '}
            del {giorno(uno.dataRegistrazione)}, {uno.oggetto}
          </li>
        ))}
      </ul>
    </section>
  );
}
