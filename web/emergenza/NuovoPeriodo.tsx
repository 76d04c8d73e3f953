import { useState } from 'react';
import { REGISTRO_PREDEFINITO } from '../../schemas/emergenza-numero.api.js';
import { useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { type Atto, CampiProvvedimento, provvedimentoOf } from './CampiProvvedimento.js';
import { CampiQuando, istanteDi, oraQuando } from './CampiQuando.js';
import * as percorsi from './percorsi-emergenza.js';

/** The RGD authorises a register of emergency: why, from when, over 24 hours by which act. */
export function NuovoPeriodo({ onChiudi }: { onChiudi: () => void }) {
  const io = useIo();
  const [causa, setCausa] = useState('');
  const [registro, setRegistro] = useState(REGISTRO_PREDEFINITO);
  const [quando, setQuando] = useState(oraQuando);
  const [provvedimento, setProvvedimento] = useState<Atto>({ numero: '', data: '', autore: io.denominazione });
  const atto = useAtto(percorsi.autorizza, ['Periodo autorizzato.', 'Si registra sui moduli, in ordine.'], onChiudi);
  return (
    <DialogoAtto
      titolo="Autorizza il registro di emergenza"
      premessa="Quando una causa tecnica impedisce di usare il sistema (art. 63 DPR 445/2000). Oltre le ventiquattro ore serve un provvedimento; un periodo dura al più una settimana."
      azione="Autorizza"
      rinuncia="Non autorizzare"
      inCorso="Autorizzazione in corso…"
      largo
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() =>
        atto.invia({
          registro: registro.trim(),
          causa: causa.trim(),
          inizio: istanteDi(quando),
          ...provvedimentoOf(provvedimento),
        })
      }
      onChiudi={onChiudi}
    >
      <Campo
        tipo="textarea"
        rows={2}
        etichetta="Causa"
        errore={atto.erroreDi('causa')}
        value={causa}
        onChange={(event) => setCausa(event.target.value)}
      />
      <CampiQuando etichetta="Inizio" valore={quando} onValore={setQuando} errore={atto.erroreDi('inizio')} />
      <Campo
        etichetta="Registro"
        aiuto="la sigla prestampata sui moduli"
        errore={atto.erroreDi('registro')}
        value={registro}
        onChange={(event) => setRegistro(event.target.value.toUpperCase())}
      />
      <CampiProvvedimento valori={provvedimento} onValori={setProvvedimento} erroreDi={atto.erroreDi} />
    </DialogoAtto>
  );
}
