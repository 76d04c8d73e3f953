import { useId } from 'react';

interface SpunteProps<T extends string> {
  titolo: string;
  voci: readonly T[];
  parolaDi: (voce: T) => string;
  scelte: readonly T[];
  errore: string | undefined;
  onScelte: (scelte: readonly T[]) => void;
}

/** Some of a few things, each with its box. */
export function Spunte<T extends string>({ titolo, voci, parolaDi, scelte, errore, onScelte }: SpunteProps<T>) {
  const id = useId();
  return (
    <fieldset className="pila">
      <legend className="sm">{titolo}</legend>
      {voci.map((one) => (
        <div className="spunta" key={one}>
          <input
            type="checkbox"
            id={`${id}-${one}`}
            checked={scelte.includes(one)}
            onChange={(event) =>
              onScelte(event.target.checked ? [...scelte, one] : scelte.filter((other) => other !== one))
            }
          />
          <label htmlFor={`${id}-${one}`}>{parolaDi(one)}</label>
        </div>
      ))}
      {errore !== undefined && <p className="errore-campo">{errore}</p>}
    </fieldset>
  );
}
