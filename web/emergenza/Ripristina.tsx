import { useState } from 'react';
import type { PeriodoEmergenza } from '../../schemas/emergenza.api.js';
import { useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso, ora } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { istanteItaliano } from '../protocollo/registrazione/arrivo.js';
import { type Atto, CampiProvvedimento, provvedimentoOf } from './CampiProvvedimento.js';
import * as percorsi from './percorsi-emergenza.js';

/** States when all worked again: from then the rows can be poured in. */
export function Ripristina({ periodo, onChiudi }: { periodo: PeriodoEmergenza; onChiudi: () => void }) {
  const io = useIo();
  const [giorno, setGiorno] = useState(giornoIso(adesso()));
  const [alle, setAlle] = useState(ora(adesso()));
  const [provvedimento, setProvvedimento] = useState<Atto>({ numero: '', data: '', autore: io.denominazione });
  const atto = useAtto(
    percorsi.ripristina(periodo.id),
    ['Ripristino dichiarato.', 'Ora si riversano le righe.'],
    onChiudi,
  );
  return (
    <DialogoAtto
      titolo="Dichiara il ripristino"
      premessa="Quando il sistema è tornato a funzionare. Le righe si riversano subito dopo."
      azione="Dichiara il ripristino"
      rinuncia="Non ancora"
      inCorso="Dichiarazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          ripristino: istanteItaliano(giorno, alle),
          ...(periodo.provvedimento === undefined && provvedimentoOf(provvedimento)),
        })
      }
      onChiudi={onChiudi}
    >
      <div className="griglia-due">
        <Campo
          etichetta="Ripristino, giorno"
          type="date"
          errore={atto.erroreDi('ripristino')}
          value={giorno}
          onChange={(event) => setGiorno(event.target.value)}
          {...(giorno !== '' && { aiuto: giornoInLettere(giorno) })}
        />
        <Campo etichetta="ora" type="time" value={alle} onChange={(event) => setAlle(event.target.value)} />
      </div>
      {periodo.provvedimento === undefined && (
        <CampiProvvedimento valori={provvedimento} onValori={setProvvedimento} erroreDi={atto.erroreDi} />
      )}
    </DialogoAtto>
  );
}
