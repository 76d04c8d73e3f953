import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { chiedi } from '../api/client.js';
import { nomeUfficio, useUffici } from '../api/elenchi.js';
import { wordsOf } from '../api/errori.js';
import { paginaScheda } from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Flusso } from '../components/Flusso.js';
import { Vuoto } from '../components/Vuoto.js';
import { giorno, intero, numero7 } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import './metadati.css';
import { PAROLE_LACUNA } from './parole-metadati.js';
import { incompleti } from './percorsi-metadati.js';

/** Registrations whose metadata cannot be complete: counted by office, newest first; of the year that the address names. */
export function Incompleti() {
  const io = useIo();
  return puo(io, 'classifica-sottoclasse') ? <IncompletiAperti /> : <SenzaRegistro titolo="Metadati incompleti" />;
}

function IncompletiAperti() {
  const io = useIo();
  useTitolo('Metadati incompleti', io.ente.denominazione);
  const [parametri, setParametri] = useSearchParams();
  const { data: uffici } = useUffici();
  const uo = parametri.get('uo') ?? '';
  const domanda = new URLSearchParams(parametri);
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
        <table className="metadati-campi">
          <caption className="vh">Registrazioni a cui manca qualcosa</caption>
          <thead>
            <tr>
              <th scope="col">Numero</th>
              <th scope="col">Data</th>
              <th scope="col">Flusso</th>
              <th scope="col">Oggetto</th>
              <th scope="col">Ufficio</th>
              <th scope="col">Manca</th>
            </tr>
          </thead>
          <tbody>
            {data.elementi.map((riga) => (
              <tr key={`${riga.anno}/${riga.numero}`}>
                <td>
                  <Link className="mono" to={paginaScheda(riga)}>
                    {numero7(riga.numero)}/{riga.anno}
                  </Link>
                </td>
                <td>{giorno(riga.dataRegistrazione)}</td>
                <td>
                  <Flusso flusso={riga.flusso} />
                </td>
                <td>{riga.oggetto}</td>
                <td>{riga.uo === '' ? '–' : nomeUfficio(uffici, riga.uo)}</td>
                <td>{riga.lacune.map((one) => PAROLE_LACUNA[one]).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {data.cursore !== undefined && (
        <Bottone onClick={() => scegli({ cursore: data.cursore })}>Mostra le precedenti</Bottone>
      )}
    </div>
  );
}
