import type { UseFormRegister } from 'react-hook-form';
import type { Io } from '../../api/tipi.js';
import { Campo } from '../../components/Campo.js';
import { Icona } from '../../components/Icona.js';
import { giornoInLettere } from '../../lib/formati.js';
import { type ErroreModulo, idOf, messaggiOf } from './errori-campi.js';
import type { Valori } from './valori.js';

interface ProtocolloEArrivoProps {
  flusso: Valori['flusso'];
  prot: Valori['protocolloMittente'];
  arrivo: Valori['dataArrivo'];
  mezzi: Io['mezzi'];
  /** Today in Italy, `YYYY-MM-DD`: nothing has arrived later. */
  oggi: string;
  register: UseFormRegister<Valori>;
  errori: readonly ErroreModulo[];
  onArrivo: (arrivo: Valori['dataArrivo']) => void;
}

/** The sender's own number and date, the means, the arrival: one line, its dates written out below, then what is wrong. */
export function ProtocolloEArrivo({
  flusso,
  prot,
  arrivo,
  mezzi,
  oggi,
  register,
  errori,
  onArrivo,
}: ProtocolloEArrivoProps) {
  const entrata = flusso === 'E';
  const messaggi = ['protocolloMittente', 'mezzo', 'dataArrivo', 'differimento'].flatMap((campo) =>
    messaggiOf(errori, campo),
  );
  const isErrato = (...campi: string[]) => campi.some((campo) => messaggiOf(errori, campo).length > 0);
  /** The words stand under the line, so inside the field there is only the mark. */
  const segno = (errato: boolean) => (errato ? { 'aria-invalid': true, 'aria-describedby': 'reg-riga-errori' } : {});
  const parole = [
    entrata && prot.data !== '' && `del ${giornoInLettere(prot.data)}`,
    entrata &&
      arrivo.giorno !== '' &&
      `arrivo ${giornoInLettere(arrivo.giorno)}${arrivo.ora === '' ? '' : `, ore ${arrivo.ora}`}`,
  ].filter((parte) => parte !== false);
  const numeroErrato = isErrato('protocolloMittente') && !isErrato('protocolloMittente.data');
  return (
    <div className="pila stretta">
      <div className={entrata ? 'riga-arrivo' : 'riga-arrivo solo-mezzo'}>
        {entrata && (
          <>
            <Campo
              {...register('protocolloMittente.numero')}
              id={idOf('protocolloMittente')}
              etichetta="Prot. del mittente"
              autoComplete="off"
              {...segno(numeroErrato)}
            />
            <Campo
              {...register('protocolloMittente.data')}
              id={idOf('protocolloMittente.data')}
              etichetta="del"
              type="date"
              max={oggi}
              {...segno(isErrato('protocolloMittente.data'))}
            />
          </>
        )}
        <Campo {...register('mezzo')} id={idOf('mezzo')} tipo="select" etichetta="Mezzo" {...segno(isErrato('mezzo'))}>
          <option value="">Scegliere</option>
          {mezzi.map(({ codice, denominazione }) => (
            <option key={codice} value={codice}>
              {denominazione}
            </option>
          ))}
        </Campo>
        {entrata && (
          <div className="arrivo">
            <Campo
              id={idOf('dataArrivo')}
              etichetta="Arrivo"
              type="date"
              max={oggi}
              value={arrivo.giorno}
              onChange={(event) => onArrivo({ ...arrivo, giorno: event.target.value })}
              {...segno(isErrato('dataArrivo'))}
            />
            <Campo
              etichetta="ora"
              type="time"
              value={arrivo.ora}
              onChange={(event) => onArrivo({ ...arrivo, ora: event.target.value })}
            />
          </div>
        )}
      </div>
      {parole.length > 0 && <p className="aiuto">{parole.join(' · ')}</p>}
      {messaggi.length > 0 && (
        <div id="reg-riga-errori">
          {[...new Set(messaggi)].map((messaggio) => (
            <p key={messaggio} className="errore-campo">
              <Icona nome="error" misura="s" />
              <span>{messaggio}</span>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
