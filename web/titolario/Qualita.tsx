import '../statistiche/statistiche.css';
import './titolario.css';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { QualitaSuggerimenti } from '../../schemas/suggerimento.api.js';
import { chiedi } from '../api/client.js';
import { useTitolario } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { intero } from '../lib/formati.js';
import { chiaveDecimale } from '../lib/ordine.js';
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
            onChange={(event) => setParametri(conParametro(parametri, 'mese', event.target.value), { replace: true })}
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

type RigaQualita = QualitaSuggerimenti['perClasse'][number];
interface ContoQualita {
  campo: string;
  titolo: string;
  /** where the head has no room for the title */
  testa?: ReactNode;
  conta: (conti: Conti) => number;
  /** a share of what; without it a count */
  di?: (conti: Conti) => number;
}
const percentoDi = (parole: string): ReactNode => (
  <>
    %<span className="vh"> {parole}</span>
  </>
);

const CONTI: readonly ContoQualita[] = [
  { campo: 'scelte', titolo: 'Scelte', conta: ({ scelte }) => scelte },
  { campo: 'risposte', titolo: 'Con proposte', conta: ({ risposte }) => risposte },
  {
    campo: 'quota-risposte',
    titolo: '% con proposte',
    testa: percentoDi('con proposte'),
    conta: ({ risposte }) => risposte,
    di: ({ scelte }) => scelte,
  },
  { campo: 'primo', titolo: 'La prima', conta: ({ primo }) => primo },
  {
    campo: 'quota-primo',
    titolo: '% la prima',
    testa: percentoDi('la prima'),
    conta: ({ primo }) => primo,
    di: ({ risposte }) => risposte,
  },
  { campo: 'primi-tre', titolo: 'Tra le prime tre', conta: ({ primiTre }) => primiTre },
  {
    campo: 'quota-primi-tre',
    titolo: '% tra le prime tre',
    testa: percentoDi('tra le prime tre'),
    conta: ({ primiTre }) => primiTre,
    di: ({ risposte }) => risposte,
  },
];
const inParole = ({ conta, di }: ContoQualita, conti: Conti): string =>
  di === undefined ? intero(conta(conti)) : quotaDi(conta(conti), di(conti));
const chiaveDi = ({ conta, di }: ContoQualita, conti: Conti): string =>
  di === undefined ? String(conta(conti)) : di(conti) === 0 ? '' : chiaveDecimale(conta(conti) / di(conti));

/** @param voceOf - the name of a voce by its code */
const colonneOf = (voceOf: (codice: string) => string): readonly ColonnaOrdinata<RigaQualita>[] => [
  { campo: 'classe', titolo: 'Classe scelta', valore: ({ codice }) => `${codice} ${voceOf(codice)}` },
  ...CONTI.map((conto) => ({
    campo: conto.campo,
    titolo: conto.titolo,
    ...(conto.testa !== undefined && { testa: conto.testa }),
    classe: `num destra q-${conto.campo}`,
    valore: (riga: RigaQualita) => inParole(conto, riga),
    chiave: (riga: RigaQualita) => chiaveDi(conto, riga),
  })),
];

/** The counts of a month, all together and by classe. */
function Tavola({ dati }: { dati: QualitaSuggerimenti }) {
  const { data: titolario } = useTitolario();
  const colonne = useMemo(() => {
    const voci = new Map((titolario?.voci ?? []).map(({ codice, voce }) => [codice, voce]));
    return colonneOf((codice) => voci.get(codice) ?? '');
  }, [titolario]);
  return (
    <div className="statistiche-tavola">
      <TabellaOrdinata
        etichetta={`${TITOLO} di ${nomeMese(dati.mese)}`}
        nomeFile={`qualita-suggerimenti-${dati.mese}`}
        colonne={colonne}
        righe={dati.perClasse}
        chiaveOf={({ codice }) => codice}
        piede={
          <tr>
            <th scope="row">In tutto</th>
            {CONTI.map((conto) => (
              <td key={conto.campo} className="num destra">
                {inParole(conto, dati)}
              </td>
            ))}
          </tr>
        }
        vuoto={{ filtrato: 'Nessuna classe con queste parole.', nulla: 'Nessuna classe.' }}
      />
    </div>
  );
}
