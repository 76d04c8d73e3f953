import { useState } from 'react';
import { useUffici } from '../api/elenchi.js';
import { useIo } from '../api/sessione.js';
import { ATTI_DELEGABILI } from '../../schemas/accesso.api.js';
import { CampiPeriodo } from '../components/CampiPeriodo.js';
import { Campo } from '../components/Campo.js';
import { Spunte } from '../components/Spunte.js';
import { giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { usePersone } from '../sostituzioni/interrogazioni.js';
import { ScegliPersona } from '../sostituzioni/ScegliPersona.js';
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
  const [periodo, setPeriodo] = useState({ dal: giornoIso(adesso()), al: '' });
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
      onAzione={() =>
        atto.invia({ delegato, atti, ...periodo, ...(motivo.trim() !== '' && { motivo: motivo.trim() }) })
      }
      onChiudi={onChiudi}
    >
      <ScegliPersona
        etichetta="Collaboratore"
        persone={collaboratori}
        nessuna="nessuno nel suo settore"
        valore={delegato}
        errore={atto.erroreDi('delegato')}
        onValore={setDelegato}
      />
      <Spunte
        titolo="Che cosa può fare"
        voci={ATTI_DELEGABILI}
        parolaDi={(one) => PAROLE_ATTI[one]}
        scelte={atti}
        errore={atto.erroreDi('atti')}
        onScelte={setAtti}
      />
      <CampiPeriodo valore={periodo} erroreDi={atto.erroreDi} onValore={setPeriodo} />
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
