import { type ReactNode, useState } from 'react';
import type { Io, Ufficio } from '../api/tipi.js';
import { Chip } from '../components/Chip.js';
import { CercaParole } from '../components/elenco/CercaParole.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import { FiltroScelta } from '../components/elenco/FiltroScelta.js';
import { QuantiTrovati } from '../components/elenco/QuantiTrovati.js';
import { Tendina } from '../components/Tendina.js';
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
  const [classe, setClasse] = useState('');
  const set = (nome: string, value: string | null) => onParametri(conParametro(parametri, nome, value));
  const anno = Number(io.adesso.slice(0, 4));
  const anni = Array.from({ length: 6 }, (_one, i) => [String(anno - i), String(anno - i)] as const);
  const nomi = (uffici ?? []).map(({ codice, denominazione }) => [codice, `${codice} ${denominazione}`] as const);
  const scelte: readonly (readonly [nome: string, parola: string, voci: readonly (readonly [string, string])[]])[] = [
    [
      'stato',
      'Stato',
      [
        ['aperto', 'aperti'],
        ['chiuso', 'chiusi'],
      ],
    ],
    ['anno', 'Anno', anni],
    ['tipo', 'Tipo', Object.entries(PAROLE_TIPO_FASCICOLO)],
    ['uo', 'Ufficio', nomi],
    ['responsabile', 'Responsabile', [[io.utente, 'sono io']]],
  ];
  const classifica = parametri.get('classifica');
  return (
    <div className="fascicoli-filtri" role="search" aria-label="Filtri dei fascicoli">
      <h1>Fascicoli</h1>
      <CercaParole
        etichetta="Cerca per codice, oggetto o intestatario"
        esempio="codice, oggetto, intestatario"
        cercato={parametri.get('q') ?? ''}
        onCerca={(parole) => set('q', parole)}
        conChip
      />
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
      {scelte.map(([nome, parola, voci]) => (
        <FiltroScelta
          key={nome}
          parola={parola}
          voci={voci}
          valore={parametri.get(nome)}
          onValore={(valore) => set(nome, valore)}
        />
      ))}
      <span className="cresce" />
      <QuantiTrovati totale={totale} oltre={oltre} parole={['fascicolo', 'fascicoli']} />
      {children}
    </div>
  );
}
