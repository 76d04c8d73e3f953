import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { wordsOf } from '../api/errori.js';
import { leggiFile, scaricaFile } from '../api/scarica.js';
import type { CopiaFile } from '../api/percorsi.js';
import type { FileRegistrato, Riferimento } from '../api/tipi.js';
import { Avviso } from '../components/Avviso.js';
import { Bottone } from '../components/Bottone.js';
import { Icona } from '../components/Icona.js';
import { dimensione } from '../lib/formati.js';
import { Foglio } from './Foglio.js';
import { vistaDi } from './vista-file.js';

/** Above this a file is not read into the memory of the page without being asked. */
const SHOWN_BYTES = 50_000_000;

interface FoglioConIntestazioniProps {
  di: Riferimento;
  file: FileRegistrato;
  n: number | undefined;
  copia: CopiaFile | undefined;
  titolo: string;
  motivo: string | undefined;
}

/** An address of this page for the bytes, for as long as they are shown, with a type that runs nothing. */
function useIndirizzo(bytes: Blob | undefined, mime: string): string | undefined {
  const [indirizzo, setIndirizzo] = useState<string>();
  useEffect(() => {
    if (bytes === undefined) return undefined;
    const address = URL.createObjectURL(bytes.slice(0, bytes.size, mime));
    setIndirizzo(address);
    return () => URL.revokeObjectURL(address);
  }, [bytes, mime]);
  return indirizzo;
}

/**
 * A file that is asked for with headers (reason of access, AOO of this tab), which a frame cannot send: the page fetches
 * the bytes and shows them.
 */
export function FoglioConIntestazioni({ di, file, n, copia, titolo, motivo }: FoglioConIntestazioniProps) {
  const shown = vistaDi(file) !== 'nessuna' && file.dimensione <= SHOWN_BYTES;
  const { data, error } = useQuery({
    queryKey: ['file', di.anno, di.numero, n ?? 0, copia ?? '', motivo ?? ''],
    queryFn: () => leggiFile(di, n, motivo, copia),
    enabled: shown,
    gcTime: 0, // what is reserved does not stay in memory after the page
  });
  const indirizzo = useIndirizzo(data, file.formato.mime);
  const scarica = useMutation({ mutationFn: () => scaricaFile(di, n, file.nome, motivo, copia) });
  const failure = error ?? scarica.error;
  if (shown && failure === null) {
    return indirizzo === undefined ? (
      <p className="mut" role="status">
        Apro {file.nome}…
      </p>
    ) : (
      <Foglio file={file} indirizzo={indirizzo} titolo={titolo} />
    );
  }
  return (
    <div className="vuoto">
      <Icona nome={motivo === undefined ? 'file' : 'locked'} misura="xl" />
      <b>{file.nome}</b>
      <p>
        {dimensione(file.dimensione)}.
        {motivo !== undefined && ' Si scarica con il motivo indicato, che resta nel registro degli accessi.'}
      </p>
      {(copia !== 'pdfa' || failure === null) && ( // one that could not be made is not there to be downloaded
        <Bottone icona="download" alLavoro={scarica.isPending && 'Scaricamento…'} onClick={() => scarica.mutate()}>
          Scarica {file.nome}
        </Bottone>
      )}
      {failure !== null && (
        <Avviso tono="bad" annuncio="alert" titolo="Il file non si è aperto.">
          {wordsOf(failure)}
        </Avviso>
      )}
    </div>
  );
}
