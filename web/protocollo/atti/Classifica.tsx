import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTitolario } from '../../api/elenchi.js';
import * as percorsi from '../../api/percorsi.js';
import { detto } from '../parole.js';
import { puo, useIo } from '../../api/sessione.js';
import type { Titolario } from '../../api/tipi.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { Chip } from '../../components/Chip.js';
import { Combobox } from '../../components/Combobox.js';
import { Persona } from '../../components/Persona.js';
import { newChiave } from '../../lib/chiave.js';
import { giorno as giornoDi } from '../../lib/formati.js';
import { cercaVoci, vociScegliibili, type VoceScelta } from '../registrazione/voci.js';
import { annotaEsito } from '../suggerimenti/esito.js';
import { richiestaDi } from '../suggerimenti/richiesta-di.js';
import { raccontaClassifica } from '../suggerimenti/racconta-classifica.js';
import { SceltaFascicolo } from '../suggerimenti/SceltaFascicolo.js';
import { Suggeriti } from '../suggerimenti/Suggeriti.js';
import { useSuggerimenti } from '../suggerimenti/use-suggerimenti.js';
import type { AttoProps } from './atto-props.js';
import { DialogoAtto } from './DialogoAtto.js';
import { useAtto } from './use-atto.js';

const SHOWN = 8;

/** The classe below which a sottoclasse is to be given; undefined where one may not, or there is none. */
function classeDaCompletare(titolario: Titolario | undefined, ora: string | undefined, sottoclassi: boolean) {
  if (!sottoclassi || ora?.split('.').length !== 2) return undefined;
  return titolario?.voci.some(({ attiva, padre }) => attiva && padre === ora) === true ? ora : undefined;
}

/** A voce for the registration: one of those suggested, with their reasons, or by code in any usual writing, or by words. */
export function Classifica({ registrazione, onChiudi }: AttoProps) {
  const io = useIo();
  const cache = useQueryClient();
  const giorno = registrazione.dataRegistrazione.slice(0, 10);
  const { data: titolario } = useTitolario(giorno);
  const { classifica: ora } = registrazione;
  const [scelta, setScelta] = useState<VoceScelta | null>(null);
  const [testo, setTesto] = useState('');
  const [motivo, setMotivo] = useState('');
  const [fascicolo, setFascicolo] = useState('');
  const [esito] = useState(newChiave);
  const sottoclassi = puo(io, 'classifica-sottoclasse');
  const sotto = classeDaCompletare(titolario, ora?.codice, sottoclassi);
  const voci = useMemo(() => vociScegliibili(titolario?.voci ?? [], sottoclassi), [titolario, sottoclassi]);
  const richiesta = richiestaDi(registrazione);
  const suggeriti = useSuggerimenti(
    titolario === undefined
      ? null
      : {
          ...richiesta,
          ...(!percorsi.isDiRepertorio(registrazione) && {
            registrazione: { anno: registrazione.anno, numero: registrazione.numero },
          }),
          data: giorno,
          ...(sotto !== undefined && { sotto }),
        },
  );
  const fascicoli =
    registrazione.fascicolo === undefined && puo(io, 'gestisci-fascicolo') ? (suggeriti.risposta?.fascicoli ?? []) : [];
  const delega = io.deleghe.find(({ atti }) => atti.includes('classifica-sottoclasse'));
  const codice = scelta?.codice ?? testo.trim();
  const atto = useAtto(percorsi.classifica(registrazione), [''], onChiudi, (fatta) => {
    annotaEsito(esito, suggeriti.risposta, fatta.classifica?.codice ?? '');
    void raccontaClassifica(
      cache,
      fatta,
      fascicoli.find(({ id }) => id === fascicolo),
    );
  });
  return (
    <DialogoAtto
      titolo={`Classifica ${detto(registrazione).nome}`}
      premessa={[registrazione.oggetto, richiesta.corrispondente].filter((parte) => parte !== undefined).join(' · ')}
      azione={scelta === null ? 'Classifica' : `Classifica ${scelta.codice}`}
      rinuncia="Non classificare"
      inCorso="Classificazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ codice, ...(motivo.trim() !== '' && { motivo: motivo.trim() }) })}
      onChiudi={onChiudi}
      avviso={
        <p className="sm">
          Ora: <b>{ora === undefined ? 'senza classifica' : `${ora.codice} ${ora.voce}`}</b>
          {sotto !== undefined && '. Manca la sottoclasse.'}
        </p>
      }
    >
      <Suggeriti
        {...suggeriti}
        scelta={scelta?.codice ?? ''}
        onScelta={(uno) => {
          setScelta(voci.find((voce) => voce.codice === uno.codice) ?? { ...uno, sopra: '', altro: '' });
          setTesto('');
        }}
      />
      <Combobox
        id="classifica-voce"
        etichetta="Voce"
        elenco="Voci trovate"
        aiuto="codice (VI.3.2, 6.3.2, vi/3/2) o parole"
        segnaposto={scelta === null ? 'per esempio: edilizia, VI.7' : undefined}
        errore={atto.erroreDi('codice') ?? atto.erroreDi('classifica')}
        testo={testo}
        onTesto={setTesto}
        elementi={cercaVoci(voci, testo, SHOWN)}
        chiaveOf={(voce) => voce.codice}
        paroleOf={(voce) => `${voce.codice} ${voce.voce}`}
        mostra={(voce) => (
          <>
            <div>
              <b>{voce.codice}</b> {voce.voce}
            </div>
            <div className="due">{voce.sopra}</div>
          </>
        )}
        vuoto="Nessuna voce con queste parole."
        onScelta={(voce) => {
          setScelta(voce);
          setTesto('');
        }}
        onIndietro={() => setScelta(null)}
      >
        {scelta !== null && <Chip testo={`${scelta.codice} ${scelta.voce}`} onTogli={() => setScelta(null)} />}
      </Combobox>
      <div className="suggeriti-coppia">
        <Campo
          etichetta="Motivo"
          facoltativo={!codice.startsWith('XIV')}
          aiuto={codice.startsWith('XIV') ? 'per il titolo XIV serve' : undefined}
          value={motivo}
          errore={atto.erroreDi('motivo') ?? atto.erroreDi('motivoClassifica')}
          onChange={(event) => setMotivo(event.target.value)}
        />
        <SceltaFascicolo fascicoli={fascicoli} scelto={fascicolo} onScelto={setFascicolo} />
      </div>
      {delega !== undefined && (
        <Avviso tono="inf" icona="key">
          La sottoclasse si dà con la delega di <Persona utente={delega.da} />, valida fino al {giornoDi(delega.al)}:
          nella storia resterà scritto.
        </Avviso>
      )}
      {!sottoclassi && (
        <Avviso tono="inf" icona="key">
          Titolo e classe si danno da qui; la sottoclasse la dà il responsabile del settore, che trova il documento tra
          quelli da completare, o chi ha la sua delega.
        </Avviso>
      )}
    </DialogoAtto>
  );
}
