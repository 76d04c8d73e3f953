import * as percorsi from '../../api/percorsi.js';
import { Fascicola } from '../../fascicoli/Fascicola.js';
import { numero7 } from '../../lib/formati.js';
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
  const numero = numero7(registrazione.numero);
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
          titolo={`Rifiutare n. ${numero}?`}
          premessa="Torna al protocollo, che la riassegna. Il motivo lo leggono tutti."
          azione="Rifiuta e rimanda"
          rinuncia="Non rifiutare"
          inCorso="Rifiuto in corso…"
          fatto={[`n. ${numero} è tornata al protocollo.`, 'Sarà riassegnata.']}
          onChiudi={onChiudi}
        />
      );
    case 'nega-annullamento':
      return (
        <ConMotivo
          percorso={percorsi.negaAnnullamento(registrazione)}
          titolo={`Negare l’annullamento di n. ${numero}?`}
          premessa="La registrazione torna valida. Il motivo lo legge chi aveva chiesto e resta nella storia."
          azione="Nega l’annullamento"
          rinuncia="Decido più tardi"
          inCorso="Diniego in corso…"
          fatto={[`Annullamento di n. ${numero} negato.`, 'La registrazione è valida.']}
          onChiudi={onChiudi}
        />
      );
  }
}
