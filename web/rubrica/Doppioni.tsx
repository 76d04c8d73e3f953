import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { CorrispondenteVoce } from '../../schemas/corrispondente.api.js';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { Bottone } from '../components/Bottone.js';
import { Vuoto } from '../components/Vuoto.js';
import { intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { codiciOf, nomeIntero, PAROLE_GIUDIZIO, PAROLE_ORIGINE } from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import './rubrica.css';
import { Decisione } from './Simili.js';

/** The queue of probable doubles, for who keeps the address book in order. */
export function Doppioni() {
  const io = useIo();
  return puo(io, 'cura-rubrica') ? <DoppioniAperti /> : <SenzaRegistro titolo="Doppioni in rubrica" />;
}

function DoppioniAperti() {
  const io = useIo();
  const { data, error, refetch } = useQuery({
    queryKey: ['rubrica', 'doppioni'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.doppioni, { segnale: signal })).corpo,
  });
  useTitolo('Doppioni in rubrica', io.ente.denominazione);
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Doppioni in rubrica</h1>
        <span className="sub">
          coppie che forse sono lo stesso soggetto: decide una persona, le registrazioni non cambiano
        </span>
        <span className="cresce" />
        <Link className="btn btn-testo" to="/rubrica">
          Rubrica
        </Link>
      </div>
      <div className="rubrica-scheda">
        {error !== null && (
          <Vuoto
            icona="wifi"
            titolo="L’elenco non si apre"
            azioni={<Bottone onClick={() => void refetch()}>Riprova ora</Bottone>}
          >
            {wordsOf(error)}
          </Vuoto>
        )}
        {data?.elementi.length === 0 && (
          <Vuoto icona="check-circle" titolo="Nessun doppione">
            Ogni corrispondente ha codici, nome e indirizzo suoi. Torna qualcosa quando una registrazione ne porta uno
            simile.
          </Vuoto>
        )}
        {data !== undefined && data.elementi.length > 0 && (
          <table className="t rubrica-doppioni" aria-label="Coppie, le più sicure prima">
            <thead>
              <tr>
                <th scope="col">Uno</th>
                <th scope="col">Altro</th>
                <th scope="col">Perché</th>
                <th scope="col">Decisione</th>
              </tr>
            </thead>
            <tbody>
              {data.elementi.map(({ uno, altro, giudizio, motivi }) => (
                <tr key={`${uno.id} ${altro.id}`}>
                  <Soggetto uno={uno} />
                  <Soggetto uno={altro} />
                  <td>
                    <b>{PAROLE_GIUDIZIO[giudizio]}</b>
                    <br />
                    <span className="mut">{motivi.join(', ')}</span>
                  </td>
                  <td>
                    <Decisione uno={uno} altro={altro} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {data?.oltre !== undefined && (
          <p className="sm mut">
            Ce ne sono altri, oltre questi {intero(data.oltre)}: tornano appena questi sono decisi.
          </p>
        )}
      </div>
    </div>
  );
}

function Soggetto({ uno }: { uno: CorrispondenteVoce }) {
  const altro = [...codiciOf(uno.soggetto), uno.domicilio?.indirizzo ?? uno.soggetto.indirizzo].filter(
    (parte) => parte !== undefined,
  );
  return (
    <td>
      <Link to={percorsi.paginaCorrispondente(uno.id)}>{nomeIntero(uno.soggetto)}</Link>{' '}
      <span className="mut">
        {PAROLE_ORIGINE[uno.origine]} · {intero(uno.usi)}
      </span>
      <br />
      <span className="mut">{altro.join(' · ')}</span>
    </td>
  );
}
