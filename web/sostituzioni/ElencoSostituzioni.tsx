import type { Sostituzione } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Stato, type StatoProps } from '../components/Stato.js';
import { giorno } from '../lib/formati.js';

const STATI: Record<Sostituzione['stato'], Pick<StatoProps, 'tono' | 'icona' | 'parola'>> = {
  'in-corso': { tono: 'inf', icona: 'user', parola: 'In corso' },
  futura: { tono: 'neu', icona: 'calendar', parola: 'Futura' },
  finita: { tono: 'neu', icona: 'check', parola: 'Finita' },
  revocata: { tono: 'neu', icona: 'ban', parola: 'Revocata' },
};

interface ElencoSostituzioniProps {
  sostituzioni: readonly Sostituzione[];
  onRevoca?: (sostituzione: Sostituzione) => void;
}

/** Who acts for whom, and until when. */
export function ElencoSostituzioni({ sostituzioni, onRevoca }: ElencoSostituzioniProps) {
  if (sostituzioni.length === 0) return <p className="corpo sm mut sostituzioni-vuote">Nessuna sostituzione.</p>;
  return (
    <table className="t sostituzioni" aria-label="Sostituzioni">
      <thead>
        <tr>
          <th scope="col">Titolare</th>
          <th scope="col">Sostituto</th>
          <th scope="col">Dal</th>
          <th scope="col">Al</th>
          <th scope="col">Per che cosa</th>
          <th scope="col">Stato</th>
          {onRevoca !== undefined && (
            <th scope="col">
              <span className="vh">Azioni</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {sostituzioni.map((one) => {
          const scope = [...(one.ruoli ?? []), ...(one.uffici ?? [])].join(', ');
          const open = one.stato === 'in-corso' || one.stato === 'futura';
          return (
            <tr key={one.id}>
              <th scope="row">{one.titolare}</th>
              <td>{one.sostituto}</td>
              <td>{giorno(one.dal)}</td>
              <td>{giorno(one.al)}</td>
              <td title={one.motivo}>
                {scope === '' ? 'tutto' : scope}
                {one.riservate && ', anche riservate'}
                {one.motivo !== undefined && <span className="mut">: {one.motivo}</span>}
              </td>
              <td>
                <Stato {...STATI[one.stato]} />
              </td>
              {onRevoca !== undefined && (
                <td>
                  {open && (
                    <Bottone
                      misura="piccolo"
                      aria-label={`Finisci la sostituzione di ${one.titolare}`}
                      onClick={() => onRevoca(one)}
                    >
                      Finisci
                    </Bottone>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
