import * as percorsi from '../../api/percorsi.js';
import { Fascicola } from '../../fascicoli/Fascicola.js';
import { detto } from '../parole.js';
import { Annulla } from './Annulla.js';
import type { AttoProps } from './atto-props.js';
import { Assegna } from './Assegna.js';
import { Classifica } from './Classifica.js';
import { ConMotivo } from './ConMotivo.js';
import { Integra } from './Integra.js';
import { Modifica } from './Modifica.js';
import type { AttoScheda } from './possibili.js';
import { PrendeInCarico } from './PrendeInCarico.js';
import { Rinnova } from './Rinnova.js';

interface AttoApertoProps extends AttoProps {
  atto: AttoScheda;
  /** Why its annulment was asked for, where the page knows it. */
  motivoRichiesto?: string | undefined;
}

/** The dialog of one deed on one registration, the same from the register and from its page. */
export function AttoAperto({ atto, motivoRichiesto, ...props }: AttoApertoProps) {
  const { registrazione, onChiudi } = props;
  const { nome, fine } = detto(registrazione);
  switch (atto) {
    case 'assegna':
      return <Assegna {...props} />;
    case 'classifica':
      return <Classifica {...props} />;
    case 'fascicola':
      return <Fascicola righe={[registrazione]} onChiudi={onChiudi} />;
    case 'prendi':
      return <PrendeInCarico {...props} />;
    case 'rinnova':
    case 'rettifica':
      return <Rinnova {...props} chiede={atto === 'rettifica'} />;
    case 'modifica':
      return <Modifica {...props} />;
    case 'integra':
      return <Integra {...props} />;
    case 'annulla':
    case 'chiedi-annullamento':
      return <Annulla {...props} chiede={atto === 'chiedi-annullamento'} motivoRichiesto={motivoRichiesto} />;
    case 'rifiuta':
      return (
        <ConMotivo
          percorso={percorsi.rifiuta(registrazione)}
          titolo={`Rifiutare ${nome}?`}
          premessa={`Torna al protocollo, che l${fine} riassegna. Il motivo lo leggono tutti.`}
          azione="Rifiuta e rimanda"
          rinuncia="Non rifiutare"
          inCorso="Rifiuto in corso…"
          fatto={[`${nome} è tornat${fine} al protocollo.`, `Sarà riassegnat${fine}.`]}
          onChiudi={onChiudi}
        />
      );
    case 'nega-annullamento':
      return (
        <ConMotivo
          percorso={percorsi.negaAnnullamento(registrazione)}
          titolo={`Negare l’annullamento di ${nome}?`}
          premessa="Torna a valere. Il motivo lo legge chi aveva chiesto e resta nella storia."
          azione="Nega l’annullamento"
          rinuncia="Decido più tardi"
          inCorso="Diniego in corso…"
          fatto={[`Annullamento di ${nome} negato.`, `È di nuovo valid${fine}.`]}
          onChiudi={onChiudi}
        />
      );
  }
}
