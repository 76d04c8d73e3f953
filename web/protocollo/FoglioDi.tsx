import { readAooScelta } from '../api/aoo-scelta.js';
import { readPerContoDi } from '../api/per-conto-di.js';
import type { CopiaFile } from '../api/percorsi.js';
import type { FileRegistrato, Riferimento } from '../api/tipi.js';
import { Foglio, indirizzoFile } from './Foglio.js';
import { FoglioConIntestazioni } from './FoglioConIntestazioni.js';
import { useMotivoAccesso } from './motivo-accesso.js';

/** Whether the files of this page need headers that links and frames cannot carry. */
export function useServonoIntestazioni(): boolean {
  return useMotivoAccesso() !== undefined || readAooScelta() !== null || readPerContoDi() !== null;
}

export interface FoglioDiProps {
  di: Riferimento;
  file: FileRegistrato;
  n?: number | undefined;
  /** What is shown in its place; `file` then says how that is. */
  copia?: CopiaFile | undefined;
  titolo: string;
}

/** A file of a registration, shown by the browser itself where it can, else from bytes that the page fetched. */
export function FoglioDi({ di, file, n, copia, titolo }: FoglioDiProps) {
  const motivo = useMotivoAccesso();
  const intestazioni = useServonoIntestazioni();
  return intestazioni || copia === 'pdfa' ? ( // a copy may be refused: the words of the refusal are shown here, not in a frame
    <FoglioConIntestazioni di={di} file={file} n={n} copia={copia} titolo={titolo} motivo={motivo} />
  ) : (
    <Foglio file={file} indirizzo={indirizzoFile(di, n, copia)} titolo={titolo} />
  );
}
