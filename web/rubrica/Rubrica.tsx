import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { CorrispondenteVoce } from '../../schemas/corrispondente.api.js';
import { chiedi } from '../api/client.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { AltrePagine } from '../components/elenco/AltrePagine.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { Stato } from '../components/Stato.js';
import { SuggerimentiTasti } from '../components/SuggerimentiTasti.js';
import { Tabella } from '../components/Tabella.js';
import { type ColonnaInOrdine, useOrdine } from '../components/use-ordine.js';
import { useRighe } from '../components/use-righe.js';
import { Vuoto } from '../components/Vuoto.js';
import { scaricaCsv } from '../lib/csv.js';
import { intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { FiltriRubrica } from './FiltriRubrica.js';
import { ModificaCorrispondente } from './ModificaCorrispondente.js';
import { codiciOf, nomeIntero, PAROLE_FONTE, PAROLE_ORIGINE, PAROLE_TIPO, statoOf } from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import './rubrica.css';

const RIGHE = 100;
const COLONNE: readonly ColonnaInOrdine<CorrispondenteVoce>[] = [
  { campo: 'nome', titolo: 'Nome', classe: 'c-nome', valore: ({ soggetto }) => nomeIntero(soggetto) },
  { campo: 'tipo', titolo: 'Tipo', classe: 'c-tipo', valore: ({ soggetto }) => PAROLE_TIPO[soggetto.tipo] },
  {
    campo: 'codici',
    titolo: 'Codici',
    classe: 'c-codici',
    valore: ({ soggetto }) => codiciOf(soggetto).join(' · '),
  },
  {
    campo: 'domicilio',
    titolo: 'Domicilio digitale',
    classe: 'c-domicilio',
    valore: ({ domicilio }) => domicilio?.indirizzo ?? '',
  },
  { campo: 'usi', titolo: 'Registrazioni', classe: 'c-usi', valore: ({ usi }) => String(usi) },
  { campo: 'origine', titolo: 'Origine', classe: 'c-origine', valore: ({ origine }) => PAROLE_ORIGINE[origine] },
  { campo: 'stato', titolo: 'Stato', classe: 'c-stato-rubrica', valore: (riga) => statoOf(riga).parola },
];
const PER_NOME = { senzaParole: true, naturale: { campo: 'nome', inverso: false } };
const NESSUNO: readonly CorrispondenteVoce[] = [];

/** The address book, or why this person has none. */
export function Rubrica() {
  const io = useIo();
  return puo(io, 'consulta') ? <RubricaAperta /> : <SenzaRegistro titolo="Rubrica" />;
}

/** All correspondents by name: filters in the address, J and K, Enter opens, page by page. */
function RubricaAperta() {
  const io = useIo();
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const [nuovo, setNuovo] = useState(false);
  const cura = puo(io, 'cura-rubrica');
  useTitolo('Rubrica', io.ente.denominazione);

  const domanda = new URLSearchParams(parametri);
  domanda.delete('prima');
  domanda.set('ordine', 'nome');
  domanda.set('limite', String(RIGHE));
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['rubrica', 'elenco', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(percorsi.corrispondenti(domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const { viste: righe, teste, ordine } = useOrdine(data?.elementi ?? NESSUNO, COLONNE, PER_NOME);
  const open = (riga: CorrispondenteVoce) => void naviga(percorsi.paginaCorrispondente(riga.id));
  const { scelta, setScelta, pronta } = useRighe(righe, ({ id }) => id, open, [
    { tasti: '+', azione: () => setNuovo(cura) },
  ]);

  const following = data?.cursore;
  return (
    <>
      <FiltriRubrica parametri={parametri} onParametri={setParametri} totale={data?.totale} oltre={data?.oltre}>
        {cura && (
          <Link className="btn btn-testo btn-piccolo" to="/rubrica/doppioni">
            Doppioni
          </Link>
        )}
        {cura && (
          <Bottone aspetto="primo" misura="piccolo" tasto="+" onClick={() => setNuovo(true)}>
            Nuovo corrispondente
          </Bottone>
        )}
      </FiltriRubrica>
      <div className="pagina-elenco rubrica-elenco">
        <div className="scorre" tabIndex={-1} role="region" aria-label="Elenco dei corrispondenti">
          {pronta && (
            <Tabella
              etichetta="Corrispondenti, per nome"
              colonne={teste}
              righe={righe}
              chiaveOf={({ id }) => id}
              scelta={scelta}
              classeOf={({ stato }) => (stato === 'attivo' ? undefined : 'spento')}
              celle={(riga) => <Celle riga={riga} />}
              attenuata={isPlaceholderData}
              onScegli={({ id }) => setScelta(id)}
              onApri={open}
            />
          )}
          {error !== null && <NonSiApre titolo="La rubrica non si apre" errore={error} onRiprova={refetch} />}
          {data !== undefined && !pronta && (
            <Vuoto
              icona="search"
              titolo="Nessun corrispondente"
              azioni={
                <Link className="btn btn-testo" to="/rubrica">
                  Togli i filtri
                </Link>
              }
            >
              Le parole si cercano all’inizio, in nome, codici e recapiti. Chi è soltanto in registrazioni riservate non
              compare.
            </Vuoto>
          )}
        </div>
        <SuggerimentiTasti
          tasti={[
            [['J', 'K'], 'scorri'],
            [['↵'], 'apri'],
            ...(cura ? [[['+'], 'nuovo'] as const] : []),
            [['?'], 'tutti i tasti'],
          ]}
        >
          {ordine !== null && (following !== undefined || parametri.has('cursore')) && (
            <span role="status">in ordine soltanto le righe di questa pagina</span>
          )}
          {pronta && (
            <Bottone
              aspetto="testo"
              misura="piccolo"
              icona="download"
              onClick={() => scaricaCsv('rubrica', righe, COLONNE)}
            >
              CSV di questa pagina
            </Bottone>
          )}
          <AltrePagine seguente={following} />
        </SuggerimentiTasti>
      </div>
      {nuovo && (
        <ModificaCorrispondente
          onFatto={({ id }) => void naviga(percorsi.paginaCorrispondente(id))}
          onChiudi={() => setNuovo(false)}
        />
      )}
    </>
  );
}

function Celle({ riga }: { riga: CorrispondenteVoce }) {
  const { soggetto, domicilio, usi, origine } = riga;
  const nome = nomeIntero(soggetto);
  const codici = codiciOf(soggetto).join(' · ');
  return (
    <>
      <th scope="row" title={nome}>
        <Link to={percorsi.paginaCorrispondente(riga.id)} tabIndex={-1}>
          {nome}
        </Link>
      </th>
      <td>{PAROLE_TIPO[soggetto.tipo]}</td>
      <td title={codici}>{codici === '' ? <span className="mut">manca</span> : codici}</td>
      <td title={domicilio?.indirizzo}>
        {domicilio === undefined ? (
          <span className="mut">manca</span>
        ) : (
          <>
            {domicilio.indirizzo} <span className="mut">{PAROLE_FONTE[domicilio.fonte]}</span>
          </>
        )}
      </td>
      <td className="num">{intero(usi)}</td>
      <td>{PAROLE_ORIGINE[origine]}</td>
      <td>
        <Stato {...statoOf(riga)} />
      </td>
    </>
  );
}
