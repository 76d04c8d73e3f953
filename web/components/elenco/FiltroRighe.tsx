import '../tabella-ordinata.css';
import { plural } from '../../lib/formati.js';

export interface FiltroRigheProps {
  /** What it filters. */
  etichetta: string;
  q: string;
  onQ: (q: string) => void;
  /** Rows that are seen, of how many. */
  viste: number;
  righe: number;
  /** The rows are one page of a longer list: the words are looked for in it alone. */
  diPagina?: boolean;
  /** How many they are is told also while all of them are seen. */
  conto?: boolean;
}

/** The words that the rows of a table are filtered by, and how many are left. */
export function FiltroRighe({ etichetta, q, onQ, viste, righe, diPagina = false, conto = false }: FiltroRigheProps) {
  const poche = viste !== righe;
  return (
    <>
      {righe > 0 && (
        <input
          className="controllo filtro-righe"
          type="search"
          aria-label={`Filtra: ${etichetta}`}
          placeholder="filtra per parole"
          value={q}
          onChange={(event) => onQ(event.target.value)}
        />
      )}
      <span className="aiuto nw" role="status">
        {(poche || conto) && plural(viste, 'riga', 'righe')}
        {poche && ` su ${righe}`}
        {diPagina && q.trim() !== '' && ' di questa pagina'}
      </span>
    </>
  );
}
