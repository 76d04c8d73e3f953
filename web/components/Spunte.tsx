import { useId } from 'react';
import { Spunta } from './Spunta.js';

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
        <Spunta
          key={one}
          id={`${id}-${one}`}
          spuntata={scelte.includes(one)}
          onSpunta={(si) => onScelte(si ? [...scelte, one] : scelte.filter((other) => other !== one))}
        >
          {parolaDi(one)}
        </Spunta>
      ))}
      {errore !== undefined && <p className="errore-campo">{errore}</p>}
    </fieldset>
  );
}
