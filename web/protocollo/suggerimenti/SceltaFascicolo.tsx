import type { Suggerimenti } from '../../../schemas/suggerimento.api.js';
import { Campo } from '../../components/Campo.js';

interface SceltaFascicoloProps {
  fascicoli: Suggerimenti['fascicoli'];
  scelto: string;
  onScelto: (id: string) => void;
}

/** The open fascicoli to which the document may belong, each with its reason; none is chosen before a person does. */
export function SceltaFascicolo({ fascicoli, scelto, onScelto }: SceltaFascicoloProps) {
  if (fascicoli.length === 0) return null;
  const motivo = fascicoli.find(({ id }) => id === scelto)?.motivo;
  return (
    <Campo
      tipo="select"
      etichetta="Metti anche nel fascicolo"
      facoltativo
      aiuto={motivo}
      value={scelto}
      onChange={(event) => onScelto(event.target.value)}
    >
      <option value="">Non ora</option>
      {fascicoli.map(({ id, codice, oggetto }) => (
        <option key={id} value={id}>
          {codice} {oggetto}
        </option>
      ))}
    </Campo>
  );
}
