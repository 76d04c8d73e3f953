import './zona-file.css';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Icona } from './Icona.js';

interface ZonaFileProps {
  id: string;
  /** Name of the file input: `Documento`. */
  etichetta: string;
  /** One or more files, in the order in which they were given. */
  onFile: (file: File[]) => void;
  errore?: string | undefined;
  /** Kinds of file that the window proposes. */
  tipi?: string;
  children?: ReactNode;
}

const filesOf = (data: DataTransfer | null): File[] => Array.from(data?.files ?? []);

/**
 * Takes files dropped or pasted anywhere in the window for as long as the page lives, and says whether some are being
 * dragged over it. A file dropped beside a zone would otherwise replace the page, and what was typed with it.
 */
export function useFileNellaFinestra(onFile: (file: File[]) => void): boolean {
  const [sopra, setSopra] = useState(false);
  const latest = useRef(onFile);
  useEffect(() => {
    latest.current = onFile;
  });
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setSopra(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setSopra(false);
    };
    const drop = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setSopra(false);
      const file = filesOf(event.dataTransfer);
      if (file.length > 0) latest.current(file);
    };
    const paste = (event: ClipboardEvent) => {
      const file = filesOf(event.clipboardData);
      if (file.length === 0) return;
      event.preventDefault();
      latest.current(file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, []);
  return sopra;
}

interface SceltaFileProps {
  id: string;
  /** Accessible name of the native input. */
  etichetta: string;
  onFile: (file: File[]) => void;
  className?: string;
  descrittoDa?: string | undefined;
  errato?: boolean;
  /** Kinds of file, and whether a phone or a tablet opens its camera instead. */
  tipi?: string;
  fotocamera?: boolean;
  children: ReactNode;
}

/** A button that is a native file input: reached by Tab, opened by Space or Enter, and it takes several files. */
export function SceltaFile({
  id,
  etichetta,
  onFile,
  className,
  descrittoDa,
  errato = false,
  tipi,
  fotocamera = false,
  children,
}: SceltaFileProps) {
  return (
    <span className={['scelta-file', className].filter(Boolean).join(' ')}>
      <input
        id={id}
        type="file"
        multiple={!fotocamera}
        {...(tipi !== undefined && { accept: tipi })}
        {...(fotocamera && { capture: 'environment' as const })}
        aria-label={etichetta}
        aria-describedby={descrittoDa}
        aria-invalid={errato}
        onChange={(event) => {
          const file = Array.from(event.target.files ?? []);
          event.target.value = ''; // the same file may be chosen again after it was taken away
          if (file.length > 0) onFile(file);
        }}
      />
      <span aria-hidden="true">{children}</span>
    </span>
  );
}

/** The empty place of a document: says the three ways to bring it there, and is one of them. */
export function ZonaFile({ id, etichetta, onFile, errore, tipi, children }: ZonaFileProps) {
  return (
    <div className={errore === undefined ? 'zona-file' : 'zona-file errata'}>
      <Icona nome="upload" misura="xl" />
      <div id={`${id}-aiuto`} className="zona-file-testo">
        {children}
      </div>
      <SceltaFile
        id={id}
        etichetta={etichetta}
        onFile={onFile}
        className="btn btn-secondo"
        descrittoDa={errore === undefined ? `${id}-aiuto` : `${id}-aiuto ${id}-errore`}
        errato={errore !== undefined}
        {...(tipi !== undefined && { tipi })}
      >
        <Icona nome="file" /> Scegli il file
      </SceltaFile>
      {errore !== undefined && (
        <p id={`${id}-errore`} className="errore-campo">
          <Icona nome="error" misura="s" />
          <span>{errore}</span>
        </p>
      )}
    </div>
  );
}
