import { useState } from 'react';
import { useUffici } from '../api/elenchi.js';
import { useIo } from '../api/sessione.js';
import { ATTI_DELEGABILI } from '../../schemas/accesso.api.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { usePersone } from '../sostituzioni/interrogazioni.js';
import { PAROLE_ATTI } from './ElencoDeleghe.js';
import * as percorsi from './percorsi-deleghe.js';

/** Offices below one's own, and the own one. */
function guidati(uffici: readonly { codice: string; padre?: string | undefined }[], uo: string): Set<string> {
  const found = new Set([uo]);
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { codice, padre } of uffici) if (padre !== undefined && found.has(padre)) found.add(codice);
  }
  return found;
}

/** A head lets a clerk of his settore do acts of his, until a day. */
export function NuovaDelega({ onChiudi }: { onChiudi: () => void }) {
  const io = useIo();
  const { data: persone = [] } = usePersone();
  const { data: uffici = [] } = useUffici();
  const [delegato, setDelegato] = useState('');
  const [atti, setAtti] = useState<readonly percorsi.AttoDelegabile[]>(ATTI_DELEGABILI);
  const [dal, setDal] = useState(giornoIso(adesso()));
  const [al, setAl] = useState('');
  const [motivo, setMotivo] = useState('');
  const atto = useAtto(
    percorsi.delega,
    ['Delega data.', 'Ogni atto fatto per delega lo dice, con il suo nome e quello di chi lo fa.'],
    onChiudi,
  );
  const settore = guidati(uffici, io.uo.codice);
  const collaboratori = persone.filter(
    ({ utente, uo, ruolo }) =>
      utente !== io.utente && settore.has(uo) && (ruolo === 'istruttore' || ruolo === 'operatore'),
  );
  const data = (value: string) => (value === '' ? undefined : giornoInLettere(value));
  return (
    <DialogoAtto
      titolo="Delega un collaboratore"
      premessa="Per il suo ufficio, fino all’ultimo giorno compreso. Si può finire prima in ogni momento."
      azione="Delega"
      rinuncia="Non delegare"
      inCorso="Delega in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({ delegato, atti, dal, al, ...(motivo.trim() !== '' && { motivo: motivo.trim() }) })}
      onChiudi={onChiudi}
    >
      <Campo
        tipo="select"
        etichetta="Collaboratore"
        value={delegato}
        errore={atto.erroreDi('delegato')}
        onChange={(event) => setDelegato(event.target.value)}
      >
        <option value="">{collaboratori.length === 0 ? 'nessuno nel suo settore' : 'scegliere'}</option>
        {collaboratori.map(({ utente, denominazione, uo }) => (
          <option key={utente} value={utente}>
            {denominazione} ({uo})
          </option>
        ))}
      </Campo>
      <fieldset className="pila">
        <legend className="sm">Che cosa può fare</legend>
        {ATTI_DELEGABILI.map((one) => (
          <div className="spunta" key={one}>
            <input
              type="checkbox"
              id={`delega-${one}`}
              checked={atti.includes(one)}
              onChange={(event) =>
                setAtti(event.target.checked ? [...atti, one] : atti.filter((other) => other !== one))
              }
            />
            <label htmlFor={`delega-${one}`}>{PAROLE_ATTI[one]}</label>
          </div>
        ))}
        {atto.erroreDi('atti') !== undefined && <p className="errore-campo">{atto.erroreDi('atti')}</p>}
      </fieldset>
      <div className="griglia-due">
        <Campo
          etichetta="Dal"
          type="date"
          value={dal}
          aiuto={data(dal)}
          errore={atto.erroreDi('dal')}
          onChange={(event) => setDal(event.target.value)}
        />
        <Campo
          etichetta="Al"
          type="date"
          value={al}
          aiuto={data(al)}
          errore={atto.erroreDi('al')}
          onChange={(event) => setAl(event.target.value)}
        />
      </div>
      <Campo
        etichetta="Motivo"
        facoltativo
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
    </DialogoAtto>
  );
}
