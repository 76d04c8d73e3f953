import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { ImportazioneRisposta, TipoIpa } from '../../schemas/importazione.api.js';
import { chiedi, inviaParti } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { puo, useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { Progresso } from '../components/Progresso.js';
import { Stato } from '../components/Stato.js';
import type { ColonnaOrdinata } from '../components/CelleOrdinate.js';
import { NonSiApre } from '../components/NonSiApre.js';
import { TabellaOrdinata } from '../components/TabellaOrdinata.js';
import { Vuoto } from '../components/Vuoto.js';
import { giornoOra, intero } from '../lib/formati.js';
import { useTitolo } from '../lib/titolo.js';
import { ImportazioneAperta } from './ImportazioneAperta.js';
import { PAROLE_TIPO_IPA, STATI_IMPORTAZIONE } from './importazione-in-parole.js';
import * as percorsi from './percorsi-rubrica.js';
import './rubrica.css';

const REFRESH_MS = 1_500;
const isAperta = ({ stato }: Pick<ImportazioneRisposta, 'stato'>): boolean =>
  stato === 'in-coda' || stato === 'in-corso';

/** The imports of the IPA's files: one is sent here, the worker does it, here one sees how far it is. */
export function Importazioni() {
  const io = useIo();
  const { id } = useParams();
  useTitolo('Importazioni dall’IPA', io.ente.denominazione);
  if (!puo(io, 'importa-rubrica') && !puo(io, 'amministra'))
    return (
      <div className="pagina-larga">
        <h1 className="vh">Importazioni dall’IPA</h1>
        <Vuoto icona="locked" titolo="Questa pagina è di chi tiene la rubrica">
          I file dell’IPA li importano il responsabile della gestione documentale, il vicario e chi amministra il
          sistema. I corrispondenti che ne vengono sono nella rubrica.
        </Vuoto>
      </div>
    );
  return <ImportazioniAperte id={id} />;
}

function ImportazioniAperte({ id }: { id: string | undefined }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['importazioni'],
    queryFn: async ({ signal }) => (await chiedi(percorsi.importazioni, { segnale: signal })).corpo.elementi,
    refetchInterval: ({ state }) => (state.data?.some(isAperta) === true ? REFRESH_MS : false),
  });
  return (
    <div className="pagina-larga">
      <div className="testa">
        <h1>Importazioni dall’IPA</h1>
        <span className="sub">
          amministrazioni, AOO e uffici nella rubrica; chi non c’è più risulta cessato, nulla si cancella
        </span>
      </div>
      <div className="rubrica-scheda">
        <Invio />
        {id !== undefined && <ImportazioneAperta key={id} id={id} />}
        {error !== null && <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={refetch} />}
        {data?.length === 0 && (
          <Vuoto icona="info-circle" titolo="Nessuna importazione">
            I file si scaricano dal sito dell’IPA, prima gli enti, poi AOO e uffici. Ogni notte si può prenderli da soli
            (IPA_FONTE).
          </Vuoto>
        )}
        {data !== undefined && data.length > 0 && <Elenco elementi={data} />}
      </div>
    </div>
  );
}

type RigaImportazione = Omit<ImportazioneRisposta, 'errori'>;

const quante = (
  campo: string,
  titolo: string,
  conta: (una: RigaImportazione) => number,
): ColonnaOrdinata<RigaImportazione> => ({
  campo,
  titolo,
  classe: `num c-${campo}`,
  valore: (una) => String(conta(una)),
  mostra: (una) => intero(conta(una)),
});

const COLONNE: readonly ColonnaOrdinata<RigaImportazione>[] = [
  {
    campo: 'chiesta',
    titolo: 'Chiesta',
    classe: 'c-chiesta',
    valore: ({ chiesta }) => giornoOra(chiesta),
    chiave: ({ chiesta }) => chiesta,
    mostra: ({ id, chiesta }) => <Link to={percorsi.paginaImportazione(id)}>{giornoOra(chiesta)}</Link>,
  },
  {
    campo: 'file',
    titolo: 'File',
    valore: ({ file, origine }) => `${file.nome}${origine === 'notturna' ? ' di notte' : ''}`,
  },
  { campo: 'tipo', titolo: 'Tipo', valore: ({ tipo }) => PAROLE_TIPO_IPA[tipo] },
  {
    campo: 'stato',
    titolo: 'Stato',
    valore: ({ stato }) => STATI_IMPORTAZIONE[stato].parola,
    mostra: ({ stato }) => <Stato {...STATI_IMPORTAZIONE[stato]} />,
  },
  quante('lette', 'Lette', ({ righe }) => righe.lette),
  quante('nuove', 'Nuove', ({ righe }) => righe.nuove),
  quante('cambiate', 'Cambiate', ({ righe }) => righe.cambiate),
  quante('invariate', 'Invariate', ({ righe }) => righe.invariate),
  quante('rifiutate', 'Rifiutate', ({ righe }) => righe.rifiutate),
  quante('cessate', 'Cessate', ({ cessate }) => cessate),
];

function Elenco({ elementi }: { elementi: readonly RigaImportazione[] }) {
  const naviga = useNavigate();
  return (
    <div className="rubrica-importazioni">
      <TabellaOrdinata
        etichetta="Importazioni, dalla più recente"
        nomeFile="importazioni-ipa"
        colonne={COLONNE}
        righe={elementi}
        chiaveOf={({ id }) => id}
        onApri={({ id }) => void naviga(percorsi.paginaImportazione(id))}
        vuoto={{ filtrato: 'Nessuna importazione con queste parole.', nulla: 'Nessuna importazione.' }}
      />
    </div>
  );
}

/** Kind and file, one button. */
function Invio() {
  const cache = useQueryClient();
  const [tipo, setTipo] = useState<TipoIpa>('enti');
  const [file, setFile] = useState<File>();
  const [inviati, setInviati] = useState<number>();
  const [errore, setErrore] = useState<Error>();
  const [chiesta, setChiesta] = useState<string>();
  const send = async () => {
    if (file === undefined) return;
    const parti = new FormData();
    parti.append('tipo', tipo);
    parti.append('file', file);
    setErrore(undefined);
    setInviati(0);
    try {
      const { corpo } = await inviaParti(percorsi.importa, {
        parti,
        avanzamento: (parte, totale) => setInviati(totale > 0 ? parte / totale : 0),
      });
      setChiesta(corpo.id);
      await cache.invalidateQueries({ queryKey: ['importazioni'] });
    } catch (cause) {
      setErrore(cause instanceof Error ? cause : new Error(String(cause)));
    } finally {
      setInviati(undefined);
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form className="riquadro" aria-label="Nuova importazione" onSubmit={submit}>
      <div className="corpo rubrica-invio">
        <Campo tipo="select" etichetta="Tipo" value={tipo} onChange={(event) => setTipo(event.target.value as TipoIpa)}>
          {Object.entries(PAROLE_TIPO_IPA).map(([codice, parole]) => (
            <option key={codice} value={codice}>
              {parole}
            </option>
          ))}
        </Campo>
        <Campo
          etichetta="File dell’IPA"
          aiuto="CSV, testo con tabulazioni, XLSX o JSON"
          type="file"
          onChange={(event) => setFile(event.target.files?.[0])}
        />
        <Bottone
          type="submit"
          aspetto="primo"
          alLavoro={inviati !== undefined && 'Invio in corso…'}
          nonOra={file === undefined ? 'Scegliere prima il file.' : undefined}
        >
          Importa
        </Bottone>
      </div>
      <div className="corpo">
        {inviati !== undefined && <Progresso etichetta="Invio del file" valore={inviati} />}
        {errore !== undefined && (
          <Avviso tono="bad" annuncio="alert" titolo="Non importato: nulla è stato cambiato.">
            {wordsOf(errore)}
          </Avviso>
        )}
        {chiesta !== undefined && errore === undefined && (
          <Avviso tono="ok" annuncio="status" titolo="Importazione chiesta.">
            Prosegue da sola: <Link to={percorsi.paginaImportazione(chiesta)}>a che punto è</Link>.
          </Avviso>
        )}
      </div>
    </form>
  );
}
