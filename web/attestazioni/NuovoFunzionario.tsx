import { useState } from 'react';
import { MODI_ATTESTAZIONE, type ModoAttestazione } from '../../schemas/attestazione.api.js';
import * as percorsi from '../api/firme.js';
import { CampiPeriodo } from '../components/CampiPeriodo.js';
import { Campo } from '../components/Campo.js';
import { Spunte } from '../components/Spunte.js';
import { giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { usePersone } from '../sostituzioni/interrogazioni.js';
import { ScegliPersona } from '../sostituzioni/ScegliPersona.js';
import { CampiEstremi } from './CampiEstremi.js';
import { MODI } from './parole-attestazioni.js';

/** Records the act by which the body lets an official attest, with its scope and its two days. */
export function NuovoFunzionario({ onChiudi }: { onChiudi: () => void }) {
  const { data: persone = [] } = usePersone();
  const oggi = giornoIso(adesso());
  const [utente, setUtente] = useState('');
  const [estremi, setEstremi] = useState({ numero: '', data: oggi, autore: '' });
  const [modi, setModi] = useState<readonly ModoAttestazione[]>(['raffronto']);
  const [uo, setUo] = useState('');
  const [periodo, setPeriodo] = useState({ dal: oggi, al: '' });
  const atto = useAtto(
    percorsi.delegaFunzionario,
    ['Delega registrata.', 'Ogni attestazione la cita, con il suo atto.'],
    onChiudi,
  );
  const uffici = uo.split(/[\s,;]+/).filter(Boolean);
  return (
    <DialogoAtto
      titolo="Registra una delega ad attestare"
      premessa="L’atto con cui l’ente delega il funzionario (CAD art. 23-ter c. 3). Si può revocare in ogni momento; ciò che ha firmato resta."
      azione="Registra la delega"
      rinuncia="Non registrare"
      inCorso="Registrazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          utente,
          atto: estremi,
          ambito: { modi, ...(uffici.length > 0 && { uo: uffici }) },
          ...periodo,
        })
      }
      onChiudi={onChiudi}
    >
      <ScegliPersona
        etichetta="Funzionario"
        persone={persone}
        valore={utente}
        errore={atto.erroreDi('utente')}
        onValore={setUtente}
      />
      <CampiEstremi
        parte="atto"
        etichette={{ numero: 'Numero dell’atto', data: 'Data dell’atto', autore: 'Chi lo ha adottato' }}
        valore={estremi}
        erroreDi={atto.erroreDi}
        onValore={setEstremi}
      />
      <Spunte
        titolo="Che cosa attesta"
        voci={MODI_ATTESTAZIONE}
        parolaDi={(one) => `copie ${MODI[one]}`}
        scelte={modi}
        errore={atto.erroreDi('ambito.modi')}
        onScelte={setModi}
      />
      <Campo
        etichetta="Per gli uffici"
        facoltativo
        aiuto="codici, separati da virgole; niente: per tutti"
        value={uo}
        errore={atto.erroreDi('ambito.uo')}
        onChange={(event) => setUo(event.target.value)}
      />
      <CampiPeriodo valore={periodo} erroreDi={atto.erroreDi} onValore={setPeriodo} />
    </DialogoAtto>
  );
}
