import { Chip } from '../Chip.js';
import { Tendina } from '../Tendina.js';
import { VociTendina } from './VociTendina.js';

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
    <Tendina parole={parola}>{(chiudi) => <VociTendina voci={voci} chiudi={chiudi} onScelta={onValore} />}</Tendina>
  );
}
