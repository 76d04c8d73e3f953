import { NonSiApre } from '../components/NonSiApre.js';

/** In the place of what has not come: why, and how to ask again. */
export function Caricamento({ error, onRiprova }: { error: Error | null; onRiprova: () => void }) {
  if (error === null)
    return (
      <p className="amministrazione-attesa" role="status">
        <span className="vh">Caricamento</span>
        <span className="scheletro amministrazione-scheletro" />
      </p>
    );
  return <NonSiApre titolo="L’elenco non si apre" errore={error} onRiprova={onRiprova} />;
}
