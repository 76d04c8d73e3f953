import { useCode } from '../api/scrivania.js';
import { intero } from '../lib/formati.js';

/** How much waits for this person, beside the word of the bar. */
export function Conto() {
  const { data } = useCode();
  if (data === undefined || data.daFare === 0) return null;
  return (
    <span className="conto">
      <span className="vh">, da fare: </span>
      {intero(data.daFare)}
    </span>
  );
}
