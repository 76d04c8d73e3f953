import type { Persona } from '../../schemas/sostituzione.api.js';
import { Campo } from '../components/Campo.js';
import { nomiDistinti } from '../lib/nomi-distinti.js';

interface ScegliPersonaProps {
  etichetta: string;
  persone: readonly Persona[];
  valore: string;
  errore: string | undefined;
  onValore: (utente: string) => void;
  /** Said in place of the choice while there is nobody to choose. */
  nessuna?: string;
}

/** Somebody of the office, by name and office. */
export function ScegliPersona({ etichetta, persone, valore, errore, onValore, nessuna }: ScegliPersonaProps) {
  const nomeDi = nomiDistinti(persone);
  return (
    <Campo
      tipo="select"
      etichetta={etichetta}
      value={valore}
      errore={errore !== undefined && valore === '' ? 'Manca la persona: sceglierla nell’elenco.' : errore}
      onChange={(event) => onValore(event.target.value)}
    >
      <option value="">{persone.length === 0 && nessuna !== undefined ? nessuna : 'scegliere'}</option>
      {persone.map((persona) => (
        <option key={persona.utente} value={persona.utente}>
          {nomeDi(persona)} ({persona.uo})
        </option>
      ))}
    </Campo>
  );
}
