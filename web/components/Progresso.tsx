interface ProgressoProps {
  etichetta: string;
  /** From 0 to 1; without a value the length of the work is not known. */
  valore?: number | undefined;
}

/** A bar with its words: how much of a file has left. */
export function Progresso({ etichetta, valore }: ProgressoProps) {
  return (
    <div className="pila">
      <span className="xs mut" role="status">
        {etichetta}
        {valore !== undefined && `, ${Math.floor(valore * 100)} %`}
      </span>
      <progress className="progresso" aria-label={etichetta} max={1} {...(valore !== undefined && { value: valore })} />
    </div>
  );
}
