import { useMemo, useState } from 'react';
import { type FascicoloRisposta, TIPI_FASCICOLO, type TipoFascicolo } from '../../schemas/fascicolo.api.js';
import type { Soggetto } from '../../schemas/soggetto.api.js';
import { useTitolario, useUffici } from '../api/elenchi.js';
import { puo, useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { Chip } from '../components/Chip.js';
import { Combobox } from '../components/Combobox.js';
import { settoreDi } from '../lib/nomi.js';
import { CampoPersona } from '../protocollo/atti/CampoPersona.js';
import { CampoUfficio } from '../protocollo/atti/CampoUfficio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { cercaVoci, type VoceScelta, vociScegliibili } from '../protocollo/registrazione/voci.js';
import { CampoIntestatario } from './CampoIntestatario.js';
import { useAttoFascicolo } from './interrogazioni-fascicoli.js';
import { PAROLE_TIPO_FASCICOLO } from './parole-fascicoli.js';
import * as percorsi from './percorsi-fascicoli.js';

const SHOWN = 8;

/** What the document from which it is opened already says. */
export interface DaDocumento {
  oggetto: string;
  classifica?: { codice: string; voce: string } | undefined;
  uo?: string | undefined;
  soggetto?: Soggetto | undefined;
}

interface ApriFascicoloProps {
  da?: DaDocumento | undefined;
  onFatto: (fascicolo: FascicoloRisposta) => void;
  onChiudi: () => void;
}

/** Opens a fascicolo, on its own or from a document: class, kind, office; the number is given by the system. */
export function ApriFascicolo({ da, onFatto, onChiudi }: ApriFascicoloProps) {
  const io = useIo();
  const { data: uffici = [] } = useUffici();
  const { data: titolario } = useTitolario();
  const settore = settoreDi(uffici, io.uo.codice);
  const propri = io.diritti['apri-fascicolo'] === 'aoo' ? uffici : uffici.filter(({ codice }) => settore.has(codice));
  const [oggetto, setOggetto] = useState(da?.oggetto ?? '');
  const [tipo, setTipo] = useState<TipoFascicolo>('affare');
  const [voce, setVoce] = useState<VoceScelta | null>(
    da?.classifica === undefined ? null : { ...da.classifica, sopra: '', altro: '' },
  );
  const [testo, setTesto] = useState('');
  const [uo, setUo] = useState<string[]>([da?.uo ?? io.uo.codice]);
  const [responsabile, setResponsabile] = useState('');
  const [intestatario, setIntestatario] = useState<Record<string, string>>(
    da?.soggetto === undefined ? { tipo: 'PF' } : { ...da.soggetto },
  );
  const [note, setNote] = useState('');
  const [riservato, setRiservato] = useState(false);
  const voci = useMemo(() => vociScegliibili(titolario?.voci ?? [], true), [titolario]);
  const diPersona = tipo === 'persona-fisica' || tipo === 'persona-giuridica';
  const atto = useAttoFascicolo(
    percorsi.apre,
    ({ codice }) => [`Aperto il fascicolo ${codice}.`, oggetto],
    (fascicolo) => {
      onChiudi();
      onFatto(fascicolo);
    },
  );
  const codice = voce?.codice ?? testo.trim();
  const send = () =>
    atto.invia({
      oggetto: oggetto.trim(),
      tipo,
      classifica: codice,
      uo: uo[0] ?? '',
      ...(responsabile !== '' && { responsabile }),
      ...(diPersona && { intestatario: Object.fromEntries(Object.entries(intestatario).filter(([, v]) => v !== '')) }),
      ...(riservato && { riservatezza: { livello: 'riservata', uo } }),
      ...(note.trim() !== '' && { note: note.trim() }),
    });
  return (
    <DialogoAtto
      titolo="Apri un fascicolo"
      premessa={`Il numero è il primo libero dell’anno nella classe${codice === '' ? '' : ` ${codice.split('.').slice(0, 2).join('.')}`}.`}
      azione="Apri il fascicolo"
      rinuncia="Non aprirlo"
      inCorso="Apertura in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={send}
      onChiudi={onChiudi}
    >
      <Campo
        etichetta="Oggetto"
        aiuto="di che affare, persona o procedimento si tratta"
        value={oggetto}
        errore={atto.erroreDi('oggetto')}
        onChange={(event) => setOggetto(event.target.value)}
      />
      <Combobox<VoceScelta>
        id="fascicolo-voce"
        etichetta="Classifica"
        elenco="Voci trovate"
        aiuto="codice o parole, fino alla sottoclasse"
        segnaposto={voce === null ? 'per esempio: VI.3.1, edilizia' : undefined}
        errore={atto.erroreDi('classifica') ?? atto.erroreDi('motivoClassifica')}
        testo={testo}
        onTesto={setTesto}
        elementi={cercaVoci(voci, testo, SHOWN)}
        chiaveOf={(one) => one.codice}
        paroleOf={(one) => `${one.codice} ${one.voce}`}
        mostra={(one) => (
          <>
            <div>
              <b>{one.codice}</b> {one.voce}
            </div>
            <div className="due">{one.sopra}</div>
          </>
        )}
        vuoto="Nessuna voce con queste parole."
        onScelta={(one) => {
          setVoce(one);
          setTesto('');
        }}
        onIndietro={() => setVoce(null)}
      >
        {voce !== null && <Chip testo={`${voce.codice} ${voce.voce}`} onTogli={() => setVoce(null)} />}
      </Combobox>
      <Campo
        tipo="select"
        etichetta="Tipo"
        value={tipo}
        errore={atto.erroreDi('tipo')}
        onChange={(event) => setTipo(event.target.value as TipoFascicolo)}
      >
        {TIPI_FASCICOLO.map((one) => (
          <option key={one} value={one}>
            {PAROLE_TIPO_FASCICOLO[one]}
          </option>
        ))}
      </Campo>
      {diPersona && (
        <CampoIntestatario
          fisica={tipo === 'persona-fisica'}
          campi={intestatario}
          errore={atto.erroreDi('intestatario')}
          onCampi={setIntestatario}
        />
      )}
      <CampoUfficio
        id="fascicolo-uo"
        etichetta="Ufficio"
        uffici={propri}
        scelti={uo}
        uno
        errore={atto.erroreDi('uo')}
        onScelti={setUo}
      />
      <CampoPersona
        uo={uo[0]}
        valore={responsabile}
        errore={atto.erroreDi('responsabile')}
        onValore={setResponsabile}
      />
      <label className="scelta">
        <input type="checkbox" checked={riservato} onChange={(event) => setRiservato(event.target.checked)} /> Riservato
        all’ufficio {uo[0] ?? ''}
      </label>
      <Campo
        tipo="textarea"
        etichetta="Note"
        facoltativo
        rows={2}
        value={note}
        errore={atto.erroreDi('note')}
        onChange={(event) => setNote(event.target.value)}
      />
    </DialogoAtto>
  );
}

/** Whether the user may open fascicoli. */
export const mayOpen = (io: Parameters<typeof puo>[0]): boolean => puo(io, 'apri-fascicolo');
