import { useNomi } from '../../api/nomi.js';
import { Campo } from '../../components/Campo.js';
import { usePersone } from '../../sostituzioni/interrogazioni.js';

interface CampoPersonaProps {
  /** The office whose people are offered; none: the field is not there. */
  uo: string | undefined;
  valore: string;
  errore: string | undefined;
  onValore: (utente: string) => void;
}

/** One person of the office, instead of the whole office. */
export function CampoPersona({ uo, valore, errore, onValore }: CampoPersonaProps) {
  const { data: persone = [] } = usePersone(uo, uo !== undefined);
  const nomeOf = useNomi([valore === '' ? undefined : valore]);
  if (uo === undefined || (persone.length === 0 && valore === '')) return null;
  const known = persone.some(({ utente }) => utente === valore);
  return (
    <Campo
      tipo="select"
      etichetta="A una persona"
      facoltativo
      value={valore}
      errore={errore}
      onChange={(event) => onValore(event.target.value)}
    >
      <option value="">tutto l’ufficio {uo}</option>
      {valore !== '' && !known && <option value={valore}>{nomeOf(valore)}</option>}
      {persone.map(({ utente, denominazione }) => (
        <option key={utente} value={utente}>
          {denominazione}
        </option>
      ))}
    </Campo>
  );
}
