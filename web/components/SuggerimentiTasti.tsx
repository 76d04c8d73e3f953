import { Fragment, type ReactNode } from 'react';

interface SuggerimentiTastiProps {
  /** Keys and what they do: `[['J', 'K'], 'scorri']`. */
  tasti: readonly (readonly [keys: readonly string[], what: string])[];
  children?: ReactNode;
}

/** The last line of a page, 26 px: its keys, and at the right where one is. */
export function SuggerimentiTasti({ tasti, children }: SuggerimentiTastiProps) {
  return (
    <div className="suggerimenti-tasti">
      {tasti.map(([keys, what]) => (
        <span key={what} className="solo-tastiera">
          {keys.map((key) => (
            <Fragment key={key}>
              <kbd>{key}</kbd>{' '}
            </Fragment>
          ))}
          {what}
        </span>
      ))}
      <span className="cresce" />
      {children}
    </div>
  );
}
