import { useState } from 'react';
import * as percorsi from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { usePersone } from './interrogazioni.js';

/** Names a substitute: one's own, or, for who leads an office or looks after the system, somebody else's. */
export function NuovaSostituzione({ onChiudi }: { onChiudi: () => void }) {
  const io = useIo();
  const { data: persone = [] } = usePersone();
  const perAltri = puo(io, 'nomina-sostituti') || puo(io, 'amministra');
  const oggi = giornoIso(adesso());
  const [titolare, setTitolare] = useState(puo(io, 'consulta') ? io.utente : '');
  const [sostituto, setSostituto] = useState('');
  const [dal, setDal] = useState(oggi);
  const [al, setAl] = useState('');
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
  const data = (value: string) => (value === '' ? undefined : giornoInLettere(value));
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
          dal,
          al,
          ...(motivo.trim() !== '' && { motivo: motivo.trim() }),
          ...(proprio && riservate && { riservate: true }),
        })
      }
      onChiudi={onChiudi}
    >
      {perAltri && (
        <Campo
          tipo="select"
          etichetta="Titolare"
          value={titolare}
          errore={atto.erroreDi('titolare')}
          onChange={(event) => setTitolare(event.target.value)}
        >
          <option value="">scegliere</option>
          {persone.map(({ utente, denominazione, uo }) => (
            <option key={utente} value={utente}>
              {denominazione} ({uo})
            </option>
          ))}
        </Campo>
      )}
      <Campo
        tipo="select"
        etichetta="Sostituto"
        value={sostituto}
        errore={atto.erroreDi('sostituto') ?? (perAltri ? undefined : atto.erroreDi('titolare'))}
        onChange={(event) => setSostituto(event.target.value)}
      >
        <option value="">scegliere</option>
        {persone
          .filter(({ utente }) => utente !== titolare)
          .map(({ utente, denominazione, uo }) => (
            <option key={utente} value={utente}>
              {denominazione} ({uo})
            </option>
          ))}
      </Campo>
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
      {proprio && (
        <div className="spunta">
          <input
            type="checkbox"
            id="sostituzione-riservate"
            checked={riservate}
            onChange={(event) => setRiservate(event.target.checked)}
          />
          <label htmlFor="sostituzione-riservate">Anche ciò che è riservato a me</label>
        </div>
      )}
    </DialogoAtto>
  );
}
