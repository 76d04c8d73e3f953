import type { ComponentProps, MouseEvent, ReactNode } from 'react';
import { Icona } from './Icona.js';

export type AspettoBottone = 'primo' | 'secondo' | 'terzo' | 'testo' | 'pericolo';

interface BottoneProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  aspetto?: AspettoBottone;
  misura?: 'piccolo' | 'medio' | 'grande';
  icona?: string;
  /** Key shown beside the words; hidden on touch screens. */
  tasto?: string;
  /** While true the words are these, the button does nothing and says it is busy. */
  alLavoro?: string | false;
  /** Why not now: the button stays reachable, does nothing, and tells the reason (which the page also shows beside). */
  nonOra?: string | undefined;
  children: ReactNode;
}

/** A button of the house: one `primo` a view, `pericolo` for what cannot be taken back. */
export function Bottone({
  aspetto = 'terzo',
  misura = 'medio',
  icona,
  tasto,
  alLavoro = false,
  nonOra,
  className,
  children,
  onClick,
  type = 'button',
  ...resto
}: BottoneProps) {
  const ferma = alLavoro !== false || nonOra !== undefined;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (ferma) event.preventDefault();
    else onClick?.(event);
  };
  const classes = ['btn', `btn-${aspetto}`, misura !== 'medio' && `btn-${misura}`, className].filter(Boolean).join(' ');
  return (
    <button
      {...resto}
      type={type}
      className={classes}
      onClick={press}
      aria-busy={alLavoro === false ? undefined : true}
      aria-disabled={ferma ? true : undefined}
      title={nonOra ?? resto.title}
    >
      {alLavoro === false ? icona !== undefined && <Icona nome={icona} /> : <Icona nome="refresh" />}
      <span>{alLavoro === false ? children : alLavoro}</span>
      {tasto !== undefined && alLavoro === false && <kbd aria-hidden="true">{tasto}</kbd>}
    </button>
  );
}
