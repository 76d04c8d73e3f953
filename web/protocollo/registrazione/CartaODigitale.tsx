import type { Avviso as AvvisoRegistro } from '../../../schemas/registrazione-risposta.api.js';
import { Avviso } from '../../components/Avviso.js';
import { Campo } from '../../components/Campo.js';
import { idOf } from './errori-campi.js';
import { conMotivoCarta, motivoCartaIn } from './motivo-carta.js';

const CODICE = 'domicilio-digitale';

/** The notices that paper goes to who has a digital domicile. */
export const avvisiCarta = (avvisi: readonly AvvisoRegistro[]): AvvisoRegistro[] =>
  avvisi.filter(({ codice }) => codice === CODICE);

/** All others. */
export const senzaAvvisiCarta = (avvisi: readonly AvvisoRegistro[]): AvvisoRegistro[] =>
  avvisi.filter(({ codice }) => codice !== CODICE);

/** Paper was chosen for who has a digital domicile, and nobody has said why. */
export const mancaMotivoCarta = (avvisi: readonly AvvisoRegistro[], note: string): boolean =>
  avvisiCarta(avvisi).length > 0 && motivoCartaIn(note).trim() === '';

interface CartaODigitaleProps {
  avvisi: readonly AvvisoRegistro[];
  note: string;
  /** True after one has tried to go on without a reason. */
  chiesto: boolean;
  onNote: (note: string) => void;
}

/** Under the means: who of the addressees has a digital domicile, and the reason to send paper all the same, which goes into the note. */
export function CartaODigitale({ avvisi, note, chiesto, onNote }: CartaODigitaleProps) {
  const carta = avvisiCarta(avvisi);
  if (carta.length === 0) return null;
  const motivo = motivoCartaIn(note);
  return (
    <Avviso tono="warn" annuncio="status" titolo="Carta a chi ha un domicilio digitale.">
      {carta.map(({ messaggio }) => (
        <p key={messaggio} className="sm">
          {messaggio}
        </p>
      ))}
      <Campo
        id={idOf('motivoCarta')}
        etichetta="Perché su carta"
        aiuto="resta nelle note"
        value={motivo}
        errore={
          chiesto && motivo.trim() === '' ? 'Scrivere perché si sceglie la carta, oppure cambiare il mezzo.' : undefined
        }
        onChange={(event) => onNote(conMotivoCarta(note, event.target.value))}
      />
    </Avviso>
  );
}
