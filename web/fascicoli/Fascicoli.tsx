import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { chiedi } from '../api/client.js';
import { nomeUfficio, useUffici } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { AltrePagine } from '../components/elenco/AltrePagine.js';
import { scaricaDa } from '../components/elenco/scarica-da.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { type ColonnaInOrdine, useOrdine } from '../components/use-ordine.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { giorno, intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { ApriFascicolo } from './ApriFascicolo.js';
import './fascicoli.css';
import { FiltriFascicoli } from './FiltriFascicoli.js';
import { nomeIntestatario, PAROLE_TIPO_FASCICOLO, statoOf } from './parole-fascicoli.js';
import * as percorsi from './percorsi-fascicoli.js';

const RIGHE = 100;
const COLONNE: readonly ColonnaInOrdine<FascicoloRisposta>[] = [
  { campo: 'codice', titolo: 'Codice', classe: 'c-codice', valore: ({ codice }) => codice },
  { campo: 'oggetto', titolo: 'Oggetto', classe: 'c-oggetto', valore: ({ oggetto }) => oggetto },
  { campo: 'tipo', titolo: 'Tipo', classe: 'c-tipo', valore: ({ tipo }) => PAROLE_TIPO_FASCICOLO[tipo] },
  {
    campo: 'classifica',
    titolo: 'Classifica',
    classe: 'c-classifica',
    valore: ({ classifica }) => `${classifica.codice} ${classifica.voce}`,
  },
  { campo: 'uo', titolo: 'Ufficio', classe: 'c-uo', valore: ({ uo }) => uo },
  { campo: 'apertura', titolo: 'Aperto il', classe: 'c-data', valore: ({ dataApertura }) => dataApertura },
  { campo: 'documenti', titolo: 'Documenti', classe: 'c-documenti', valore: ({ documenti }) => String(documenti) },
  { campo: 'stato', titolo: 'Stato', classe: 'c-stato-fascicolo', valore: (riga) => statoOf(riga).parola },
];
const RECENTI = { senzaParole: true, naturale: { campo: 'apertura', inverso: true } };
const NESSUNO: readonly FascicoloRisposta[] = [];

/** The fascicoli, or why this person has none. */
export function Fascicoli() {
  const io = useIo();
  return puo(io, 'consulta') ? <FascicoliAperti /> : <SenzaRegistro titolo="Fascicoli" />;
}

/** All fascicoli that one may see: filters in the address, heads that sort, J and K, Enter opens, page by page. */
function FascicoliAperti() {
  const io = useIo();
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  const [nuovo, setNuovo] = useState(false);
  const apre = puo(io, 'apri-fascicolo');
  useTitolo('Fascicoli', io.ente.denominazione);

  const domanda = new URLSearchParams(parametri);
  domanda.delete('ordine');
  const filtri = new URLSearchParams(domanda);
  filtri.delete('cursore');
  domanda.set('limite', String(RIGHE));
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['fascicoli', 'elenco', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.elenco(domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const { viste: righe, teste, ordine } = useOrdine(data?.elementi ?? NESSUNO, COLONNE, RECENTI);
  const open = (riga: FascicoloRisposta) => void naviga(percorsi.paginaFascicolo(riga.id));
  const { scelta, setScelta, pronta } = useRighe(righe, ({ id }) => id, open, [
    { tasti: '+', azione: () => setNuovo(apre) },
  ]);

  const following = data?.cursore;
  const scarica = (percorso: { url: string }, nome: string) => void scaricaDa(percorso, 'text/csv', `${nome}.csv`);
  const anno = parametri.get('anno') ?? String(new Date(io.adesso).getFullYear());
  return (
    <>
      <FiltriFascicoli
        parametri={parametri}
        onParametri={setParametri}
        totale={data?.totale}
        oltre={data?.oltre}
        uffici={uffici}
        io={io}
      >
        {apre && (
          <Bottone aspetto="primo" misura="piccolo" tasto="+" onClick={() => setNuovo(true)}>
            Apri un fascicolo
          </Bottone>
        )}
      </FiltriFascicoli>
      <div className="pagina-elenco fascicoli-elenco">
        <div className="scorre" tabIndex={-1} role="region" aria-label="Elenco dei fascicoli">
          {pronta && (
            <Tabella
              etichetta={ordine === null ? 'Fascicoli, dal più recente' : 'Fascicoli'}
              colonne={teste}
              righe={righe}
              chiaveOf={({ id }) => id}
              scelta={scelta}
              classeOf={({ annullato }) => (annullato === undefined ? undefined : 'annullata')}
              celle={(riga) => <Celle riga={riga} ufficio={nomeUfficio(uffici, riga.uo)} />}
              attenuata={isPlaceholderData}
              onScegli={({ id }) => setScelta(id)}
              onApri={open}
            />
          )}
          {error !== null && <NonSiApre titolo="I fascicoli non si aprono" errore={error} onRiprova={refetch} />}
          {data !== undefined && !pronta && (
            <Vuoto
              icona="folder"
              titolo="Nessun fascicolo"
              azioni={
                <Link className="btn btn-testo" to="/fascicoli">
                  Togli i filtri
                </Link>
              }
            >
              Si vedono i fascicoli del proprio ufficio e quelli di cui si risponde. Un fascicolo si apre da qui, oppure
              da un documento con il tasto F.
            </Vuoto>
          )}
        </div>
        <SuggerimentiTasti
          tasti={[
            [['J', 'K'], 'scorri'],
            [['↵'], 'apri'],
            ...(apre ? [[['+'], 'nuovo'] as const] : []),
            [['?'], 'tutti i tasti'],
          ]}
        >
          {ordine !== null && (following !== undefined || parametri.has('cursore')) && (
            <span role="status">in ordine soltanto le righe di questa pagina</span>
          )}
          <Bottone
            aspetto="testo"
            misura="piccolo"
            icona="download"
            onClick={() => scarica(percorsi.elencoCsv(filtri), 'fascicoli')}
          >
            CSV
          </Bottone>
          {puo(io, 'legge-repertorio-fascicoli') && (
            <Bottone
              aspetto="testo"
              misura="piccolo"
              icona="download"
              onClick={() => scarica(percorsi.repertorioCsv(anno), `repertorio-fascicoli-${anno}`)}
            >
              Repertorio {anno}
            </Bottone>
          )}
          <AltrePagine seguente={following} />
        </SuggerimentiTasti>
      </div>
      {nuovo && (
        <ApriFascicolo
          onFatto={({ id }) => void naviga(percorsi.paginaFascicolo(id))}
          onChiudi={() => setNuovo(false)}
        />
      )}
    </>
  );
}

function Celle({ riga, ufficio }: { riga: FascicoloRisposta; ufficio: string }) {
  const { id, codice, oggetto, tipo, classifica, uo, dataApertura, documenti, riservatezza } = riga;
  const intestatario = nomeIntestatario(riga);
  return (
    <>
      <th scope="row" className="mono">
        <Link to={percorsi.paginaFascicolo(id)} tabIndex={-1}>
          {codice}
        </Link>
      </th>
      <td title={oggetto}>
        {oggetto} {intestatario !== '' && <span className="mut">{intestatario}</span>}
      </td>
      <td>{PAROLE_TIPO_FASCICOLO[tipo]}</td>
      <td title={`${classifica.codice} ${classifica.voce}`}>
        {classifica.codice} {classifica.voce}
      </td>
      <td title={ufficio}>{uo}</td>
      <td>{giorno(dataApertura)}</td>
      <td className="num">{intero(documenti)}</td>
      <td>
        {riservatezza.livello === 'riservata' && <Stato tono="neu" icona="locked" parola="Riservato" />}{' '}
        <Stato {...statoOf(riga)} />
      </td>
    </>
  );
}
