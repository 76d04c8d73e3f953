import { useUffici } from '../api/elenchi.js';
import { useIo } from '../api/sessione.js';
import type { Ruolo } from '../api/tipi.js';
import { Bottone } from '../components/Bottone.js';
import { Campo } from '../components/Campo.js';
import { nomeUfficio } from '../lib/nomi.js';
import { type Incarico, PAROLE_RUOLO, RUOLI } from './parole.js';

interface CampiIncarichiProps {
  incarichi: readonly Incarico[];
  onIncarichi: (incarichi: Incarico[]) => void;
  erroreDi: (campo: string) => string | undefined;
}

/** The charge with a day set, or taken away. */
function conGiorno(incarico: Incarico, nome: 'dal' | 'al', value: string): Incarico {
  const { [nome]: _before, ...rest } = incarico;
  return value === '' ? rest : { ...rest, [nome]: value };
}

/** The charges of a user: role, office, first and last day. */
export function CampiIncarichi({ incarichi, onIncarichi, erroreDi }: CampiIncarichiProps) {
  const io = useIo();
  const { data: uffici = [] } = useUffici();
  const put = (posto: number, incarico: Incarico) =>
    onIncarichi(incarichi.map((one, i) => (i === posto ? incarico : one)));
  return (
    <fieldset className="am-incarichi-campi">
      <legend className="etichetta">Incarichi</legend>
      {incarichi.map((incarico, i) => (
        // charges have no name of their own: they are told apart by their place
        <div key={i} className="am-incarico">
          <Campo
            tipo="select"
            etichetta={`Ruolo ${i + 1}`}
            value={incarico.ruolo}
            onChange={(event) => put(i, { ...incarico, ruolo: event.target.value as Ruolo })}
            errore={erroreDi(`incarichi[${i}].ruolo`)}
          >
            {RUOLI.map((ruolo) => (
              <option key={ruolo} value={ruolo}>
                {PAROLE_RUOLO[ruolo]}
              </option>
            ))}
          </Campo>
          <Campo
            tipo="select"
            etichetta={`Ufficio ${i + 1}`}
            value={incarico.uo}
            onChange={(event) => put(i, { ...incarico, uo: event.target.value })}
            errore={erroreDi(`incarichi[${i}].uo`)}
          >
            <option value="">scegliere</option>
            {incarico.uo !== '' && uffici.every(({ codice }) => codice !== incarico.uo) && (
              <option value={incarico.uo}>{incarico.uo} (chiuso)</option>
            )}
            {uffici.map(({ codice }) => (
              <option key={codice} value={codice}>
                {nomeUfficio(uffici, codice)}
              </option>
            ))}
          </Campo>
          <Campo
            type="date"
            etichetta={`Dal ${i + 1}`}
            facoltativo
            value={incarico.dal ?? ''}
            onChange={(event) => put(i, conGiorno(incarico, 'dal', event.target.value))}
            errore={erroreDi(`incarichi[${i}].dal`)}
          />
          <Campo
            type="date"
            etichetta={`Al ${i + 1}`}
            facoltativo
            value={incarico.al ?? ''}
            onChange={(event) => put(i, conGiorno(incarico, 'al', event.target.value))}
            errore={erroreDi(`incarichi[${i}].al`)}
          />
          <Bottone
            misura="piccolo"
            icona="delete"
            aria-label={`Togli l’incarico ${i + 1}`}
            onClick={() => onIncarichi(incarichi.filter((_, j) => j !== i))}
          >
            Togli
          </Bottone>
        </div>
      ))}
      <Bottone
        misura="piccolo"
        icona="plus"
        onClick={() => onIncarichi([...incarichi, { aoo: io.aoo.codice, ruolo: 'istruttore', uo: '' }])}
      >
        Aggiungi un incarico
      </Bottone>
    </fieldset>
  );
}
