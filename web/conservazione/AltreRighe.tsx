import { Bottone } from '../components/Bottone.js';

interface AltreRigheProps {
  /** the page that is shown, and the next one; undefined: the first, none */
  cursore: string | undefined;
  seguente: string | undefined;
  onAltra: (cursore: string | undefined) => void;
}

/** The foot of a pile that has more rows than one page. */
export function AltreRighe({ cursore, seguente, onAltra }: AltreRigheProps) {
  if (seguente === undefined && cursore === undefined) return null;
  return (
    <p className="conservazione-altri">
      {cursore !== undefined && <Bottone onClick={() => onAltra(undefined)}>Prime righe</Bottone>}
      {seguente !== undefined && <Bottone onClick={() => onAltra(seguente)}>Righe seguenti</Bottone>}
    </p>
  );
}
