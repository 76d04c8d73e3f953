import './tabella-ordinata.css';
import { type ReactNode, useState } from 'react';
import { scaricaCsv } from '../lib/csv.js';
import { CelleOrdinate, type ColonnaOrdinata } from './CelleOrdinate.js';
import { BarraRighe } from './elenco/BarraRighe.js';
import { Tabella } from './Tabella.js';
import { useOrdine } from './use-ordine.js';

interface TabellaOrdinataProps<T> {
  etichetta: string;
  /** Name of the file of the export; undefined while the rows are still being written. */
  nomeFile: string | undefined;
  colonne: readonly ColonnaOrdinata<T>[];
  righe: readonly T[];
  chiaveOf: (riga: T) => string;
  classeOf?: (riga: T) => string | undefined;
  scelta?: string | null;
  onScegli?: (riga: T) => void;
  /** Enter or a double click on a row; rows that open nothing have none. */
  onApri?: (riga: T) => void;
  /** Before the names in the address, where a page has two tables. */
  prefisso?: string;
  /** The rows are one page of a longer list: sorted, filtered and exported are these alone. */
  diPagina?: boolean;
  /** Buttons at the right of the filter. */
  azioni?: ReactNode;
  /** Rows below the rows that neither the filter nor the sorting touches: the sums. */
  piede?: ReactNode;
  /** Said when the filter leaves nothing, and when there is nothing at all. */
  vuoto: { filtrato: string; nulla: string };
}

/** A table that is sorted by its heads and filtered by words, both in the address; what is seen can be taken away as CSV. */
export function TabellaOrdinata<T>({
  etichetta,
  nomeFile,
  colonne,
  righe,
  chiaveOf,
  classeOf,
  scelta,
  onScegli,
  onApri,
  prefisso = '',
  diPagina = false,
  azioni,
  piede,
  vuoto,
}: TabellaOrdinataProps<T>) {
  const [own, setOwn] = useState<string | null>(null);
  const { q, ordine, viste, teste, set } = useOrdine(righe, colonne, { prefisso });
  return (
    <div className="ordinata">
      <BarraRighe
        etichetta={etichetta}
        q={q}
        onQ={(value) => set('q', value)}
        viste={viste.length}
        righe={righe.length}
        diPagina={diPagina}
        conto
        onCsv={nomeFile === undefined ? undefined : () => scaricaCsv(nomeFile, viste, colonne)}
      >
        {diPagina && ordine !== null && <span className="aiuto">in ordine soltanto le righe di questa pagina</span>}
        {azioni}
      </BarraRighe>
      {viste.length === 0 ? (
        <p className="ordinata-vuota mut">{righe.length === 0 ? vuoto.nulla : vuoto.filtrato}</p>
      ) : (
        <div className="ordinata-righe" tabIndex={-1} role="region" aria-label={etichetta}>
          <Tabella
            etichetta={etichetta}
            colonne={teste}
            righe={viste}
            chiaveOf={chiaveOf}
            {...(classeOf !== undefined && { classeOf })}
            scelta={scelta === undefined ? own : scelta}
            onScegli={(riga) => {
              setOwn(chiaveOf(riga));
              onScegli?.(riga);
            }}
            onApri={(riga) => onApri?.(riga)}
            celle={(riga) => <CelleOrdinate riga={riga} colonne={colonne} />}
            piede={piede}
          />
        </div>
      )}
    </div>
  );
}
