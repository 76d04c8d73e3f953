import './statistiche.css';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { chiedi } from '../api/client.js';
import { useUffici } from '../api/elenchi.js';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { NonTrovata } from '../components/NonTrovata.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { chiaveDecimale } from '../lib/ordine.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { GraficoQuote } from './GraficoQuote.js';
import {
  isTavola,
  type NomeTavola,
  nomeRiga,
  percorsoTavola,
  TAVOLE_ARCHIVIO,
  type Valore,
} from './tavole-archivio.js';
import { Tavole } from './Tavole.js';

const FORME = ['csv', 'json', 'xml'] as const;

/** What the plan of the body asks of classification, fascicoli and procedimenti: a chart, its figures, the open data. */
export function Archivio() {
  const io = useIo();
  const { tavola = '' } = useParams();
  if (!isTavola(tavola)) return <NonTrovata />;
  return puo(io, 'consulta') ? (
    <Pagina nome={tavola} adesso={io.adesso} ente={io.ente.denominazione} />
  ) : (
    <SenzaRegistro titolo="Statistiche" />
  );
}

function Pagina({ nome, adesso, ente }: { nome: NomeTavola; adesso: string; ente: string }) {
  const tavola = TAVOLE_ARCHIVIO[nome];
  useTitolo(tavola.titolo, ente);
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici = [] } = useUffici();
  const per = tavola.per.find(([voce]) => voce === parametri.get('per')) ?? tavola.per[0];
  const ultimo = Number(adesso.slice(0, 4));
  const anno = /^\d{4}$/.exec(parametri.get('anno') ?? '')?.[0] ?? String(ultimo);
  const uo = parametri.get('uo') ?? '';
  const domanda = new URLSearchParams({ anno, per: per?.[0] ?? '', ...(uo !== '' && { uo }) });
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['statistiche', nome, domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsoTavola(nome, domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const esporta = useMutation({
    mutationFn: async (forma: string) =>
      scaricaBlob(
        await leggiCarta(percorsoTavola(nome, domanda, `.${forma}`), undefined),
        `${nome}-${anno}-${per?.[0] ?? ''}.${forma}`,
      ),
  });
  const set = (campo: string, value: string) => {
    const next = new URLSearchParams(parametri);
    if (value === '') next.delete(campo);
    else next.set(campo, value);
    setParametri(next, { replace: true });
  };
  const righe: readonly Valore[] = data?.righe ?? [];
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>
          {tavola.titolo} {anno}
        </h1>
        <span className="sub ell">{tavola.sotto}</span>
        <span className="cresce" />
        <Tavole />
        {FORME.map((forma) => (
          <Bottone
            key={forma}
            misura="piccolo"
            alLavoro={esporta.isPending && esporta.variables === forma && 'Esportazione…'}
            onClick={() => esporta.mutate(forma)}
          >
            Esporta {forma.toUpperCase()}
          </Bottone>
        ))}
      </div>
      <div className="corpo-pagina statistiche">
        <div className="statistiche-scelte" role="group" aria-label="Che cosa contare">
          <Campo tipo="select" etichetta="Anno" value={anno} onChange={(event) => set('anno', event.target.value)}>
            {Array.from({ length: 12 }, (_, i) => String(ultimo - i)).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Campo>
          <Campo tipo="select" etichetta="Per" value={per?.[0]} onChange={(event) => set('per', event.target.value)}>
            {tavola.per.map(([voce, parole]) => (
              <option key={voce} value={voce}>
                {parole}
              </option>
            ))}
          </Campo>
          <Campo tipo="select" etichetta="Ufficio" value={uo} onChange={(event) => set('uo', event.target.value)}>
            <option value="">Tutti</option>
            {uffici.map(({ codice, denominazione }) => (
              <option key={codice} value={codice}>
                {codice} {denominazione}
              </option>
            ))}
          </Campo>
        </div>
        {esporta.error !== null && (
          <Avviso tono="bad" annuncio="alert">
            {wordsOf(esporta.error)}
          </Avviso>
        )}
        {error !== null && data === undefined && (
          <NonSiApre titolo="Le statistiche non si aprono" errore={error} onRiprova={refetch} />
        )}
        {data !== undefined && righe.length === 0 && (
          <Vuoto icona="info-circle" titolo={`Nulla da contare nel ${anno}`}>
            Scegliere un altro anno o un altro ufficio.
          </Vuoto>
        )}
        {data !== undefined && righe.length > 0 && (
          <div aria-busy={isPlaceholderData}>
            <GraficoQuote nome={tavola.titolo} righe={righe} grafico={tavola.grafico} unita={tavola.unita} />
            <Cifre
              nome={nome}
              per={per?.[1] ?? ''}
              righe={righe}
              totali={data.totali}
              nomeFile={`cifre-${nome}-${anno}`}
            />
          </div>
        )}
      </div>
    </div>
  );
}

interface CifreProps {
  nome: NomeTavola;
  per: string;
  righe: readonly Valore[];
  totali: Valore;
  nomeFile: string;
}

const detto = (value: string | number | undefined): string =>
  value === undefined
    ? '–'
    : typeof value === 'number'
      ? value.toLocaleString('it-IT', { maximumFractionDigits: 1 })
      : value;

const colonneOf = (nome: NomeTavola, per: string): readonly ColonnaOrdinata<Valore>[] => [
  {
    campo: 'voce',
    titolo: per,
    valore: nomeRiga,
    ...(/^Mese/.test(per) && { chiave: ({ chiave }: Valore) => String(chiave) }),
  },
  ...TAVOLE_ARCHIVIO[nome].colonne.map(([campo, titolo]) => ({
    campo,
    titolo,
    classe: `num destra s-${campo}`,
    valore: (riga: Valore) => detto(riga[campo]),
    chiave: ({ [campo]: valore }: Valore) => (typeof valore === 'number' ? chiaveDecimale(valore) : (valore ?? '')),
  })),
];

/** The figures of the chart, and those that it does not draw. */
function Cifre({ nome, per, righe, totali, nomeFile }: CifreProps) {
  const colonne = useMemo(() => colonneOf(nome, per), [nome, per]);
  return (
    <div className="statistiche-tavola">
      <TabellaOrdinata
        etichetta="Le stesse cifre"
        nomeFile={nomeFile}
        colonne={colonne}
        righe={righe}
        chiaveOf={({ chiave }) => String(chiave)}
        piede={
          <tr>
            <th scope="row">In tutto, ciascuno una volta</th>
            {TAVOLE_ARCHIVIO[nome].colonne.map(([campo]) => (
              <td key={campo} className="num destra">
                {detto(totali[campo])}
              </td>
            ))}
          </tr>
        }
        vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: 'Nulla da contare.' }}
      />
    </div>
  );
}
