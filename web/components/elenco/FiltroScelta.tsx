import { Chip } from '../Chip.js';
import { Tendina } from '../Tendina.js';

interface FiltroSceltaProps {
  parola: string;
  voci: readonly (readonly [valore: string, parole: string])[];
  valore: string | null;
  onValore: (valore: string | null) => void;
}

/** A filter that takes one of a few values: a menu while it is free, then a chip that frees it. */
export function FiltroScelta({ parola, voci, valore, onValore }: FiltroSceltaProps) {
  if (valore !== null) {
    const scelta = voci.find(([codice]) => codice === valore)?.[1] ?? valore;
    return <Chip testo={`${parola}: ${scelta}`} onTogli={() => onValore(null)} />;
  }
  return (
    <Tendina parole={parola}>
      {(chiudi) => (
        <ul>
          {voci.map(([codice, parole]) => (
            <li key={codice}>
              <button
                type="button"
                className="tendina-voce"
                onClick={() => {
                  chiudi();
                  onValore(codice);
                }}
              >
                {parole}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Tendina>
  );
}
