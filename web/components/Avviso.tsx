import type { ReactNode, Ref } from 'react';
import { Icona } from './Icona.js';

export type TonoAvviso = 'inf' | 'ok' | 'warn' | 'bad';

const ICONE: Record<TonoAvviso, string> = {
  inf: 'info-circle',
  ok: 'check-circle',
  warn: 'warning-circle',
  bad: 'error',
};

interface AvvisoProps {
  tono: TonoAvviso;
  /** First words, in bold: what happened. */
  titolo?: ReactNode;
  icona?: string;
  /** `alert` interrupts (a refusal), `status` is told at the next pause; without one it is plain text. */
  annuncio?: 'alert' | 'status';
  children?: ReactNode;
  azioni?: ReactNode;
  ref?: Ref<HTMLDivElement>;
  className?: string;
}

/** A notice in the page: what happened, that nothing is lost, the next step. It can take the focus. */
export function Avviso({ tono, titolo, icona, annuncio, children, azioni, ref, className }: AvvisoProps) {
  return (
    <div ref={ref} className={['avviso', tono, className].filter(Boolean).join(' ')} role={annuncio} tabIndex={-1}>
      <Icona nome={icona ?? ICONE[tono]} />
      <div className="cresce">
        {titolo !== undefined && <b>{titolo}</b>} {children}
      </div>
      {azioni}
    </div>
  );
}
