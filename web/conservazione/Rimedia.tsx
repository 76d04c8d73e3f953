import type { ReactNode } from 'react';
import type { Rimedio } from '../../schemas/versamento.api.js';
import { AvvisaAssistenza } from './AvvisaAssistenza.js';
import { CaricaRapporto } from './CaricaRapporto.js';
import { CorreggiFormato } from './CorreggiFormato.js';
import { Forza } from './Forza.js';
import type { RimediaProps } from './rimedia-props.js';
import { RitentaPacchetti } from './RitentaPacchetti.js';
import { ScegliTipologia } from './ScegliTipologia.js';

/** The window of a remedy; those that are pages of their own (`completa-dati`, `configura`, `confronta`) have none. */
export function Rimedia({ rimedio, ...props }: RimediaProps & { rimedio: Rimedio }): ReactNode {
  const [first] = props.righe;
  if (first === undefined) return null;
  switch (rimedio) {
    case 'correggi-formato':
      return <CorreggiFormato {...props} />;
    case 'scegli-tipologia':
      return <ScegliTipologia {...props} />;
    case 'forza':
      return <Forza {...props} />;
    case 'ritenta':
      return <RitentaPacchetti {...props} />;
    case 'carica-rapporto':
      return <CaricaRapporto riga={first} onFatto={props.onFatto} onChiudi={props.onChiudi} />;
    case 'avvisa-assistenza':
      return <AvvisaAssistenza riga={first} onChiudi={props.onChiudi} />;
    case 'completa-dati':
    case 'configura':
    case 'confronta':
      return null;
  }
}
