import type { FileRegistrato, Registrazione } from '../../api/tipi.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import { dimensione, hashBreve } from '../../lib/formati.js';
import { paroleFirme } from '../Firme.js';
import { iconaFile } from '../Foglio.js';

function titolo({ documento, allegati }: Registrazione): string {
  const main = documento === undefined ? 'il documento manca' : '1 documento';
  if (allegati.length === 0) return `File: ${main}`;
  return `File: ${main}, ${allegati.length === 1 ? '1 allegato' : `${allegati.length} allegati`}`;
}

/** What the content of a file says against its name, in words; empty when there is nothing to say. */
function osservazioni({ formato, firme }: FileRegistrato): string[] {
  return [
    formato.discordante === true && 'Il contenuto non è quello che dice il nome del file.',
    formato.cifrato === true && 'È cifrato: per leggerlo serve la parola chiave.',
    formato.macro === true && 'Contiene macro.',
    ...firme.map(({ firmatario, motivo }) => (motivo === undefined ? false : `${firmatario}: ${motivo}`)),
  ].filter((one) => typeof one === 'string');
}

interface FileDiProps {
  registrazione: Registrazione;
  onMostra: (n: number | undefined) => void;
}

/** The files with their hash and the state of their signatures; the name shows them at the left. */
export function FileDi({ registrazione, onMostra }: FileDiProps) {
  const { documento, allegati } = registrazione;
  return (
    <section>
      <h2>{titolo(registrazione)}</h2>
      {documento !== undefined && <RigaFile file={documento} onMostra={() => onMostra(undefined)} />}
      {allegati.map((file) => (
        <RigaFile key={file.n} file={file} n={file.n} onMostra={() => onMostra(file.n)} />
      ))}
      {documento === undefined && <Stato tono="warn" icona="file-image" parola="Attende la scansione" />}
    </section>
  );
}

function RigaFile({ file, n, onMostra }: { file: FileRegistrato; n?: number; onMostra: () => void }) {
  const { pdfA } = file.formato;
  return (
    <div className="riga-file">
      <Icona nome={iconaFile(file)} />
      <span>
        {n !== undefined && `${n}. `}
        <button type="button" className="nome" title={`Mostra ${file.nome}`} onClick={onMostra}>
          {file.nome}
        </button>{' '}
        · {dimensione(file.dimensione)}
        {pdfA !== undefined && `, ${pdfA.startsWith('PDF') ? pdfA : `PDF/A-${pdfA}`}`}
      </span>
      <Stato {...paroleFirme(file.firme)} />
      <span className="sotto impronta" title={`SHA-256 ${file.sha256}`}>
        SHA-256 {hashBreve(file.sha256)}
      </span>
      {osservazioni(file).map((one) => (
        <span key={one} className="sotto xs mut">
          {one}
        </span>
      ))}
    </div>
  );
}
