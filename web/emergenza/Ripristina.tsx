import { useState } from 'react';
import type { PeriodoEmergenza } from '../../schemas/emergenza.api.js';
import { useIo } from '../api/sessione.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { type Atto, CampiProvvedimento, provvedimentoOf } from './CampiProvvedimento.js';
import { CampiQuando, istanteDi, oraQuando } from './CampiQuando.js';
import * as percorsi from './percorsi-emergenza.js';

/** States when all worked again: from then the rows can be poured in. */
export function Ripristina({ periodo, onChiudi }: { periodo: PeriodoEmergenza; onChiudi: () => void }) {
  const io = useIo();
  const [quando, setQuando] = useState(oraQuando);
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
          ripristino: istanteDi(quando),
          ...(periodo.provvedimento === undefined && provvedimentoOf(provvedimento)),
        })
      }
      onChiudi={onChiudi}
    >
      <CampiQuando etichetta="Ripristino" valore={quando} onValore={setQuando} errore={atto.erroreDi('ripristino')} />
      {periodo.provvedimento === undefined && (
        <CampiProvvedimento valori={provvedimento} onValori={setProvvedimento} erroreDi={atto.erroreDi} />
      )}
    </DialogoAtto>
  );
}
