import type { Flusso as CodiceFlusso } from '../api/tipi.js';
import { PAROLE_FLUSSO } from '../lib/nomi.js';

export { PAROLE_FLUSSO };

/** The framed letter of the flow; its word is read out. */
export function Flusso({ flusso }: { flusso: CodiceFlusso }) {
  return (
    <abbr className="flusso" title={PAROLE_FLUSSO[flusso]}>
      {flusso}
    </abbr>
  );
}
