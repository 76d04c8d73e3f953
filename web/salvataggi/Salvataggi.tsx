import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import * as percorsi from '../api/percorsi.js';
import { useIo } from '../api/sessione.js';
import type { Salvataggio } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Stato } from '../components/Stato.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoOra } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import './salvataggi.css';

const STATI = {
  'in-corso': { tono: 'neu', icona: 'clock', parola: 'in corso' },
  riuscito: { tono: 'ok', icona: 'check', parola: 'riuscito e verificato' },
  fallito: { tono: 'bad', icona: 'close', parola: 'non riuscito' },
  interrotto: { tono: 'bad', icona: 'close', parola: 'interrotto' },
} as const;

const quanti = (value: number | undefined): string => (value === undefined ? '' : value.toLocaleString('it-IT'));

const durata = ({ inizio, fine }: Salvataggio): string => {
  if (fine === undefined) return '';
  const seconds = Math.round((Date.parse(fine) - Date.parse(inizio)) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** The nightly backups (DPR 445/2000 art. 62): whether the last one went well, and what each of them did. */
export function Salvataggi() {
  const io = useIo();
  const { data, error, refetch } = useQuery({
    queryKey: ['salvataggi'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.salvataggi, { segnale: signal })).corpo,
    refetchInterval: 30_000,
  });
  useTitolo('Salvataggi', io.ente.denominazione);

  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Salvataggi</h1>
        <span className="sub">ogni notte alle 2.30: base dati e file, verificati dopo la scrittura</span>
      </div>
      <div className="corpo-pagina">
        {error !== null && data === undefined && (
          <Vuoto
            icona="wifi"
            titolo="L’elenco non si apre"
            azioni={<Bottone onClick={() => void refetch()}>Riprova ora</Bottone>}
          >
            {wordsOf(error)}
          </Vuoto>
        )}
        {data?.allarme !== undefined && (
          <Avviso tono="bad" annuncio="status" titolo="Da guardare subito.">
            {data.allarme}
          </Avviso>
        )}
        {data !== undefined && data.elementi.length === 0 && (
          <Vuoto icona="info-circle" titolo="Nessun salvataggio">
            Il primo parte nella notte; un amministratore può farlo subito con npm run backup.
          </Vuoto>
        )}
        {data !== undefined && data.elementi.length > 0 && <Tentativi elementi={data.elementi} />}
      </div>
    </div>
  );
}

function Tentativi({ elementi }: { elementi: readonly Salvataggio[] }) {
  return (
    <div className="scorre">
      <table className="t salvataggi" aria-label="Salvataggi, dal più recente">
        <thead>
          <tr>
            <th scope="col">Inizio</th>
            <th scope="col">Esito</th>
            <th scope="col">Durata</th>
            <th scope="col" className="num destra">
              Registrazioni
            </th>
            <th scope="col" className="num destra">
              File
            </th>
            <th scope="col" className="num destra">
              Nuovi
            </th>
            <th scope="col" className="num destra">
              Riletti
            </th>
            <th scope="col">Cartella o causa</th>
          </tr>
        </thead>
        <tbody>
          {elementi.map((one) => (
            <tr key={one.id}>
              <th scope="row">{giornoOra(one.inizio)}</th>
              <td>
                <Stato {...STATI[one.stato]} />
              </td>
              <td>{durata(one)}</td>
              <td className="num destra">{quanti(one.registrazioni)}</td>
              <td className="num destra">{quanti(one.file)}</td>
              <td className="num destra">{quanti(one.fileNuovi)}</td>
              <td className="num destra">{quanti(one.fileRiletti)}</td>
              <td className="parole">{one.errore ?? one.cartella ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
