import type { Rinnovo } from '../../api/tipi.js';
import { Persona } from '../../components/Persona.js';
import { giorno, giornoOra } from '../../lib/formati.js';
import { type Dizionari, paroleValore } from '../valori-in-parole.js';

/** What a datum was before, struck but readable, then who, when, by which act and why; the latest first. */
export function RinnoviDi({
  rinnovi,
  campo,
  dizionari,
}: {
  rinnovi: readonly Rinnovo[];
  campo: string;
  dizionari: Dizionari;
}) {
  return rinnovi
    .filter((one) => one.campo === campo)
    .toReversed()
    .map(({ vecchio, data, operatore, provvedimento, motivo }) => (
      <div key={data}>
        <div className="sm">
          <span className="mut">prima:</span> <del>{paroleValore(campo, vecchio, dizionari)}</del>
        </div>
        <div className="xs mut">
          Rinnovato il {giornoOra(data)} da <Persona utente={operatore} />, provvedimento n. {provvedimento.numero} del{' '}
          {giorno(provvedimento.data)}: «{motivo}»
        </div>
      </div>
    ));
}
