import type { ReactNode } from 'react';
import type { Rimedio, RigaVersamento } from '../../schemas/versamento.api.js';
import { Bottone } from '../components/Bottone.js';
import { FiltroRighe } from '../components/elenco/FiltroRighe.js';
import { plural } from '../lib/formati.js';
import { PAROLE_RIMEDIO } from './parole-conservazione.js';
import { rimediComuni } from './rimedi.js';

interface TestaPilaProps {
  titolo: string;
  sotto?: string;
  q: string;
  onQ: (q: string) => void;
  /** rows shown, of how many */
  viste: number;
  righe: number;
  onCsv?: (() => void) | undefined;
  segnate?: readonly RigaVersamento[];
  onRimedia?: (rimedio: Rimedio, righe: readonly RigaVersamento[]) => void;
  onLibera?: () => void;
  children?: ReactNode;
}

/** Head of a pile: what it is, the filter by words, the export; and what can be done with the chosen ones together. */
export function TestaPila({
  titolo,
  sotto,
  q,
  onQ,
  viste,
  righe,
  onCsv,
  segnate = [],
  onRimedia,
  onLibera,
  children,
}: TestaPilaProps) {
  const comuni = rimediComuni(segnate);
  return (
    <>
      <header>
        <h2>{titolo}</h2>
        {sotto !== undefined && <span className="sub">{sotto}</span>}
        <span className="cresce" />
        {children}
        {righe > 0 && (
          <>
            <FiltroRighe etichetta={titolo} q={q} onQ={onQ} viste={viste} righe={righe} />
            {onCsv !== undefined && (
              <Bottone misura="piccolo" icona="download" onClick={onCsv}>
                CSV
              </Bottone>
            )}
          </>
        )}
      </header>
      {segnate.length > 0 && (
        <div className="conservazione-scelti" role="group" aria-label="Scelti">
          <b role="status">{plural(segnate.length, 'scelto', 'scelti')}</b>
          {comuni.map((rimedio) => (
            <Bottone key={rimedio} aspetto="secondo" misura="piccolo" onClick={() => onRimedia?.(rimedio, segnate)}>
              {PAROLE_RIMEDIO[rimedio]}
            </Bottone>
          ))}
          {comuni.length === 0 && <span className="sm mut">nessun rimedio in comune: si trattano uno per uno</span>}
          <Bottone aspetto="testo" misura="piccolo" tasto="Esc" onClick={onLibera}>
            Togli la scelta
          </Bottone>
        </div>
      )}
    </>
  );
}
