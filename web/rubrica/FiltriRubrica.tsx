import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { Chip } from '../components/Chip.js';
import { Tendina } from '../components/Tendina.js';
import { intero } from '../lib/formati.js';
import { PAROLE_ORIGINE, PAROLE_STATO, PAROLE_TIPO } from './parole.js';

const { UO: _propri, ...ESTERNI } = PAROLE_TIPO;
const SCELTE: readonly (readonly [nome: string, parola: string, voci: Readonly<Record<string, string>>])[] = [
  ['tipo', 'Tipo', ESTERNI],
  ['origine', 'Origine', PAROLE_ORIGINE],
  ['domicilio', 'Domicilio digitale', { si: 'con domicilio', no: 'senza domicilio' }],
  ['stato', 'Stato', PAROLE_STATO],
];

interface FiltriRubricaProps {
  parametri: URLSearchParams;
  onParametri: (parametri: URLSearchParams) => void;
  totale: number | undefined;
  oltre: number | undefined;
  children: ReactNode;
}

/** Title, search, filters as chips, how many: one line. */
export function FiltriRubrica({ parametri, onParametri, totale, oltre, children }: FiltriRubricaProps) {
  const cercato = parametri.get('q') ?? '';
  const [testo, setTesto] = useState(cercato);
  const set = (nome: string, value: string | null) => {
    const next = new URLSearchParams(parametri);
    next.delete('cursore');
    if (value === null || value === '') next.delete(nome);
    else next.set(nome, value);
    onParametri(next);
  };
  const cerca = (event: SyntheticEvent) => {
    event.preventDefault();
    set('q', testo.trim());
  };
  return (
    <div className="rubrica-filtri" role="search" aria-label="Filtri della rubrica">
      <h1>Rubrica</h1>
      <form onSubmit={cerca}>
        <input
          className="controllo piccolo"
          type="search"
          aria-label="Cerca in rubrica per nome, codice o recapito"
          placeholder="nome, codice, recapito"
          value={testo}
          onChange={(event) => {
            setTesto(event.target.value);
            if (event.target.value === '') set('q', null);
          }}
        />
      </form>
      {cercato !== '' && (
        <Chip
          testo={`«${cercato}»`}
          onTogli={() => {
            setTesto('');
            set('q', null);
          }}
        />
      )}
      {SCELTE.map(([nome, parola, voci]) => {
        const value = parametri.get(nome);
        return value === null ? (
          <Tendina key={nome} parole={parola}>
            {(chiudi) => (
              <ul>
                {Object.entries(voci).map(([codice, parole]) => (
                  <li key={codice}>
                    <button
                      type="button"
                      className="tendina-voce"
                      onClick={() => {
                        chiudi();
                        set(nome, codice);
                      }}
                    >
                      {parole}
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </Tendina>
        ) : (
          <Chip key={nome} testo={`${parola}: ${voci[value] ?? value}`} onTogli={() => set(nome, null)} />
        );
      })}
      <span className="cresce" />
      <span className="sm nw" role="status">
        {totale !== undefined && (
          <>
            <b>{intero(totale)}</b> {totale === 1 ? 'corrispondente' : 'corrispondenti'}
          </>
        )}
        {totale === undefined && oltre !== undefined && (
          <>
            oltre <b>{intero(oltre)}</b> corrispondenti
          </>
        )}
      </span>
      {children}
    </div>
  );
}
