import '../statistiche/statistiche.css';
import './titolario.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { QualitaSuggerimenti } from '../../schemas/suggerimento.api.js';
import { chiedi } from '../api/client.js';
import { useTitolario } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Vuoto } from '../components/Vuoto.js';
import { intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { mesiFino, nomeMese, quotaDi } from './mesi.js';
import { qualita } from './percorsi-titolario.js';

const TITOLO = 'Qualità dei suggerimenti';
type Conti = Omit<QualitaSuggerimenti, 'mese' | 'perClasse'>;

/** How often the suggested voci were the ones that people chose, month by month; it says of nobody what he chose. */
export function Qualita() {
  const io = useIo();
  useTitolo(TITOLO, io.ente.denominazione);
  return puo(io, 'legge-qualita-suggerimenti') ? <Pagina oggi={io.adesso} /> : <SenzaRegistro titolo={TITOLO} />;
}

function Pagina({ oggi }: { oggi: string }) {
  const [parametri, setParametri] = useSearchParams();
  const mesi = mesiFino(oggi.slice(0, 7));
  const mese = mesi.find((one) => one === parametri.get('mese')) ?? oggi.slice(0, 7);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['titolario', 'qualita', mese],
    queryFn: async ({ signal }) => (await chiedi(qualita(mese), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>{TITOLO}</h1>
        <span className="sub ell">quante volte la voce scelta era tra quelle proposte; senza persone né documenti</span>
        <span className="cresce" />
        <Link className="btn btn-terzo" to="/titolario">
          Titolario
        </Link>
      </div>
      <div className="corpo-pagina statistiche">
        <div className="statistiche-scelte">
          <Campo
            tipo="select"
            etichetta="Mese"
            value={mese}
            onChange={(event) => setParametri({ mese: event.target.value }, { replace: true })}
          >
            {mesi.map((one) => (
              <option key={one} value={one}>
                {nomeMese(one)}
              </option>
            ))}
          </Campo>
        </div>
        {error !== null && data === undefined && (
          <NonSiApre titolo="La qualità non si legge" errore={error} onRiprova={refetch} />
        )}
        {data?.scelte === 0 && (
          <Vuoto icona="info-circle" titolo={`Nessuna scelta in ${nomeMese(data.mese)}`}>
            I conti cominciano dalla prima classifica data nelle pagine: scegliere un altro mese.
          </Vuoto>
        )}
        {data !== undefined && data.scelte > 0 && (
          <div className="qualita-mese" aria-busy={isPlaceholderData}>
            <Tavola dati={data} />
          </div>
        )}
      </div>
    </div>
  );
}

/** The counts of a month, all together and by classe. */
function Tavola({ dati }: { dati: QualitaSuggerimenti }) {
  const { data: titolario } = useTitolario();
  const voceOf = (codice: string) => titolario?.voci.find((one) => one.codice === codice)?.voce ?? '';
  const celle = ({ scelte, risposte, primo, primiTre }: Conti) =>
    [
      intero(scelte),
      intero(risposte),
      quotaDi(risposte, scelte),
      intero(primo),
      quotaDi(primo, risposte),
      intero(primiTre),
      quotaDi(primiTre, risposte),
    ].map((testo, i) => (
      <td key={i} className="num destra">
        {testo}
      </td>
    ));
  return (
    <table className="t statistiche-tavola" aria-label={`${TITOLO} di ${nomeMese(dati.mese)}`}>
      <thead>
        <tr>
          <th scope="col">Classe scelta</th>
          {['Scelte', 'Con proposte', '%', 'La prima', '%', 'Tra le prime tre', '%'].map((titolo, i) => (
            <th key={i} scope="col" className="num destra">
              {titolo}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {dati.perClasse.map((riga) => (
          <tr key={riga.codice}>
            <th scope="row">
              {riga.codice} {voceOf(riga.codice)}
            </th>
            {celle(riga)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">In tutto</th>
          {celle(dati)}
        </tr>
      </tfoot>
    </table>
  );
}
