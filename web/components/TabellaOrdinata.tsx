import './tabella-ordinata.css';
import { type ReactNode, useState } from 'react';
import { scaricaCsv } from '../lib/csv.js';
import { plural } from '../lib/formati.js';
import { Bottone } from './Bottone.js';
import { Tabella } from './Tabella.js';
import { CelleOrdinate, type ColonnaOrdinata } from './CelleOrdinate.js';
import { useOrdine } from './use-ordine.js';

interface TabellaOrdinataProps<T> {
  etichetta: string;
  /** Name of the file of the export; without one nothing is exported. */
  nomeFile?: string | undefined;
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
  /** Buttons at the right of the filter. */
  azioni?: ReactNode;
  /** Said when the filter leaves nothing, and when there is nothing at all. */
  vuoto: { filtrato: string; nulla: string };
}

/** A table that is sorted by its heads and filtered by words, both in the address; what is viste can be taken away as CSV. */
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
  azioni,
  vuoto,
}: TabellaOrdinataProps<T>) {
  const [own, setOwn] = useState<string | null>(null);
  const { q, viste, teste, set } = useOrdine(righe, colonne, { prefisso });
  const nulla = righe.length === 0; // nothing to filter or to take away
  return (
    <div className="ordinata">
      <div className="ordinata-barra">
        {!nulla && (
          <input
            className="controllo"
            type="search"
            aria-label={`Filtra: ${etichetta}`}
            placeholder="filtra per parole"
            value={q}
            onChange={(event) => set('q', event.target.value)}
          />
        )}
        <span className="aiuto" role="status">
          {plural(viste.length, 'riga', 'righe')}
          {viste.length !== righe.length && ` su ${righe.length}`}
        </span>
        <span className="cresce" />
        {azioni}
        {nomeFile !== undefined && !nulla && (
          <Bottone misura="piccolo" icona="download" onClick={() => scaricaCsv(nomeFile, viste, colonne)}>
            CSV
          </Bottone>
        )}
      </div>
      {viste.length === 0 ? (
        <p className="ordinata-vuota mut">{nulla ? vuoto.nulla : vuoto.filtrato}</p>
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
          />
        </div>
      )}
    </div>
  );
}
