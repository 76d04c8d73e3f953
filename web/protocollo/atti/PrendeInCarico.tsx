import * as percorsi from '../../api/percorsi.js';
import { nomeUfficio, useUffici } from '../../api/elenchi.js';
import { competenti, detto } from '../parole.js';
import type { AttoProps } from './atto-props.js';
import { DialogoAtto } from './DialogoAtto.js';
import { useAtto } from './use-atto.js';

/** Taking charge: one Enter, since it can be refused afterwards. */
export function PrendeInCarico({ registrazione, onChiudi }: AttoProps) {
  const { data: uffici } = useUffici();
  const { nome, fine } = detto(registrazione);
  const uo = competenti(registrazione)[0] ?? '';
  const atto = useAtto(percorsi.prendeInCarico(registrazione), [`${nome} è in carico.`], onChiudi);
  return (
    <DialogoAtto
      titolo={`Prendere in carico ${nome}?`}
      premessa={`Assegnat${fine} per competenza a ${nomeUfficio(uffici, uo)}. Da ora risulta al lavoro presso di lei.`}
      azione="Prendi in carico"
      rinuncia="Non ora"
      inCorso="Presa in carico…"
      alLavoro={atto.alLavoro}
      errore={atto.errore}
      onAzione={() => atto.invia({})}
      onChiudi={onChiudi}
    >
      <p className="sm">{registrazione.oggetto}</p>
    </DialogoAtto>
  );
}
