import type { ReactNode } from 'react';

interface SpuntaProps {
  id: string;
  spuntata: boolean;
  onSpunta: (spuntata: boolean) => void;
  children: ReactNode;
  ferma?: boolean;
  descrittaDa?: string | undefined;
}

/** One box to tick, with its words. */
export function Spunta({ id, spuntata, onSpunta, children, ferma = false, descrittaDa }: SpuntaProps) {
  return (
    <div className="spunta">
      <input
        type="checkbox"
        id={id}
        checked={spuntata}
        disabled={ferma}
        aria-describedby={descrittaDa}
        onChange={(event) => onSpunta(event.target.checked)}
      />
      <label htmlFor={id}>{children}</label>
    </div>
  );
}
