import { useCode } from '../api/scrivania.js';
import { intero } from '../lib/formati.js';

/** Scans that ask for a person, beside the word of the bar: the desk counts them already. */
export function ContoScansioni() {
  const { data } = useCode();
  const { totale, oltre } = data?.scansioni ?? {};
  const n = totale ?? oltre ?? 0;
  if (n === 0) return null;
  return (
    <span className="conto">
      <span className="vh">, da verificare: </span>
      {oltre === undefined ? intero(n) : `${intero(oltre)}+`}
    </span>
  );
}
