import { type ComponentProps, useState } from 'react';
import { Bottone } from './Bottone.js';
import { TabellaOrdinata } from './TabellaOrdinata.js';

/** What can be done with the chosen row. */
interface AttoSuRiga<T> {
  isPossibile: (riga: T) => boolean;
  /** Why the button waits, while no row or one of the others is chosen. */
  nonOra: string;
  /** Words of the button: for the chosen row, or while there is none. */
  parole: (riga: T | undefined) => string;
  onAtto: (riga: T) => void;
}

interface TabellaConAttoProps<T> extends Omit<
  ComponentProps<typeof TabellaOrdinata<T>>,
  'scelta' | 'onScegli' | 'azioni'
> {
  /** Nothing for who may not do it. */
  atto: AttoSuRiga<T> | undefined;
}

/** A sorted table whose chosen row takes one deed; its button says on whom, or why not yet. */
export function TabellaConAtto<T>({ atto, ...tabella }: TabellaConAttoProps<T>) {
  const { righe, chiaveOf } = tabella;
  const [scelta, setScelta] = useState<string | null>(null);
  const una = righe.find((riga) => chiaveOf(riga) === scelta);
  return (
    <TabellaOrdinata
      {...tabella}
      scelta={scelta}
      onScegli={(riga) => setScelta(chiaveOf(riga))}
      azioni={
        atto !== undefined &&
        righe.length > 0 && (
          <Bottone
            misura="piccolo"
            nonOra={una !== undefined && atto.isPossibile(una) ? undefined : atto.nonOra}
            onClick={() => una !== undefined && atto.onAtto(una)}
          >
            {atto.parole(una)}
          </Bottone>
        )
      }
    />
  );
}
