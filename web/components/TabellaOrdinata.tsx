import './tabella-ordinata.css';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { scaricaCsv } from '../lib/csv.js';
import { plural } from '../lib/formati.js';
import { type ColonnaDati, nextOrdine, readOrdine, vediRighe, writeOrdine } from '../lib/ordine.js';
import { Bottone } from './Bottone.js';
import { Tabella } from './Tabella.js';

/** A column as it is shown; the first one heads its row. */
export interface ColonnaOrdinata<T> extends ColonnaDati<T> {
  /** Width: a class of the page's own style sheet. */
  classe?: string;
  mostra?: (riga: T) => ReactNode;
}

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
  onApri: (riga: T) => void;
  /** Buttons at the right of the filter. */
  azioni?: ReactNode;
  /** Said when the filter leaves nothing, and when there is nothing at all. */
  vuoto: { filtrato: string; nulla: string };
}

/** A table that is sorted by its heads and filtered by words, both in the address; what is shown can be taken away as CSV. */
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
  azioni,
  vuoto,
}: TabellaOrdinataProps<T>) {
  const [parametri, setParametri] = useSearchParams();
  const [own, setOwn] = useState<string | null>(null);
  const q = parametri.get('q') ?? '';
  const ordine = readOrdine(parametri.get('ordine'));
  const set = (nome: 'q' | 'ordine', value: string) =>
    setParametri(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(nome);
        else next.set(nome, value);
        return next;
      },
      { replace: true },
    );
  const shown = vediRighe(righe, colonne, { q, ordine });
  const heads = colonne.map(({ campo, titolo, classe = campo }) => ({
    classe,
    ...(ordine?.campo === campo && { ordine: ordine.inverso ? ('descending' as const) : ('ascending' as const) }),
    titolo: (
      <button type="button" className="th-ordine" onClick={() => set('ordine', writeOrdine(nextOrdine(ordine, campo)))}>
        {titolo}
        {ordine?.campo === campo && <span aria-hidden="true">{ordine.inverso ? ' ▼' : ' ▲'}</span>}
      </button>
    ),
  }));
  return (
    <div className="ordinata">
      <div className="ordinata-barra">
        <input
          className="controllo"
          type="search"
          aria-label={`Filtra: ${etichetta}`}
          placeholder="filtra per parole"
          value={q}
          onChange={(event) => set('q', event.target.value)}
        />
        <span className="aiuto" role="status">
          {plural(shown.length, 'riga', 'righe')}
          {shown.length !== righe.length && ` su ${righe.length}`}
        </span>
        <span className="cresce" />
        {azioni}
        {nomeFile !== undefined && (
          <Bottone misura="piccolo" icona="download" onClick={() => scaricaCsv(nomeFile, shown, colonne)}>
            CSV
          </Bottone>
        )}
      </div>
      {shown.length === 0 ? (
        <p className="ordinata-vuota mut">{righe.length === 0 ? vuoto.nulla : vuoto.filtrato}</p>
      ) : (
        <div className="ordinata-righe" tabIndex={-1} role="region" aria-label={etichetta}>
          <Tabella
            etichetta={etichetta}
            colonne={heads}
            righe={shown}
            chiaveOf={chiaveOf}
            {...(classeOf !== undefined && { classeOf })}
            scelta={scelta === undefined ? own : scelta}
            onScegli={(riga) => {
              setOwn(chiaveOf(riga));
              onScegli?.(riga);
            }}
            onApri={onApri}
            celle={(riga) =>
              colonne.map(({ campo, classe = campo, valore, mostra }, i) => {
                const cell = mostra?.(riga) ?? valore(riga);
                return i === 0 ? (
                  <th key={campo} scope="row" className={classe} title={valore(riga)}>
                    {cell}
                  </th>
                ) : (
                  <td key={campo} className={classe} title={valore(riga)}>
                    {cell}
                  </td>
                );
              })
            }
          />
        </div>
      )}
    </div>
  );
}
