import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { RepertorioRisposta } from '../../schemas/repertorio.api.js';
import { chiedi } from '../api/client.js';
import { nomeUfficio, useUffici } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { BarraRighe } from '../components/elenco/BarraRighe.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { type ColonnaInOrdine, useOrdine } from '../components/use-ordine.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { scaricaCsv } from '../lib/csv.js';
import { giorno, intero, numero7 } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { conservazioneInParole } from './parole-repertori.js';
import { paginaRepertorio, repertori } from './percorsi-repertori.js';
import './repertori.css';

const COLONNE: readonly ColonnaInOrdine<RepertorioRisposta>[] = [
  { campo: 'sigla', titolo: 'Sigla', classe: 'c-sigla', valore: ({ sigla }) => sigla },
  { campo: 'denominazione', titolo: 'Denominazione', valore: ({ denominazione }) => denominazione },
  { campo: 'uo', titolo: 'Ufficio', classe: 'c-ufficio', valore: ({ uo }) => uo ?? '' },
  { campo: 'voce', titolo: 'Voce', classe: 'c-voce', valore: ({ voce }) => voce ?? '' },
  { campo: 'numerazione', titolo: 'Numerazione', classe: 'c-numerazione', valore: ({ numerazione }) => numerazione },
  {
    campo: 'conservazione',
    titolo: 'Conservazione',
    classe: 'c-conservazione',
    valore: ({ conservazione }) => conservazioneInParole(conservazione),
  },
  { campo: 'atti', titolo: 'Atti', classe: 'c-atti', valore: ({ atti }) => String(atti) },
  {
    campo: 'ultimo',
    titolo: 'Ultimo',
    classe: 'c-ultimo',
    valore: ({ ultimoNumero, ultimaData }) =>
      ultimoNumero === undefined || ultimaData === undefined ? '' : `${numero7(ultimoNumero)} ${giorno(ultimaData)}`,
    chiave: ({ ultimaData }) => ultimaData ?? '',
  },
];
const NESSUNO: readonly RepertorioRisposta[] = [];

/** The repertori, or why this person has none. */
export function Repertori() {
  const io = useIo();
  return puo(io, 'consulta') ? <RepertoriAperti /> : <SenzaRegistro titolo="Repertori" />;
}

/** All repertori with what was registered in a year; J and K, Enter opens. */
function RepertoriAperti() {
  const io = useIo();
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  useTitolo('Repertori', io.ente.denominazione);
  const anno = parametri.get('anno');
  const { data, error, refetch } = useQuery({
    queryKey: ['repertori', 'elenco', anno ?? ''],
    queryFn: async ({ signal }) => (await chiedi(repertori(anno), { segnale: signal })).corpo,
  });
  const lette = data?.elementi ?? NESSUNO;
  const { q, viste: righe, teste, set } = useOrdine(lette, COLONNE);
  const open = (riga: RepertorioRisposta) => void naviga(paginaRepertorio(riga.sigla));
  const { scelta, setScelta, pronta } = useRighe(righe, ({ sigla }) => sigla, open);
  const oggi = Number(io.adesso.slice(0, 4));
  return (
    <>
      <div className="repertori-testa">
        <h1>Repertori</h1>
        <label className="riga">
          <span className="sm">Anno</span>
          <select
            className="controllo piccolo"
            value={anno ?? String(oggi)}
            onChange={(event) => setParametri(conParametro(parametri, 'anno', event.target.value))}
          >
            {Array.from({ length: 6 }, (_one, i) => String(oggi - i)).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <span className="cresce" />
        {data !== undefined && (
          <span className="sm" role="status">
            <b>{intero(data.elementi.reduce((sum, { atti }) => sum + atti, 0))}</b> atti del {data.anno}
          </span>
        )}
      </div>
      <div className="pagina-elenco repertori-elenco">
        {lette.length > 0 && (
          <BarraRighe
            etichetta="Repertori"
            q={q}
            onQ={(value) => set('q', value)}
            viste={righe.length}
            righe={lette.length}
            onCsv={() => scaricaCsv(`repertori-${data?.anno ?? ''}`, righe, COLONNE)}
          />
        )}
        <div className="scorre" tabIndex={-1} role="region" aria-label="Elenco dei repertori">
          {pronta && (
            <Tabella
              etichetta="Repertori e registri particolari"
              colonne={teste}
              righe={righe}
              chiaveOf={({ sigla }) => sigla}
              scelta={scelta}
              celle={(riga) => (
                <Celle
                  riga={riga}
                  ufficio={riga.uo === undefined ? undefined : nomeUfficio(uffici, riga.uo)}
                  alcuni={righe.some(({ scrive, chiuso }) => !scrive && !chiuso)}
                />
              )}
              onScegli={({ sigla }) => setScelta(sigla)}
              onApri={open}
            />
          )}
          {error !== null && <NonSiApre titolo="I repertori non si aprono" errore={error} onRiprova={refetch} />}
          {lette.length > 0 && !pronta && <p className="ordinata-vuota mut">Nessun repertorio con queste parole.</p>}
          {data !== undefined && lette.length === 0 && (
            <Vuoto icona="folder" titolo="Nessun repertorio">
              I repertori della AOO si aggiungono nelle regole.
            </Vuoto>
          )}
        </div>
        <SuggerimentiTasti
          tasti={[
            [['J', 'K'], 'scorri'],
            [['↵'], 'apri'],
            [['?'], 'tutti i tasti'],
          ]}
        />
      </div>
    </>
  );
}

interface CelleProps {
  riga: RepertorioRisposta;
  ufficio: string | undefined;
  /** who reads registers in some and not in others: those are marked */
  alcuni: boolean;
}

function Celle({ riga, ufficio, alcuni }: CelleProps) {
  const { sigla, denominazione, uo, voce, numerazione, conservazione, atti, ultimoNumero, ultimaData, chiuso } = riga;
  return (
    <>
      <th scope="row" className="mono">
        <Link to={paginaRepertorio(sigla)} tabIndex={-1}>
          {sigla}
        </Link>
      </th>
      <td title={riga.note ?? denominazione}>
        {denominazione} {chiuso && <Stato tono="neu" icona="locked" parola="Chiuso" />}
        {riga.scrive && alcuni && <Stato tono="ok" icona="pencil" parola="Si registra" />}
      </td>
      <td title={ufficio}>{uo ?? <span className="mut">nessuno</span>}</td>
      <td className="c-voce">{voce}</td>
      <td className="c-numerazione">{numerazione}</td>
      <td className="c-conservazione">{conservazioneInParole(conservazione)}</td>
      <td className="num">{intero(atti)}</td>
      <td>
        {ultimoNumero !== undefined && ultimaData !== undefined && (
          <>
            <span className="mono">{numero7(ultimoNumero)}</span> <span className="mut">{giorno(ultimaData)}</span>
          </>
        )}
      </td>
    </>
  );
}
