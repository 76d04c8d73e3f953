import './statistiche.css';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { chiedi } from '../api/client.js';
import { useUffici } from '../api/elenchi.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/percorsi.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { puo, useIo } from '../api/sessione.js';
import type { StatisticheLette, VoceStatistica } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { giorno, intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { Grafico } from './Grafico.js';
import { Tavole } from './Tavole.js';
import { VOCI } from './voci.js';

/** Statistics of the register (DPR 445/2000 art. 58 c. 3), of what one may see: a chart, and its figures as a table. */
export function Statistiche() {
  const io = useIo();
  useTitolo('Statistiche', io.ente.denominazione);
  return puo(io, 'consulta') ? <Pagina adesso={io.adesso} /> : <SenzaRegistro titolo="Statistiche" />;
}

const isVoce = (text: string | null): text is VoceStatistica => VOCI.some(([voce]) => voce === text);

function Pagina({ adesso }: { adesso: string }) {
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  const asked = parametri.get('per');
  const per = isVoce(asked) ? asked : 'mese';
  const anno = /^\d{4}$/.exec(parametri.get('anno') ?? '')?.[0] ?? adesso.slice(0, 4);
  const uo = parametri.get('uo') ?? '';
  const domanda = new URLSearchParams({ anno, per, ...(uo !== '' && { uo }) });
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['statistiche', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.statistiche(domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const esporta = useMutation({
    mutationFn: async () =>
      scaricaBlob(await leggiCarta(percorsi.statisticheCsv(domanda), undefined), `statistiche-${anno}-${per}.csv`),
  });
  const set = (nome: string, value: string) => {
    const next = new URLSearchParams(parametri);
    if (value === '') next.delete(nome);
    else next.set(nome, value);
    setParametri(next, { replace: true });
  };
  const ultimo = Number(adesso.slice(0, 4));
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Statistiche {anno}</h1>
        <span className="sub">art. 58 c. 3 DPR 445/2000: ciò che chi guarda può vedere</span>
        <span className="cresce" />
        <Tavole />
        <Bottone misura="piccolo" alLavoro={esporta.isPending && 'Esportazione…'} onClick={() => esporta.mutate()}>
          Esporta CSV
        </Bottone>
      </div>
      <div className="corpo-pagina statistiche">
        <div className="statistiche-scelte" role="group" aria-label="Che cosa contare">
          <Campo tipo="select" etichetta="Anno" value={anno} onChange={(event) => set('anno', event.target.value)}>
            {Array.from({ length: 12 }, (_, i) => String(ultimo - i)).map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Campo>
          <Campo tipo="select" etichetta="Per" value={per} onChange={(event) => set('per', event.target.value)}>
            {VOCI.map(([voce, parole]) => (
              <option key={voce} value={voce}>
                {parole}
              </option>
            ))}
          </Campo>
          <Campo tipo="select" etichetta="Ufficio" value={uo} onChange={(event) => set('uo', event.target.value)}>
            <option value="">Tutti</option>
            {(uffici ?? []).map(({ codice, denominazione }) => (
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
        {data !== undefined && data.righe.length === 0 && (
          <Vuoto icona="info-circle" titolo={`Nessuna registrazione nel ${anno}`}>
            Scegliere un altro anno o un altro ufficio.
          </Vuoto>
        )}
        {data !== undefined && data.righe.length > 0 && (
          <div aria-busy={isPlaceholderData}>
            <Grafico dati={data} />
            <Tavola dati={data} nomeFile={`cifre-${anno}-${per}`} />
          </div>
        )}
      </div>
    </div>
  );
}

const CONTI = ['entrata', 'uscita', 'interna', 'annullate', 'totale'] as const;
const TITOLI = { entrata: 'Entrata', uscita: 'Uscita', interna: 'Interna', annullate: 'Annullate', totale: 'Totale' };

type RigaStatistica = StatisticheLette['righe'][number];

const colonneOf = (per: VoceStatistica): readonly ColonnaOrdinata<RigaStatistica>[] => [
  {
    campo: 'voce',
    titolo: VOCI.find(([voce]) => voce === per)?.[1] ?? '',
    valore: ({ chiave, voce }) =>
      per === 'giorno'
        ? giorno(chiave)
        : voce !== chiave && /^(ufficio|classe)$/.test(per) && chiave !== ''
          ? `${chiave} ${voce}`
          : voce,
    ...(/^(giorno|mese)$/.test(per) && { chiave: ({ chiave }: RigaStatistica) => chiave }),
  },
  ...CONTI.map((conto) => ({
    campo: conto,
    titolo: TITOLI[conto],
    classe: `num destra s-${conto}`,
    valore: (riga: RigaStatistica) => intero(riga[conto]),
    chiave: (riga: RigaStatistica) => String(riga[conto]),
  })),
];

interface TavolaProps {
  dati: StatisticheLette;
  nomeFile: string;
}

/** The figures of the chart; the sums count each registration once. */
function Tavola({ dati: { per, righe, totali }, nomeFile }: TavolaProps) {
  const colonne = useMemo(() => colonneOf(per), [per]);
  return (
    <div className="statistiche-tavola">
      <TabellaOrdinata
        etichetta="Le stesse cifre"
        nomeFile={nomeFile}
        colonne={colonne}
        righe={righe}
        chiaveOf={({ chiave }) => chiave}
        piede={
          <tr>
            <th scope="row">{per === 'ufficio' ? 'In tutto, ciascuna una volta' : 'In tutto'}</th>
            {CONTI.map((conto) => (
              <td key={conto} className="num destra">
                <b>{intero(totali[conto])}</b>
              </td>
            ))}
          </tr>
        }
        vuoto={{ filtrato: 'Nessuna riga con queste parole.', nulla: 'Nessuna registrazione.' }}
      />
    </div>
  );
}
