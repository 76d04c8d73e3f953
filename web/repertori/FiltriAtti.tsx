import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { intero } from '../lib/formati.js';

interface FiltriAttiProps {
  titolo: string;
  parametri: URLSearchParams;
  onParametri: (parametri: URLSearchParams) => void;
  /** the current one */
  anno: number;
  totale: number | undefined;
  oltre: number | undefined;
  children: ReactNode;
}

const STATI = [
  ['', 'qualunque stato'],
  ['valida', 'validi'],
  ['annullamento-richiesto', 'annullamento chiesto'],
  ['annullata', 'annullati'],
] as const;

/** Title, search, year, days, state, how many: one line. All of it is the address of the page. */
export function FiltriAtti({ titolo, parametri, onParametri, anno, totale, oltre, children }: FiltriAttiProps) {
  const [testo, setTesto] = useState(parametri.get('q') ?? '');
  const set = (nome: string, value: string) => {
    const next = new URLSearchParams(parametri);
    next.delete('cursore');
    if (value === '') next.delete(nome);
    else next.set(nome, value);
    onParametri(next);
  };
  const cerca = (event: SyntheticEvent) => {
    event.preventDefault();
    set('q', testo.trim());
  };
  const anni = Array.from({ length: 6 }, (_one, i) => String(anno - i));
  const giorno = (nome: 'dal' | 'al', etichetta: string) => (
    <label className="riga">
      <span className="sm">{etichetta}</span>
      <input
        className="controllo piccolo giorno"
        type="date"
        value={parametri.get(nome) ?? ''}
        onChange={(event) => set(nome, event.target.value)}
      />
    </label>
  );
  return (
    <div className="repertori-testa" role="search" aria-label="Filtri degli atti">
      <h1>{titolo}</h1>
      <form onSubmit={cerca}>
        <input
          className="controllo piccolo"
          type="search"
          aria-label="Cerca per numero o parole"
          placeholder="numero o parole"
          value={testo}
          onChange={(event) => {
            setTesto(event.target.value);
            if (event.target.value === '') set('q', '');
          }}
        />
      </form>
      <select
        className="controllo piccolo"
        aria-label="Anno"
        value={parametri.get('anno') ?? ''}
        onChange={(event) => set('anno', event.target.value)}
      >
        <option value="">ogni anno</option>
        {anni.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
      {giorno('dal', 'Dal')}
      {giorno('al', 'al')}
      <select
        className="controllo piccolo"
        aria-label="Stato"
        value={parametri.get('stato') ?? ''}
        onChange={(event) => set('stato', event.target.value)}
      >
        {STATI.map(([valore, parola]) => (
          <option key={valore} value={valore}>
            {parola}
          </option>
        ))}
      </select>
      <span className="cresce" />
      <span className="sm nw" role="status">
        {totale !== undefined && (
          <>
            <b>{intero(totale)}</b> {totale === 1 ? 'atto' : 'atti'}
          </>
        )}
        {totale === undefined && oltre !== undefined && (
          <>
            oltre <b>{intero(oltre)}</b> atti
          </>
        )}
      </span>
      {children}
    </div>
  );
}
