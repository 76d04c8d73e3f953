import { wordsOf } from '../api/errori.js';
import { Bottone } from './Bottone.js';
import { Vuoto } from './Vuoto.js';

interface NonSiApreProps {
  /** `I fascicoli non si aprono` */
  titolo: string;
  errore: Error;
  onRiprova: () => unknown;
}

/** In the place of what did not come: why, and how to ask again. */
export function NonSiApre({ titolo, errore, onRiprova }: NonSiApreProps) {
  return (
    <Vuoto icona="wifi" titolo={titolo} azioni={<Bottone onClick={() => void onRiprova()}>Riprova ora</Bottone>}>
      {wordsOf(errore)}
    </Vuoto>
  );
}
