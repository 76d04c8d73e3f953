import { useState } from 'react';
import { Chip } from '../Chip.js';

interface CercaParoleProps {
  /** What may be searched for, to who hears the page and to who sees it. */
  etichetta: string;
  esempio: string;
  /** what the address searches for; empty: nothing */
  cercato: string;
  onCerca: (parole: string | null) => void;
  /** Whether what is searched for is also shown as a chip. */
  conChip?: boolean;
}

/** The words that a list is searched for: sent by Enter, gone as soon as the field is emptied. */
export function CercaParole({ etichetta, esempio, cercato, onCerca, conChip = false }: CercaParoleProps) {
  const [testo, setTesto] = useState(cercato);
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onCerca(testo.trim());
        }}
      >
        <input
          className="controllo piccolo"
          type="search"
          aria-label={etichetta}
          placeholder={esempio}
          value={testo}
          onChange={(event) => {
            setTesto(event.target.value);
            if (event.target.value === '') onCerca(null);
          }}
        />
      </form>
      {conChip && cercato !== '' && (
        <Chip
          testo={`«${cercato}»`}
          onTogli={() => {
            setTesto('');
            onCerca(null);
          }}
        />
      )}
    </>
  );
}
