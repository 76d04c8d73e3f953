import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import type { RigaRegistrazione } from '../../schemas/registrazione-risposta.api.js';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { paginaScheda } from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { AltrePagine } from '../components/elenco/AltrePagine.js';
import { scaricaDa } from '../components/elenco/scarica-da.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { type ColonnaInOrdine, useOrdine } from '../components/use-ordine.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoOra, numero7 } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { nameOfSoggetto, statoLegale } from '../protocollo/parole.js';
import { rememberElencoAtti } from '../protocollo/registro/elenco.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { FiltriAtti } from './FiltriAtti.js';
import { NuovoAtto } from './NuovoAtto.js';
import { atti, attiCsv, registroDi, repertori } from './percorsi-repertori.js';
import './repertori.css';

const RIGHE = 100;
const chiaveOf = ({ anno, numero }: RigaRegistrazione): string => `${anno}/${numero}`;
const daChi = ({ mittenti }: RigaRegistrazione): string =>
  mittenti.map((one) => (one.tipo === 'UO' ? String(one['uo']) : nameOfSoggetto(one as never))).join(', ');

const COLONNE: readonly ColonnaInOrdine<RigaRegistrazione>[] = [
  {
    campo: 'numero',
    titolo: 'Numero',
    classe: 'c-numero',
    valore: ({ anno, numero }) => `${anno}/${numero7(numero)}`,
  },
  { campo: 'data', titolo: 'Registrato il', classe: 'c-quando', valore: ({ dataRegistrazione }) => dataRegistrazione },
  { campo: 'oggetto', titolo: 'Oggetto', valore: ({ oggetto }) => oggetto },
  { campo: 'chi', titolo: 'Da', classe: 'c-chi', valore: daChi },
  {
    campo: 'fascicolo',
    titolo: 'Fascicolo',
    classe: 'c-fascicolo',
    valore: ({ fascicoli }) => fascicoli?.[0]?.codice ?? '',
  },
  { campo: 'stato', titolo: 'Stato', classe: 'c-stato', valore: ({ stato }) => stato },
];
const RECENTI = { senzaParole: true, naturale: { campo: 'numero', inverso: true } };
const NESSUNO: readonly RigaRegistrazione[] = [];

/** One repertorio, or why this person does not see it. */
export function Repertorio() {
  const io = useIo();
  const { registro = '' } = useParams();
  return puo(io, 'consulta') ? (
    <RepertorioAperto key={registro} sigla={registro} />
  ) : (
    <SenzaRegistro titolo={`Repertorio ${registro}`} />
  );
}

/** The acts of a repertorio: filters in the address, heads that sort, J and K, Enter opens, + registers. */
function RepertorioAperto({ sigla }: { sigla: string }) {
  const io = useIo();
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const [nuovo, setNuovo] = useState(false);
  const { data: elenco } = useQuery({
    queryKey: ['repertori', 'elenco', ''],
    queryFn: async ({ signal }) => (await chiedi(repertori(null), { segnale: signal })).corpo,
  });
  const repertorio = elenco?.elementi.find((one) => one.sigla === sigla);
  const scrive = repertorio?.scrive === true;
  const nome = repertorio?.denominazione ?? sigla;
  useTitolo(`${sigla} ${nome}`, io.ente.denominazione);

  const { pathname, search } = useLocation();
  useEffect(() => rememberElencoAtti(pathname + search), [pathname, search]);

  const filtri = new URLSearchParams(parametri);
  filtri.delete('ordine'); // of the rows of the page
  const domanda = new URLSearchParams(filtri);
  filtri.delete('cursore');
  domanda.set('limite', String(RIGHE));
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['repertori', 'atti', sigla, domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(atti(sigla, domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const { viste: righe, teste, ordine } = useOrdine(data?.elementi ?? NESSUNO, COLONNE, RECENTI);
  const open = (riga: RigaRegistrazione) => void naviga(paginaScheda(riga));
  const { scelta, setScelta, pronta } = useRighe(righe, chiaveOf, open, [
    { tasti: '+', azione: () => setNuovo(scrive) },
    { tasti: 'Escape', azione: () => void naviga('/repertori') },
  ]);

  const following = data?.cursore;
  const anno = parametri.get('anno') ?? io.adesso.slice(0, 4);
  return (
    <>
      <FiltriAtti
        titolo={`${sigla} ${nome}`}
        parametri={parametri}
        onParametri={setParametri}
        anno={Number(io.adesso.slice(0, 4))}
        totale={data?.totale}
        oltre={data?.oltre}
      >
        {scrive && (
          <Bottone aspetto="primo" misura="piccolo" tasto="+" onClick={() => setNuovo(true)}>
            Registra
          </Bottone>
        )}
      </FiltriAtti>
      <div className="pagina-elenco repertori-elenco">
        <div className="scorre" tabIndex={-1} role="region" aria-label={`Atti del repertorio ${sigla}`}>
          {pronta && (
            <Tabella
              etichetta={ordine === null ? `${nome}, dal più recente` : nome}
              colonne={teste}
              righe={righe}
              chiaveOf={chiaveOf}
              scelta={scelta}
              classeOf={({ stato }) => (stato === 'annullata' ? 'annullata' : undefined)}
              celle={(riga) => <Celle riga={riga} />}
              attenuata={isPlaceholderData}
              onScegli={(riga) => setScelta(chiaveOf(riga))}
              onApri={open}
            />
          )}
          {error !== null && (
            <Vuoto
              icona="search"
              titolo="Il repertorio non si apre"
              azioni={
                <>
                  <Link className="btn btn-terzo" to="/repertori">
                    Torna ai repertori
                  </Link>
                  <Bottone onClick={() => void refetch()}>Riprova ora</Bottone>
                </>
              }
            >
              {wordsOf(error)}
            </Vuoto>
          )}
          {data !== undefined && !pronta && (
            <Vuoto
              icona="folder"
              titolo="Nessun atto"
              azioni={
                <Link className="btn btn-testo" to={`/repertori/${sigla}`}>
                  Togli i filtri
                </Link>
              }
            >
              Qui stanno gli atti che si registrano in questo repertorio e non nel protocollo, ciascuno con il proprio
              numero.
            </Vuoto>
          )}
        </div>
        <SuggerimentiTasti
          tasti={[
            [['J', 'K'], 'scorri'],
            [['↵'], 'apri'],
            ...(scrive ? [[['+'], 'registra'] as const] : []),
            [['Esc'], 'repertori'],
          ]}
        >
          <Bottone
            aspetto="testo"
            misura="piccolo"
            icona="download"
            onClick={() => void scaricaDa(attiCsv(sigla, filtri), 'text/csv', `${sigla}.csv`)}
          >
            CSV
          </Bottone>
          {puo(io, 'legge-registro-giornaliero') && (
            <Bottone
              aspetto="testo"
              misura="piccolo"
              icona="download"
              onClick={() => void scaricaDa(registroDi(sigla, anno), 'application/pdf', `${sigla}-${anno}.pdf`)}
            >
              Repertorio {anno}
            </Bottone>
          )}
          <AltrePagine seguente={following} />
        </SuggerimentiTasti>
      </div>
      {nuovo && repertorio !== undefined && (
        <NuovoAtto
          repertorio={repertorio}
          onFatto={(atto) => void naviga(paginaScheda(atto))}
          onChiudi={() => setNuovo(false)}
        />
      )}
    </>
  );
}

function Celle({ riga }: { riga: RigaRegistrazione }) {
  const { anno, numero, dataRegistrazione, oggetto, fascicoli, riservatezza } = riga;
  const chi = daChi(riga);
  return (
    <>
      <th scope="row" className="mono">
        <Link to={paginaScheda(riga)} tabIndex={-1}>
          {numero7(numero)}
        </Link>
        <span className="mut">/{anno}</span>
      </th>
      <td>{giornoOra(dataRegistrazione)}</td>
      <td title={oggetto}>{oggetto}</td>
      <td className="c-chi" title={chi}>
        {chi}
      </td>
      <td className="mono c-fascicolo">{fascicoli?.[0]?.codice}</td>
      <td>
        {riservatezza.livello === 'riservata' && <Stato tono="neu" icona="locked" parola="Riservata" />}{' '}
        <Stato {...statoLegale(riga)} />
      </td>
    </>
  );
}
