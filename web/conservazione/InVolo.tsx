import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Riepilogo } from '../../schemas/conservazione.api.js';
import type { CodaConservazione } from '../../schemas/versamento.api.js';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { OGNI_MS } from '../api/scrivania.js';
import { Stato } from '../components/Stato.js';
import { CHIAVE } from './interrogazioni-conservazione.js';
import { cosaPorta, nomeBreve, STATI, TIPI } from './parole-conservazione.js';

const IN_VOLO: readonly CodaConservazione[] = ['in-invio', 'incerti', 'in-carico', 'attesa-riprova', 'sospesi'];
const PRIMI = '4';

/** The first packages of each pile that moves by itself: how each stands, what happens next. */
export function InVolo({ code }: { code: Riepilogo['code'] }) {
  const piene = IN_VOLO.filter((coda) => code.some(({ codice, totale }) => codice === coda && totale > 0));
  const righe = useQueries({
    queries: piene.map((coda) => ({
      queryKey: [CHIAVE, 'coda', coda, 'primi'],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await chiedi(percorsi.versamenti(new URLSearchParams({ coda, limite: PRIMI })), { segnale: signal })).corpo
          .elementi,
      refetchInterval: OGNI_MS,
    })),
    combine: (answers) => answers.flatMap(({ data = [] }) => data),
  });
  return (
    <section aria-labelledby="in-volo-titolo">
      <div className="conservazione-sezione">
        <h2 id="in-volo-titolo">In volo e in arrivo</h2>
        <span className="cresce" />
        {righe.length === 0 && <span className="xs mut">nulla è in viaggio ora</span>}
      </div>
      {righe.length > 0 && (
        <table className="t" aria-labelledby="in-volo-titolo">
          <tbody>
            {righe.map((riga) => (
              <tr key={riga.id}>
                <th scope="row" className="num c-nome">
                  <Link to={percorsi.paginaVersamento(riga.id)}>{nomeBreve(riga)}</Link>
                </th>
                <td className="c-tipo-intero">{riga.porta === undefined ? TIPI[riga.tipo][1] : cosaPorta(riga)}</td>
                <td className="c-stato">
                  <Stato {...STATI[riga.stato]} />
                </td>
                <td title={riga.situazione}>{riga.situazione}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
