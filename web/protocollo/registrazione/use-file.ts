import { useCallback, useEffect, useRef, useState } from 'react';
import { newChiave } from '../../lib/chiave.js';
import { improntaOf } from '../../lib/impronta.js';
import type { Quaderno } from './quaderno.js';
import type { FileScelto, Valori } from './valori.js';

const MAX_NOME = 255;

/** What cannot be registered, said before it is sent. Undefined for a good file. */
function difettoOf({ name, size }: File): string | undefined {
  if (size === 0) return `«${name}» è vuoto, oppure è una cartella: scegliere i file che contiene.`;
  if (Array.from(name).length > MAX_NOME)
    return `Il nome di «${name.slice(0, 40)}…» supera i ${MAX_NOME} caratteri: accorciarlo.`;
  return undefined;
}

interface FileDelModulo {
  /** What was not taken, in words; `onVisti` takes the words away. */
  rifiutati: string[];
  onVisti: () => void;
  onFile: (file: File[]) => void;
  onAllegati: (file: File[]) => void;
  onSostituisci: (id: string, file: File) => void;
  onTogli: (id: string) => void;
  onPrincipale: (id: string) => void;
}

/**
 * Takes files into the form: the first becomes the document, the others attachments; each is kept in the draft and
 * hashed here, so that its twin is found before it is sent.
 * @param leggi - the values of the form now, `cambia` sets document and attachments
 */
export function useFile(
  quaderno: Quaderno,
  leggi: () => Valori,
  cambia: (file: Pick<Valori, 'documento' | 'allegati'>) => void,
): FileDelModulo {
  const [rifiutati, setRifiutati] = useState<string[]>([]);

  const aperto = useRef(true);
  useEffect(() => {
    aperto.current = true;
    return () => {
      aperto.current = false;
    };
  }, []);

  const put = useCallback(
    (muta: (prima: Pick<Valori, 'documento' | 'allegati'>) => Pick<Valori, 'documento' | 'allegati'>) => {
      const { documento, allegati } = leggi();
      cambia(muta({ documento, allegati }));
    },
    [leggi, cambia],
  );

  const hash = useCallback(
    async (id: string, contenuto: Blob) => {
      const sha256 = await improntaOf(contenuto).catch(() => undefined);
      if (sha256 === undefined) return;
      const conImpronta = <F extends FileScelto | null>(file: F): F => (file?.id === id ? { ...file, sha256 } : file);
      put(({ documento, allegati }) => ({ documento: conImpronta(documento), allegati: allegati.map(conImpronta) }));
    },
    [put],
  );

  const take = useCallback(
    async (file: File): Promise<FileScelto> => {
      const id = newChiave();
      const contenuto = await quaderno.accogli(id, file);
      void hash(id, contenuto);
      return { id, nome: file.name, dimensione: file.size };
    },
    [quaderno, hash],
  );

  const takeAll = useCallback(
    async (file: File[], comeAllegati: boolean) => {
      const difetti = file.map(difettoOf);
      setRifiutati(difetti.filter((difetto) => difetto !== undefined));
      for (const [posto, uno] of file.entries()) {
        if (difetti[posto] !== undefined) continue;
        const scelto = await take(uno);
        put(({ documento, allegati }) =>
          documento === null && !comeAllegati
            ? { documento: scelto, allegati }
            : { documento, allegati: [...allegati, scelto] },
        );
        if (!aperto.current) quaderno.annota(leggi()); // another draft was opened meanwhile: this one keeps its file
      }
    },
    [take, put, quaderno, leggi],
  );

  const onSostituisci = useCallback(
    async (id: string, file: File) => {
      const difetto = difettoOf(file);
      setRifiutati(difetto === undefined ? [] : [difetto]);
      if (difetto !== undefined) return;
      const scelto = await take(file);
      put(({ documento, allegati }) => ({
        documento: documento?.id === id ? scelto : documento,
        allegati: allegati.map((uno) => (uno.id === id ? scelto : uno)),
      }));
    },
    [take, put],
  );

  useEffect(() => {
    // a page that died while a file was being hashed comes back without its hash
    const { documento, allegati } = leggi();
    for (const uno of documento === null ? allegati : [documento, ...allegati]) {
      const contenuto = quaderno.contenutoOf(uno.id);
      if (uno.sha256 === undefined && contenuto !== undefined) void hash(uno.id, contenuto);
    }
  }, [quaderno, hash, leggi]);

  return {
    rifiutati,
    onVisti: () => setRifiutati([]),
    onFile: (file) => void takeAll(file, false),
    onAllegati: (file) => void takeAll(file, true),
    onSostituisci: (id, file) => void onSostituisci(id, file),
    onTogli: (id) => {
      setRifiutati([]);
      put(({ documento, allegati }) => ({
        documento: documento?.id === id ? null : documento,
        allegati: allegati.filter((uno) => uno.id !== id),
      }));
    },
    onPrincipale: (id) =>
      put(({ documento, allegati }) => {
        const nuovo = allegati.find((uno) => uno.id === id) ?? null;
        const altri = allegati.filter((uno) => uno.id !== id);
        return { documento: nuovo, allegati: documento === null ? altri : [documento, ...altri] };
      }),
  };
}
