import { useQuery } from '@tanstack/react-query';
import { chiedi } from '../api/client.js';
import * as percorsi from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import type { Salvataggio } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
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

const quanti = (
  campo: 'registrazioni' | 'file' | 'fileNuovi' | 'fileRiletti',
  titolo: string,
): ColonnaOrdinata<Salvataggio> => ({
  campo,
  titolo,
  classe: `num destra c-${campo}`,
  valore: (one) => String(one[campo] ?? ''),
  mostra: (one) => one[campo]?.toLocaleString('it-IT') ?? '',
});

const durata = ({ inizio, fine }: Salvataggio): string => {
  if (fine === undefined) return '';
  const seconds = Math.round((Date.parse(fine) - Date.parse(inizio)) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

const COLONNE: readonly ColonnaOrdinata<Salvataggio>[] = [
  {
    campo: 'inizio',
    titolo: 'Inizio',
    classe: 'c-inizio',
    valore: ({ inizio }) => giornoOra(inizio),
    chiave: ({ inizio }) => inizio,
  },
  {
    campo: 'esito',
    titolo: 'Esito',
    classe: 'c-esito',
    valore: ({ stato }) => STATI[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI[stato]} />,
  },
  {
    campo: 'durata',
    titolo: 'Durata',
    classe: 'c-durata',
    valore: durata,
    chiave: ({ inizio, fine }) => (fine === undefined ? '' : String(Date.parse(fine) - Date.parse(inizio))),
  },
  quanti('registrazioni', 'Registrazioni'),
  quanti('file', 'File'),
  quanti('fileNuovi', 'Nuovi'),
  quanti('fileRiletti', 'Riletti'),
  {
    campo: 'cartella',
    titolo: 'Cartella o causa',
    classe: 'parole',
    valore: ({ errore, cartella }) => errore ?? cartella ?? '',
  },
];

/** The nightly backups (DPR 445/2000 art. 62): whether the last one went well, and what each of them did. */
export function Salvataggi() {
  const io = useIo();
  useTitolo('Salvataggi', io.ente.denominazione);
  if (!puo(io, 'vede-salvataggi'))
    return (
      <div className="pagina-larga">
        <h1 className="vh">Salvataggi</h1>
        <Vuoto icona="locked" titolo="Questa pagina è di chi cura il sistema">
          I salvataggi li guardano il responsabile della gestione documentale, il vicario e chi amministra il sistema.
        </Vuoto>
      </div>
    );
  return <Elenco />;
}

function Elenco() {
  const { data, error, refetch } = useQuery({
    queryKey: ['salvataggi'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.salvataggi, { segnale: signal })).corpo,
    refetchInterval: 30_000,
  });

  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Salvataggi</h1>
        <span className="sub">ogni notte alle 2.30: base dati e file, verificati dopo la scrittura</span>
      </div>
      <div className="corpo-pagina">
        {error !== null && data === undefined && (
          <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />
        )}
        {data?.allarme !== undefined && (
          <div className="salvataggi-allarme">
            <Avviso tono="bad" annuncio="status" titolo="Da guardare subito.">
              {data.allarme}
            </Avviso>
          </div>
        )}
        {data !== undefined && data.elementi.length === 0 && (
          <Vuoto icona="info-circle" titolo="Nessun salvataggio">
            Il primo parte nella notte; un amministratore può farlo subito con npm run backup.
          </Vuoto>
        )}
        {data !== undefined && data.elementi.length > 0 && (
          <div className="salvataggi">
            <TabellaOrdinata
              etichetta="Salvataggi, dal più recente"
              nomeFile="salvataggi"
              colonne={COLONNE}
              righe={data.elementi}
              chiaveOf={({ id }) => id}
              vuoto={{ filtrato: 'Nessun salvataggio con queste parole.', nulla: 'Nessun salvataggio.' }}
            />
          </div>
        )}
      </div>
    </div>
  );
}
