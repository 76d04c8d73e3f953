import { useMutation } from '@tanstack/react-query';
import type { Percorso } from '../api/client.js';
import { wordsOf } from '../api/errori.js';
import { leggiCarta, scaricaBlob } from '../api/scarica.js';
import { Bottone } from '../components/Bottone.js';

interface ScaricaCsvProps {
  percorso: Percorso<unknown>;
  /** Of the file, with `.csv`. */
  nome: string;
  parole: string;
  piccolo?: boolean;
}

/** A button that gives a file of the titolario, in the form in which it is imported. */
export function ScaricaCsv({ percorso, nome, parole, piccolo = false }: ScaricaCsvProps) {
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => scaricaBlob(await leggiCarta(percorso, undefined), nome),
  });
  return (
    <>
      <Bottone
        icona="download"
        misura={piccolo ? 'piccolo' : 'medio'}
        alLavoro={isPending && 'Preparazione…'}
        onClick={() => mutate()}
      >
        {parole}
      </Bottone>
      {error !== null && (
        <span role="alert" className="sm">
          {wordsOf(error)}
        </span>
      )}
    </>
  );
}
