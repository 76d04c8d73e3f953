import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { CorrispondenteVoce, Doppioni as ElencoDoppioni } from '../../schemas/corrispondente.api.js';
import { chiedi } from '../api/client.js';
import { puo, useIo } from '../api/sessione.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { SenzaRegistro } from '../protocollo/SenzaRegistro.js';
import { codiciOf, nomeIntero, PAROLE_GIUDIZIO, PAROLE_ORIGINE } from './parole.js';
import * as percorsi from './percorsi-rubrica.js';
import './rubrica.css';
import { Decisione } from './Simili.js';

const altriDati = ({ soggetto, domicilio }: CorrispondenteVoce): string =>
  [...codiciOf(soggetto), domicilio?.indirizzo ?? soggetto.indirizzo]
    .filter((parte) => parte !== undefined)
    .join(' · ');

function Soggetto({ uno }: { uno: CorrispondenteVoce }) {
  return (
    <>
      <Link to={percorsi.paginaCorrispondente(uno.id)}>{nomeIntero(uno.soggetto)}</Link>{' '}
      <span className="mut">
        {PAROLE_ORIGINE[uno.origine]} · {intero(uno.usi)}
      </span>
      <br />
      <span className="mut">{altriDati(uno)}</span>
    </>
  );
}

type Coppia = z.output<typeof ElencoDoppioni>['elementi'][number];

const soggetto = (campo: 'uno' | 'altro', titolo: string): ColonnaOrdinata<Coppia> => ({
  campo,
  titolo,
  classe: `c-${campo}`,
  valore: (coppia) => [nomeIntero(coppia[campo].soggetto), altriDati(coppia[campo])].filter(Boolean).join(' · '),
  mostra: (coppia) => <Soggetto uno={coppia[campo]} />,
});

const COLONNE: readonly ColonnaOrdinata<Coppia>[] = [
  soggetto('uno', 'Uno'),
  soggetto('altro', 'Altro'),
  {
    campo: 'perche',
    titolo: 'Perché',
    classe: 'c-perche',
    valore: ({ giudizio, motivi }) => `${PAROLE_GIUDIZIO[giudizio]}: ${motivi.join(', ')}`,
    mostra: ({ giudizio, motivi }) => (
      <>
        <b>{PAROLE_GIUDIZIO[giudizio]}</b>
        <br />
        <span className="mut">{motivi.join(', ')}</span>
      </>
    ),
  },
  {
    campo: 'decisione',
    titolo: 'Decisione',
    classe: 'c-decisione',
    fissa: true,
    valore: () => '',
    mostra: ({ uno, altro }) => <Decisione uno={uno} altro={altro} />,
  },
];

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
        {error !== null && <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />}
        {data?.elementi.length === 0 && (
          <Vuoto icona="check-circle" titolo="Nessun doppione">
            Ogni corrispondente ha codici, nome e indirizzo suoi. Torna qualcosa quando una registrazione ne porta uno
            simile.
          </Vuoto>
        )}
        {data !== undefined && data.elementi.length > 0 && (
          <div className="rubrica-doppioni">
            <TabellaOrdinata
              etichetta="Coppie, le più sicure prima"
              nomeFile="doppioni"
              colonne={COLONNE}
              righe={data.elementi}
              chiaveOf={({ uno, altro }) => `${uno.id} ${altro.id}`}
              vuoto={{ filtrato: 'Nessuna coppia con queste parole.', nulla: 'Nessun doppione.' }}
            />
          </div>
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
