import type { ReactNode } from 'react';
import { CercaParole } from '../components/elenco/CercaParole.js';
import { conParametro } from '../components/elenco/con-parametro.js';
import { FiltroScelta } from '../components/elenco/FiltroScelta.js';
import { QuantiTrovati } from '../components/elenco/QuantiTrovati.js';
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
  const set = (nome: string, value: string | null) => onParametri(conParametro(parametri, nome, value));
  return (
    <div className="rubrica-filtri" role="search" aria-label="Filtri della rubrica">
      <h1>Rubrica</h1>
      <CercaParole
        etichetta="Cerca in rubrica per nome, codice o recapito"
        esempio="nome, codice, recapito"
        cercato={parametri.get('q') ?? ''}
        onCerca={(parole) => set('q', parole)}
        conChip
      />
      {SCELTE.map(([nome, parola, voci]) => (
        <FiltroScelta
          key={nome}
          parola={parola}
          voci={Object.entries(voci)}
          valore={parametri.get(nome)}
          onValore={(valore) => set(nome, valore)}
        />
      ))}
      <span className="cresce" />
      <QuantiTrovati totale={totale} oltre={oltre} parole={['corrispondente', 'corrispondenti']} />
      {children}
    </div>
  );
}
