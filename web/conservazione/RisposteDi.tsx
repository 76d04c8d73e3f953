import type { VersamentoRisposta } from '../../schemas/versamento.api.js';
import type { Percorso } from '../api/client.js';
import * as percorsi from '../api/conservazione.js';
import { Campo } from '../components/Campo.js';
import { dimensione } from '../lib/formati.js';
import { giornoOraSecondi } from './LineaTentativi.js';
import { nomePacchetto } from './PacchettoScelto.js';
import { ESITI } from './parole-conservazione.js';
import { TestoDi } from './TestoDi.js';
import { XmlLeggibile } from './XmlLeggibile.js';

interface RisposteDiProps {
  versamento: VersamentoRisposta;
  /** of the try; the last one that has an answer unless it is one */
  n: number;
  onScegli: (n: number) => void;
  onMotivo: (motivo: string) => void;
  onScarica: (percorso: Percorso<unknown>, nome: string) => void;
}

/** The answers of the receiver, kept as they came. */
export function RisposteDi({ versamento, n, onScegli, onMotivo, onScarica }: RisposteDiProps) {
  const con = versamento.tentativi.filter(({ risposta }) => risposta !== undefined);
  const shown = con.find((one) => one.n === n) ?? con.at(-1);
  if (shown?.risposta === undefined)
    return <p className="conservazione-attesa mut">Il conservatore non ha ancora risposto.</p>;
  const { sha256, mime } = shown.risposta;
  const percorso = percorsi.risposta(versamento.id, shown.n);
  return (
    <div className="pila conservazione-risposta">
      <Campo
        tipo="select"
        etichetta="Tentativo"
        value={String(shown.n)}
        onChange={(event) => onScegli(Number(event.target.value))}
      >
        {con.map((one) => (
          <option key={one.n} value={one.n}>
            {one.n}°, {giornoOraSecondi(one.fine ?? one.inizio)}: {ESITI[one.esito].toLowerCase()}
          </option>
        ))}
      </Campo>
      <p className="xs mut">
        {mime}, {dimensione(shown.risposta.dimensione)}, impronta <span className="mono">{sha256}</span>
      </p>
      <TestoDi key={shown.n} percorso={percorso} onMotivo={onMotivo}>
        {(testo) => (
          <XmlLeggibile
            etichetta={`Risposta al ${shown.n}° tentativo`}
            testo={testo}
            onScarica={() => onScarica(percorso, `${nomePacchetto(versamento)}-risposta-${shown.n}.xml`)}
          />
        )}
      </TestoDi>
    </div>
  );
}
