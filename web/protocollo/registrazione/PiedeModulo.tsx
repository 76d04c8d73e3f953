import { Bottone } from '../../components/Bottone.js';
import { Spunta } from '../../components/Spunta.js';
import { Stato } from '../../components/Stato.js';
import { type Mancanza, mancanzeInParole } from './mancanze.js';
import type { FaseInvio } from './use-invio.js';

interface PiedeModuloProps {
  fase: FaseInvio;
  mancanze: readonly Mancanza[];
  /** How many things the last try was refused for. */
  errati: number;
  onRegistra: () => void;
  onProssimo: () => void;
  onBozza: () => void;
  /** Whether the label is printed as soon as the number is given. */
  etichetta: boolean;
  onEtichetta: (subito: boolean) => void;
}

function inCorso(fase: FaseInvio): string | false {
  if (fase.fase !== 'in-corso') return false;
  const percento = Math.floor(fase.frazione * 100);
  return percento > 0 && percento < 100 ? `Invio dei file, ${percento} %` : 'Registrazione in corso…';
}

/** The deeds of the form, always in view, and in words what it still lacks. */
export function PiedeModulo(props: PiedeModuloProps) {
  const { fase, mancanze, errati, onRegistra, onProssimo, onBozza } = props;
  const lavoro = inCorso(fase);
  return (
    <div className="piede piede-registrazione">
      <Bottone aspetto="primo" tasto="Ctrl+↵" alLavoro={lavoro} onClick={onRegistra}>
        Registra
      </Bottone>
      <Bottone
        aspetto="secondo"
        tasto="Ctrl+⇧+↵"
        onClick={onProssimo}
        nonOra={lavoro === false ? undefined : 'Registrazione in corso'}
      >
        Registra e prossimo
      </Bottone>
      <Bottone tasto="Ctrl+S" onClick={onBozza}>
        Tieni in bozza
      </Bottone>
      <span className="cresce" />
      <Spunta id="etichetta-subito" spuntata={props.etichetta} onSpunta={props.onEtichetta}>
        Stampa subito l’etichetta <kbd aria-hidden="true">Alt+E</kbd>
      </Spunta>
      <span role="status" className="manca">
        {errati > 0 ? (
          <Stato
            tono="bad"
            icona="error"
            parola={errati === 1 ? '1 dato da correggere' : `${errati} dati da correggere`}
          />
        ) : (
          <Stato
            tono={mancanze.length === 0 ? 'ok' : 'warn'}
            icona={mancanze.length === 0 ? 'check-circle' : 'warning-circle'}
            parola={mancanzeInParole(mancanze)}
          />
        )}
      </span>
    </div>
  );
}
