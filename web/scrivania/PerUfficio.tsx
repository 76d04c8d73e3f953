import { nomeUfficio } from '../api/elenchi.js';
import type { Coda, Ufficio } from '../api/tipi.js';
import { daQuando } from '../lib/formati.js';
import { adesso } from '../lib/orologio.js';
import { useUfficiCoda } from './interrogazioni.js';

interface PerUfficioProps {
  coda: Coda | undefined;
  uffici: readonly Ufficio[] | undefined;
  uo: string | null;
  onUo: (uo: string | null) => void;
}

/** A queue of several offices, one office at a time: how many wait in each, and since when. */
export function PerUfficio({ coda, uffici, uo, onUo }: PerUfficioProps) {
  const { data = [] } = useUfficiCoda(coda, true);
  if (data.length < 2 && uo === null) return null;
  return (
    <span className="campo scrivania-uffici">
      <label className="vh" htmlFor="coda-ufficio">
        Ufficio
      </label>
      <select
        id="coda-ufficio"
        className="controllo"
        value={uo ?? ''}
        onChange={(event) => onUo(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">tutti gli uffici</option>
        {uo !== null && !data.some((one) => one.uo === uo) && <option value={uo}>{nomeUfficio(uffici, uo)}: 0</option>}
        {data.map((one) => (
          <option key={one.uo} value={one.uo}>
            {nomeUfficio(uffici, one.uo)}: {one.totale}, il più vecchio {daQuando(one.dal, adesso())}
          </option>
        ))}
      </select>
    </span>
  );
}
