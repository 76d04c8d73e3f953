import { wordsOf } from '../api/errori.js';
import { Bottone } from '../components/Bottone.js';
import { Vuoto } from '../components/Vuoto.js';

/** In the place of what has not come: why, and how to ask again. */
export function Caricamento({ error, onRiprova }: { error: Error | null; onRiprova: () => void }) {
  if (error === null)
    return (
      <p className="amministrazione-attesa" role="status">
        <span className="vh">Caricamento</span>
        <span className="scheletro amministrazione-scheletro" />
      </p>
    );
  return (
    <Vuoto icona="wifi" titolo="L’elenco non si apre" azioni={<Bottone onClick={onRiprova}>Riprova ora</Bottone>}>
      {wordsOf(error)}
    </Vuoto>
  );
}
