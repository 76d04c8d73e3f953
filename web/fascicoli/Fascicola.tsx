import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FascicoloRisposta } from '../../schemas/fascicolo.api.js';
import { chiedi } from '../api/client.js';
import { isDiRepertorio } from '../api/percorsi.js';
import { useIo } from '../api/sessione.js';
import type { RigaPiena } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Chip } from '../components/Chip.js';
import { Combobox } from '../components/Combobox.js';
import { plural } from '../lib/formati.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { competenti, detto } from '../protocollo/parole.js';
import { useFermo } from '../protocollo/registrazione/use-controllo.js';
import { ApriFascicolo, mayOpen } from './ApriFascicolo.js';
import { useAttoFascicolo, useProposte } from './interrogazioni-fascicoli.js';
import * as percorsi from './percorsi-fascicoli.js';

interface Scelta {
  fascicolo: Pick<FascicoloRisposta, 'id' | 'codice' | 'oggetto' | 'stato'>;
  motivi: readonly string[];
}

interface FascicolaProps {
  righe: readonly RigaPiena[];
  onFatto?: () => void;
  onChiudi: () => void;
}

const PAUSE_MS = 150;

const trova = (q: string) => percorsi.elenco(new URLSearchParams({ q, stato: 'aperto', parti: 'si', limite: '8' }));

/** The proposals while nothing is typed, else what the words find among the open fascicoli. */
function useScelte(riga: RigaPiena | undefined, testo: string): { scelte: readonly Scelta[]; attesa: boolean } {
  const q = useFermo(testo.trim(), PAUSE_MS);
  const { data: proposte } = useProposte(riga === undefined || isDiRepertorio(riga) ? undefined : riga);
  const { data, isFetching } = useQuery({
    queryKey: ['fascicoli', 'da-scegliere', q],
    queryFn: async ({ signal }) => (await chiedi(trova(q), { segnale: signal })).corpo.elementi,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  if (testo.trim() === '') return { scelte: proposte?.elementi ?? [], attesa: false };
  return {
    scelte: (data ?? []).map((fascicolo) => ({ fascicolo, motivi: [] })),
    attesa: q !== testo.trim() || isFetching,
  };
}

/** Puts one or many registrations into an open fascicolo: the likely ones first, by words any other, or a new one. */
export function Fascicola({ righe, onFatto, onChiudi }: FascicolaProps) {
  const io = useIo();
  const [prima] = righe;
  const [testo, setTesto] = useState('');
  const [scelta, setScelta] = useState<Scelta['fascicolo'] | null>(null);
  const [principale, setPrincipale] = useState(false);
  const [nuovo, setNuovo] = useState(false);
  const { scelte, attesa } = useScelte(prima, testo);
  const giaFascicolate = righe.some(({ fascicolo }) => fascicolo !== undefined);
  const quante =
    righe.length === 1 && prima !== undefined ? detto(prima).nome : plural(righe.length, 'documento', 'documenti');
  const atto = useAttoFascicolo(
    percorsi.mette(scelta?.id ?? ''),
    ({ codice, oggetto }) => [`${quante} nel fascicolo ${codice}.`, oggetto],
    () => {
      onChiudi();
      onFatto?.();
    },
  );
  const corpo = {
    registrazioni: righe.map(({ anno, numero, registro }) => ({
      anno,
      numero,
      ...(isDiRepertorio({ registro }) && { registro }),
    })),
    ...(principale && { principale }),
  };
  if (nuovo && prima !== undefined)
    return (
      <ApriFascicolo
        da={{
          oggetto: prima.oggetto,
          classifica: prima.classifica,
          uo: competenti(prima)[0],
          soggetto: [...prima.mittenti, ...prima.destinatari].find(({ tipo }) => tipo !== 'UO'),
        }}
        onFatto={(fascicolo) => setScelta(fascicolo)}
        onChiudi={() => setNuovo(false)}
      />
    );
  return (
    <DialogoAtto
      titolo={`Metti ${quante} in un fascicolo`}
      premessa={righe.length === 1 ? prima?.oggetto : 'Tutti insieme, o nessuno.'}
      azione={scelta === null ? 'Fascicola' : `Metti in ${scelta.codice}`}
      rinuncia="Non fascicolare"
      inCorso="Fascicolazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => {
        if (scelta !== null) atto.invia(corpo);
      }}
      onChiudi={onChiudi}
    >
      <Combobox<Scelta>
        id="fascicola-scelta"
        etichetta="Fascicolo"
        elenco={testo.trim() === '' ? 'Fascicoli proposti' : 'Fascicoli aperti trovati'}
        aiuto="codice o parole; ↓ mostra quelli proposti"
        segnaposto={scelta === null ? 'per esempio: 2026-VI/3.1' : 'oppure un altro'}
        errore={
          atto.erroreDi('registrazioni') ??
          (scelta === null && atto.errore !== null ? 'Scegliere un fascicolo.' : undefined)
        }
        testo={testo}
        onTesto={setTesto}
        elementi={scelte}
        attesa={attesa}
        chiaveOf={({ fascicolo }) => fascicolo.id}
        paroleOf={({ fascicolo }) => `${fascicolo.codice} ${fascicolo.oggetto}`}
        mostra={({ fascicolo, motivi }) => (
          <>
            <div>
              <b className="nw">{fascicolo.codice}</b> {fascicolo.oggetto}
            </div>
            {motivi.length > 0 && <div className="due">{motivi.join(', ')}</div>}
          </>
        )}
        vuoto="Nessun fascicolo aperto con queste parole."
        nuovo={mayOpen(io) ? { parole: 'Apri un fascicolo nuovo', onScelta: () => setNuovo(true) } : undefined}
        onScelta={({ fascicolo }) => {
          setTesto('');
          setScelta(fascicolo);
        }}
        onIndietro={() => setScelta(null)}
      >
        {scelta !== null && <Chip testo={`${scelta.codice} ${scelta.oggetto}`} onTogli={() => setScelta(null)} />}
      </Combobox>
      {scelta === null && scelte.length > 0 && testo.trim() === '' && (
        <ul className="fascicola-proposte" aria-label="Proposti">
          {scelte.slice(0, 5).map(({ fascicolo, motivi }) => (
            <li key={fascicolo.id}>
              <button type="button" className="tendina-voce" onClick={() => setScelta(fascicolo)}>
                <b className="nw">{fascicolo.codice}</b> {fascicolo.oggetto}{' '}
                <span className="mut">{motivi.join(', ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {giaFascicolate && (
        <label className="scelta">
          <input type="checkbox" checked={principale} onChange={(event) => setPrincipale(event.target.checked)} /> È il
          fascicolo principale; l’altro resta come rimando
        </label>
      )}
      {mayOpen(io) && (
        <Bottone aspetto="testo" icona="plus" onClick={() => setNuovo(true)}>
          Apri un fascicolo nuovo
        </Bottone>
      )}
    </DialogoAtto>
  );
}
