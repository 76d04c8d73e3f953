import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Incompleti as ElencoIncompleti } from '../../schemas/metadati.api.js';
import { chiedi } from '../api/client.js';
import { nomeUfficio, useUffici } from '../api/elenchi.js';
import { wordsOf } from '../api/errori.js';
import { paginaScheda } from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { Flusso, PAROLE_FLUSSO } from '../components/Flusso.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { giorno, intero, numero7 } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import './metadati.css';
import { PAROLE_LACUNA } from './parole-metadati.js';
import { incompleti } from './percorsi-metadati.js';

type Riga = ElencoIncompleti['elementi'][number];
const numeroOf = ({ anno, numero }: Riga): string => `${numero7(numero)}/${anno}`;

/** @param ufficioOf - an office by its code and name */
const colonneOf = (ufficioOf: (uo: string) => string): readonly ColonnaOrdinata<Riga>[] => [
  {
    campo: 'numero',
    titolo: 'Numero',
    classe: 'c-numero',
    valore: numeroOf,
    chiave: ({ anno, numero }) => `${anno}${numero7(numero)}`,
    mostra: (riga) => (
      <Link className="mono" to={paginaScheda(riga)}>
        {numeroOf(riga)}
      </Link>
    ),
  },
  {
    campo: 'data',
    titolo: 'Data',
    classe: 'c-giorno',
    valore: ({ dataRegistrazione }) => giorno(dataRegistrazione),
    chiave: ({ dataRegistrazione }) => dataRegistrazione,
  },
  {
    campo: 'flusso',
    titolo: 'Flusso',
    classe: 'c-flusso',
    valore: ({ flusso }) => PAROLE_FLUSSO[flusso],
    mostra: ({ flusso }) => <Flusso flusso={flusso} />,
  },
  { campo: 'oggetto', titolo: 'Oggetto', valore: ({ oggetto }) => oggetto },
  { campo: 'ufficio', titolo: 'Ufficio', valore: ({ uo }) => ufficioOf(uo) },
  {
    campo: 'manca',
    titolo: 'Manca',
    valore: ({ lacune }) => lacune.map((one) => PAROLE_LACUNA[one]).join(', '),
  },
];

/** Registrations whose metadata cannot be complete: counted by office, newest first; of the year that the address names. */
export function Incompleti() {
  const io = useIo();
  return puo(io, 'classifica-sottoclasse') ? <IncompletiAperti /> : <SenzaRegistro titolo="Metadati incompleti" />;
}

function IncompletiAperti() {
  const io = useIo();
  useTitolo('Metadati incompleti', io.ente.denominazione);
  const naviga = useNavigate();
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  const colonne = useMemo(() => colonneOf((uo) => (uo === '' ? '' : nomeUfficio(uffici, uo))), [uffici]);
  const uo = parametri.get('uo') ?? '';
  const domanda = new URLSearchParams(parametri);
  for (const nome of ['q', 'ordine']) domanda.delete(nome); // of the rows of the page
  domanda.set('limite', '100');
  const { data, error } = useQuery({
    queryKey: ['metadati-incompleti', domanda.toString()],
    queryFn: async ({ signal }) => (await chiedi(incompleti(domanda), { segnale: signal })).corpo,
    placeholderData: keepPreviousData,
  });
  const scegli = (change: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(parametri);
    for (const [nome, valore] of Object.entries(change))
      if (valore === undefined || valore === '') next.delete(nome);
      else next.set(nome, valore);
    setParametri(next, { replace: true });
  };
  if (data === undefined)
    return (
      <div className="pagina-lunga">
        <h1>Metadati incompleti</h1>
        <p role="status">{error === null ? 'Cerco che cosa manca…' : wordsOf(error)}</p>
      </div>
    );
  const totale = data.uffici.reduce((sum, { quanti }) => sum + quanti, 0);
  return (
    <div className="pagina-lunga metadati-incompleti">
      <div className="testa">
        <h1>Metadati incompleti</h1>
        <span className="sm mut">
          {totale === 1 ? '1 registrazione dell’anno' : `${intero(totale)} registrazioni dell’anno`} a cui manca
          qualcosa
        </span>
      </div>
      <div className="riga" role="group" aria-label="Ufficio">
        <Bottone
          aspetto={uo === '' ? 'secondo' : 'testo'}
          aria-pressed={uo === ''}
          onClick={() => scegli({ uo: '', cursore: '' })}
        >
          Tutti {intero(totale)}
        </Bottone>
        {data.uffici.map(({ uo: codice, quanti }) =>
          codice === '' ? (
            <span key="" className="sm mut">
              Senza ufficio {intero(quanti)}
            </span>
          ) : (
            <Bottone
              key={codice}
              aspetto={uo === codice ? 'secondo' : 'testo'}
              aria-pressed={uo === codice}
              onClick={() => scegli({ uo: codice, cursore: '' })}
            >
              {nomeUfficio(uffici, codice)} {intero(quanti)}
            </Bottone>
          ),
        )}
      </div>
      {data.elementi.length === 0 ? (
        <Vuoto icona="check-circle" titolo="Non manca nulla">
          Le registrazioni dell’anno hanno classifica, fascicolo, documento e codici dei soggetti.
        </Vuoto>
      ) : (
        <TabellaOrdinata
          etichetta="Registrazioni a cui manca qualcosa"
          nomeFile={`metadati-incompleti${uo === '' ? '' : `-${uo}`}`}
          colonne={colonne}
          righe={data.elementi}
          chiaveOf={({ anno, numero }) => `${anno}/${numero}`}
          onApri={(riga) => void naviga(paginaScheda(riga))}
          diPagina={parametri.has('cursore') || data.cursore !== undefined}
          vuoto={{ filtrato: 'Nessuna registrazione con queste parole.', nulla: 'Non manca nulla.' }}
        />
      )}
      {data.cursore !== undefined && (
        <Bottone onClick={() => scegli({ cursore: data.cursore })}>Mostra le precedenti</Bottone>
      )}
    </div>
  );
}
