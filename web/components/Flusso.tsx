import type { Flusso as CodiceFlusso } from '../api/tipi.js';

export const PAROLE_FLUSSO: Record<CodiceFlusso, string> = { E: 'Entrata', U: 'Uscita', I: 'Interna' };

/** The framed letter of the flow; its word is read out. */
export function Flusso({ flusso }: { flusso: CodiceFlusso }) {
  return (
    <abbr className="flusso" title={PAROLE_FLUSSO[flusso]}>
      {flusso}
    </abbr>
  );
}
