import type { FileRegistrato, Registrazione } from '../../api/tipi.js';
import { Icona } from '../../components/Icona.js';
import { Stato } from '../../components/Stato.js';
import { dimensione, hashBreve } from '../../lib/formati.js';
import { paroleFirme } from '../Firme.js';
import { iconaFile } from '../Foglio.js';
import { formatoInBreve, osservazioniFile } from '../formato-in-parole.js';
import { isInQuarantena } from '../vista-file.js';

function titolo({ documento, allegati }: Registrazione): string {
  const main = documento === undefined ? 'il documento manca' : '1 documento';
  if (allegati.length === 0) return `File: ${main}`;
  return `File: ${main}, ${allegati.length === 1 ? '1 allegato' : `${allegati.length} allegati`}`;
}

/** What there is to know of a file, its signatures included. */
const osservazioni = (file: FileRegistrato): string[] => [
  ...osservazioniFile(file),
  ...file.firme.flatMap(({ firmatario, motivo }) => (motivo === undefined ? [] : [`${firmatario}: ${motivo}`])),
];

/** An envelope of a signature that nobody has verified yet is not a file without one. */
const isDaVerificare = ({ formato, firme }: FileRegistrato): boolean =>
  firme.length === 0 && (/pkcs7|asic-/.test(formato.mime) || formato.specie === 'xml-firmato');
const DA_VERIFICARE = { tono: 'neu', icona: 'file-signed', parola: 'Firma non verificata' } as const;

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
  return (
    <div className="riga-file">
      <Icona nome={iconaFile(file)} />
      <span>
        {n !== undefined && `${n}. `}
        <button type="button" className="nome" title={`Mostra ${file.nome}`} onClick={onMostra}>
          {file.nome}
        </button>{' '}
        · {dimensione(file.dimensione)}, {formatoInBreve(file.formato)}
      </span>
      {isInQuarantena(file) ? (
        <Stato tono="bad" icona="warning-circle" parola="In quarantena" />
      ) : (
        <Stato {...(isDaVerificare(file) ? DA_VERIFICARE : paroleFirme(file.firme))} />
      )}
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
