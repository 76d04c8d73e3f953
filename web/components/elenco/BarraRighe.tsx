import '../tabella-ordinata.css';
import type { ReactNode } from 'react';
import { Bottone } from '../Bottone.js';
import { FiltroRighe, type FiltroRigheProps } from './FiltroRighe.js';

interface BarraRigheProps extends FiltroRigheProps {
  /** Takes away the rows that are seen; nothing where they are still being written. */
  onCsv: (() => void) | undefined;
  /** Buttons before the export. */
  children?: ReactNode;
}

/** The line above the rows of a table: their filter, how many are seen, what takes them away. */
export function BarraRighe({ onCsv, children, ...filtro }: BarraRigheProps) {
  return (
    <div className="ordinata-barra">
      <FiltroRighe {...filtro} />
      <span className="cresce" />
      {children}
      {onCsv !== undefined && filtro.righe > 0 && (
        <Bottone misura="piccolo" icona="download" onClick={onCsv}>
          {filtro.diPagina === true ? 'CSV di questa pagina' : 'CSV'}
        </Bottone>
      )}
    </div>
  );
}
