import { ProblemaError, wordsOf } from '../api/errori.js';
import { useIo } from '../api/sessione.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere, giornoIso } from '../lib/formati.js';
import { useTasti } from '../lib/tasti.js';
import type { Modifica } from './use-modifica.js';

interface PiedeModificaProps {
  modifica: Modifica;
  /** what a change of today changes at once, in words */
  vale?: string;
  alLavoro: boolean;
  errore: Error | null;
  onCambia: (parte: Partial<Modifica>) => void;
  onSalva: () => void;
  onLascia: () => void;
  /** Looks at the newest version and goes on with this change. */
  onRiparti: () => void;
}

const VALE = 'Vale da subito, per le registrazioni che si faranno; quelle già fatte non cambiano.';

const erroreDi = (errore: Error | null, campo: string): string | undefined =>
  errore instanceof ProblemaError ? errore.errori.find((one) => one.campo === campo)?.messaggio : undefined;

/** From which day a change counts, and why; saving it, or leaving all as it was. */
export function PiedeModifica(props: PiedeModificaProps) {
  const { modifica, vale = VALE, alLavoro, errore, onCambia, onSalva, onLascia, onRiparti } = props;
  const io = useIo();
  const oggi = giornoIso(io.adesso);
  const superata = errore instanceof ProblemaError && errore.status === 412;
  useTasti([{ tasti: 'Ctrl+Enter', azione: onSalva }]);
  return (
    <div className="regole-piede">
      {errore !== null && (
        <Avviso
          tono="bad"
          annuncio="alert"
          titolo={superata ? 'Nel frattempo è stata salvata un’altra versione.' : 'La versione non è salvata.'}
          azioni={
            superata && (
              <Bottone misura="piccolo" onClick={onRiparti}>
                Confronta con la nuova e continua
              </Bottone>
            )
          }
        >
          {superata ? 'Le modifiche sono ancora qui.' : wordsOf(errore)}
        </Avviso>
      )}
      <div className="regole-piede-campi">
        <Campo
          type="date"
          etichetta="Valida dal"
          aiuto={modifica.validoDal === '' ? undefined : giornoInLettere(modifica.validoDal)}
          min={oggi}
          value={modifica.validoDal}
          onChange={(event) => onCambia({ validoDal: event.target.value })}
          errore={erroreDi(errore, 'validoDal')}
        />
        <Campo
          etichetta="Motivo"
          aiuto="resta scritto con la versione"
          value={modifica.motivo}
          onChange={(event) => onCambia({ motivo: event.target.value })}
          errore={erroreDi(errore, 'motivo')}
        />
        <div className="riga">
          <Bottone aspetto="primo" tasto="Ctrl+↵" alLavoro={alLavoro && 'Salvataggio…'} onClick={onSalva}>
            Salva la versione
          </Bottone>
          <Bottone onClick={onLascia}>Lascia tutto com’era</Bottone>
        </div>
      </div>
      <p className="xs mut">
        {modifica.validoDal <= oggi ? vale : 'Fino a quel giorno resta in vigore la versione di oggi.'}
      </p>
    </div>
  );
}
