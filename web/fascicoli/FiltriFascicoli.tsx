import { type ReactNode, type SyntheticEvent, useState } from 'react';
import type { Io, Ufficio } from '../api/tipi.js';
import { Chip } from '../components/Chip.js';
import { Tendina } from '../components/Tendina.js';
import { intero } from '../lib/formati.js';
import { PAROLE_TIPO_FASCICOLO } from './parole-fascicoli.js';

interface FiltriFascicoliProps {
  parametri: URLSearchParams;
  onParametri: (parametri: URLSearchParams) => void;
  totale: number | undefined;
  oltre: number | undefined;
  uffici: readonly Ufficio[] | undefined;
  io: Io;
  children: ReactNode;
}

/** Title, search, filters as chips, how many: one line. All of it is the address of the page. */
export function FiltriFascicoli({ parametri, onParametri, totale, oltre, uffici, io, children }: FiltriFascicoliProps) {
  const cercato = parametri.get('q') ?? '';
  const [testo, setTesto] = useState(cercato);
  const [classe, setClasse] = useState('');
  const set = (nome: string, value: string | null) => {
    const next = new URLSearchParams(parametri);
    next.delete('cursore');
    if (value === null || value === '') next.delete(nome);
    else next.set(nome, value);
    onParametri(next);
  };
  const anno = Number(io.adesso.slice(0, 4));
  const anni = Object.fromEntries(Array.from({ length: 6 }, (_one, i) => [String(anno - i), String(anno - i)]));
  const nomi = Object.fromEntries(
    (uffici ?? []).map(({ codice, denominazione }) => [codice, `${codice} ${denominazione}`]),
  );
  const scelte: readonly (readonly [nome: string, parola: string, voci: Readonly<Record<string, string>>])[] = [
    ['stato', 'Stato', { aperto: 'aperti', chiuso: 'chiusi' }],
    ['anno', 'Anno', anni],
    ['tipo', 'Tipo', PAROLE_TIPO_FASCICOLO],
    ['uo', 'Ufficio', nomi],
    ['responsabile', 'Responsabile', { [io.utente]: 'sono io' }],
  ];
  const cerca = (event: SyntheticEvent) => {
    event.preventDefault();
    set('q', testo.trim());
  };
  const classifica = parametri.get('classifica');
  return (
    <div className="fascicoli-filtri" role="search" aria-label="Filtri dei fascicoli">
      <h1>Fascicoli</h1>
      <form onSubmit={cerca}>
        <input
          className="controllo piccolo"
          type="search"
          aria-label="Cerca per codice, oggetto o intestatario"
          placeholder="codice, oggetto, intestatario"
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
      {classifica === null ? (
        <Tendina parole="Classifica">
          {(chiudi) => (
            <form
              className="fascicoli-classifica"
              onSubmit={(event) => {
                event.preventDefault();
                chiudi();
                set('classifica', classe.trim());
              }}
            >
              <input
                className="controllo piccolo"
                aria-label="Classifica e ciò che sta sotto"
                placeholder="VI.3"
                value={classe}
                onChange={(event) => setClasse(event.target.value)}
              />
            </form>
          )}
        </Tendina>
      ) : (
        <Chip testo={`Classifica: ${classifica}`} onTogli={() => set('classifica', null)} />
      )}
      {scelte.map(([nome, parola, voci]) => {
        const value = parametri.get(nome);
        return value === null ? (
          <Tendina key={nome} parole={parola}>
            {(chiudi) => (
              <ul>
                {Object.entries(voci)
                  .sort(([a], [b]) => (nome === 'anno' ? Number(b) - Number(a) : 0))
                  .map(([codice, parole]) => (
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
            <b>{intero(totale)}</b> {totale === 1 ? 'fascicolo' : 'fascicoli'}
          </>
        )}
        {totale === undefined && oltre !== undefined && (
          <>
            oltre <b>{intero(oltre)}</b> fascicoli
          </>
        )}
      </span>
      {children}
    </div>
  );
}
