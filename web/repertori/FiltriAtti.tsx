import type { ReactNode } from 'react';
import { CercaParole } from '../components/elenco/CercaParole.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import { QuantiTrovati } from '../components/elenco/QuantiTrovati.js';

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
  const set = (nome: string, value: string | null) => onParametri(conParametro(parametri, nome, value));
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
      <CercaParole
        etichetta="Cerca per numero o parole"
        esempio="numero o parole"
        cercato={parametri.get('q') ?? ''}
        onCerca={(parole) => set('q', parole)}
      />
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
      <QuantiTrovati totale={totale} oltre={oltre} parole={['atto', 'atti']} />
      {children}
    </div>
  );
}
