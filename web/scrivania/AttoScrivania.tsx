import * as percorsi from '../api/percorsi.js';
import type { RigaScrivania } from '../api/tipi.js';
import { Completa } from '../procedimenti/Completa.js';
import { AttoAperto } from '../protocollo/atti/AttoAperto.js';
import { ConMotivo } from '../protocollo/atti/ConMotivo.js';
import { DialogoAtto } from '../protocollo/atti/DialogoAtto.js';
import { useAtto } from '../protocollo/atti/use-atto.js';
import { detto } from '../protocollo/parole.js';
import { nomeCampo } from '../protocollo/valori-in-parole.js';
import type { AttoScrivania as Atto } from './atti-scrivania.js';
import { ConcediRettifica } from './ConcediRettifica.js';
import { PAROLE_CODA } from './parole-code.js';
import { Ritardo } from './Ritardo.js';

interface AttoScrivaniaProps {
  atto: Atto;
  registrazione: RigaScrivania;
  onChiudi: () => void;
}

/** The dialog of one deed done from the desk. */
export function AttoScrivania({ atto, registrazione, onChiudi }: AttoScrivaniaProps) {
  const [rettifica] = registrazione.rettifiche ?? [];
  const { nome } = detto(registrazione);
  if (atto === 'visione') return <Visione registrazione={registrazione} onChiudi={onChiudi} />;
  if (atto === 'completa') return <Completa registrazione={registrazione} onChiudi={onChiudi} />;
  if (atto === 'ritardo') return <Ritardo registrazione={registrazione} onChiudi={onChiudi} />;
  if (atto === 'concedi-rettifica')
    return rettifica === undefined ? null : (
      <ConcediRettifica registrazione={registrazione} rettifica={rettifica} onChiudi={onChiudi} />
    );
  if (atto === 'nega-rettifica')
    return rettifica === undefined ? null : (
      <ConMotivo
        percorso={percorsi.negaRettifica(registrazione, rettifica.n)}
        titolo={`Negare la rettifica di ${nome}?`}
        premessa={`${nomeCampo(rettifica.campo)} resta com’è. Il motivo lo legge chi aveva chiesto e resta nella storia.`}
        azione="Nega la rettifica"
        rinuncia="Decido più tardi"
        inCorso="Diniego in corso…"
        fatto={[`Rettifica di ${nome} negata.`, 'Il dato resta com’è.']}
        onChiudi={onChiudi}
      />
    );
  return (
    <AttoAperto
      atto={atto}
      registrazione={registrazione}
      motivoRichiesto={registrazione.richiestaAnnullamento?.motivo}
      onChiudi={onChiudi}
    />
  );
}

/** One Enter: what was read leaves the queue, and the history says who read it. */
function Visione({ registrazione, onChiudi }: Omit<AttoScrivaniaProps, 'atto'>) {
  const { nome, fine } = detto(registrazione);
  const atto = useAtto(percorsi.prendeVisione(registrazione), [`Di ${nome} si è presa visione.`], onChiudi);
  return (
    <DialogoAtto
      titolo={`Prendere visione di ${nome}?`}
      premessa={`Esce dalla coda «${PAROLE_CODA[fine === 'a' ? 'conoscenza' : 'atti-conoscenza'].titolo}» del suo ufficio; la storia dice chi l’ha lett${fine}.`}
      azione="Prendi visione"
      rinuncia="Non ora"
      inCorso="Presa visione…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({})}
      onChiudi={onChiudi}
    >
      <p className="sm">{registrazione.oggetto}</p>
    </DialogoAtto>
  );
}
