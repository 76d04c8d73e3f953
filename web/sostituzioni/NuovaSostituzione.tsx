import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import { CampiPeriodo } from '../components/CampiPeriodo.js';
import { Campo } from '../components/Campo.js';
import { giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { usePersone } from './interrogazioni.js';
import { ScegliPersona } from './ScegliPersona.js';
import { Spunta } from '../components/Spunta.js';

/** Names a substitute: one's own, or, for who leads an office or looks after the system, somebody else's. */
export function NuovaSostituzione({ onChiudi }: { onChiudi: () => void }) {
  const io = useIo();
  const { data: persone = [] } = usePersone();
  const perAltri = puo(io, 'nomina-sostituti') || puo(io, 'amministra');
  const [titolare, setTitolare] = useState(puo(io, 'consulta') ? io.utente : '');
  const [sostituto, setSostituto] = useState('');
  const [periodo, setPeriodo] = useState({ dal: giornoIso(adesso()), al: '' });
  const [motivo, setMotivo] = useState('');
  const [riservate, setRiservate] = useState(false);
  const atto = useAtto(
    percorsi.nominaSostituto,
    [
      'Sostituto nominato.',
      'Dal primo giorno può agire per conto del titolare; ogni atto dice chi e per conto di chi.',
    ],
    onChiudi,
  );
  const proprio = titolare === io.utente;
  return (
    <DialogoAtto
      titolo="Nomina un sostituto"
      premessa="Agisce con i diritti del titolare, mai con di più, fino all’ultimo giorno compreso."
      azione="Nomina"
      rinuncia="Non nominare"
      inCorso="Nomina in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          titolare,
          sostituto,
          ...periodo,
          ...(motivo.trim() !== '' && { motivo: motivo.trim() }),
          ...(proprio && riservate && { riservate: true }),
        })
      }
      onChiudi={onChiudi}
    >
      {perAltri && (
        <ScegliPersona
          etichetta="Titolare"
          persone={persone}
          valore={titolare}
          errore={atto.erroreDi('titolare')}
          onValore={setTitolare}
        />
      )}
      <ScegliPersona
        etichetta="Sostituto"
        persone={persone.filter(({ utente }) => utente !== titolare)}
        valore={sostituto}
        errore={atto.erroreDi('sostituto') ?? (perAltri ? undefined : atto.erroreDi('titolare'))}
        onValore={setSostituto}
      />
      <CampiPeriodo valore={periodo} erroreDi={atto.erroreDi} onValore={setPeriodo} />
      <Campo
        etichetta="Motivo"
        facoltativo
        value={motivo}
        errore={atto.erroreDi('motivo')}
        onChange={(event) => setMotivo(event.target.value)}
      />
      {proprio && (
        <Spunta id="sostituzione-riservate" spuntata={riservate} onSpunta={setRiservate}>
          Anche ciò che è riservato a me
        </Spunta>
      )}
    </DialogoAtto>
  );
}
