import { useTitolario, useUffici } from '../api/elenchi.js';
import { useIo } from '../api/sessione.js';
import { Campo } from '../components/Campo.js';
import { giornoInLettere } from '../lib/formati.js';
import type { CampoRegole } from './campo-regole.js';
import { decimaleOf, readCampo, type Voce, writeCampo } from './valori.js';
import { Spunta } from '../components/Spunta.js';

interface CampiProps {
  campi: readonly CampoRegole[];
  voce: Voce;
  onVoce: (voce: Voce) => void;
  erroreDi: (campo: string) => string | undefined;
  /** Every field always says something, as in the settings: an unticked box is a no. */
  interi?: boolean;
}

/** The fields of an entry, as the part describes them. */
export function Campi({ campi, voce, onVoce, erroreDi, interi = false }: CampiProps) {
  return (
    <div className="griglia-due">
      {campi.map((campo) => (
        <CampoDi
          key={campo.campo}
          campo={campo}
          value={readCampo(voce, campo.campo)}
          errore={erroreDi(campo.campo)}
          onValue={(value) => onVoce(writeCampo(voce, campo.campo, value, interi))}
        />
      ))}
    </div>
  );
}

interface CampoDiProps {
  campo: CampoRegole;
  value: unknown;
  errore: string | undefined;
  onValue: (value: unknown) => void;
}

function CampoDi({ campo, value, errore, onValue }: CampoDiProps) {
  const { titolo, genere, aiuto, obbligatorio } = campo;
  const id = `regole-${campo.campo.replaceAll('.', '-')}`;
  const comune = {
    id,
    etichetta: titolo,
    facoltativo: obbligatorio !== true,
    ...(aiuto !== undefined && { aiuto }),
    errore,
  };
  const testo = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  switch (genere) {
    case 'si-no':
      return (
        <div className="campo">
          <Spunta
            id={id}
            spuntata={value === true}
            descrittaDa={aiuto === undefined ? undefined : `${id}-aiuto`}
            onSpunta={onValue}
          >
            {titolo}
          </Spunta>
          {aiuto !== undefined && (
            <span id={`${id}-aiuto`} className="aiuto">
              {aiuto}
            </span>
          )}
          {errore !== undefined && <p className="errore-campo">{errore}</p>}
        </div>
      );
    case 'scelte':
      return <Scelte campo={campo} value={value} errore={errore} onValue={onValue} />;
    case 'lungo':
      return (
        <Campo tipo="textarea" rows={3} value={testo} onChange={(event) => onValue(event.target.value)} {...comune} />
      );
    case 'righe':
      return (
        <Campo
          tipo="textarea"
          rows={4}
          value={Array.isArray(value) ? value.join('\n') : ''}
          onChange={(event) => onValue(event.target.value === '' ? [] : event.target.value.split('\n'))}
          onBlur={() =>
            onValue(
              (Array.isArray(value) ? value.map(String) : []).map((one) => one.trim()).filter((one) => one !== ''),
            )
          }
          {...comune}
        />
      );
    case 'intero':
      return (
        <Campo
          inputMode="numeric"
          value={testo}
          onChange={(event) =>
            onValue(/^\d{1,9}$/.test(event.target.value) ? Number(event.target.value) : event.target.value)
          }
          {...comune}
        />
      );
    case 'decimale':
      return (
        <Campo
          inputMode="decimal"
          value={testo.replace('.', ',')}
          onChange={(event) => onValue(event.target.value)}
          onBlur={() => onValue(decimaleOf(testo))}
          {...comune}
        />
      );
    case 'data':
      return (
        <Campo
          type="date"
          value={testo}
          onChange={(event) => onValue(event.target.value)}
          {...comune}
          {...(testo !== '' && { aiuto: giornoInLettere(testo) })}
        />
      );
    case 'scelta':
      return <Scelta campo={campo} value={testo} comune={comune} onValue={onValue} />;
    case 'testo':
      return (
        <>
          <Campo
            value={testo}
            {...(campo.fonte === 'voci' && { list: `${id}-voci` })}
            onChange={(event) => onValue(event.target.value)}
            {...comune}
          />
          {campo.fonte === 'voci' && <Voci id={`${id}-voci`} />}
        </>
      );
  }
}

function Voci({ id }: { id: string }) {
  const { data } = useTitolario();
  return (
    <datalist id={id}>
      {data?.voci
        .filter(({ attiva, livello }) => attiva && livello > 1)
        .map(({ codice, voce }) => (
          <option key={codice} value={codice}>
            {voce}
          </option>
        ))}
    </datalist>
  );
}

interface SceltaProps {
  campo: CampoRegole;
  value: string;
  comune: { id: string; etichetta: string; facoltativo: boolean; aiuto?: string; errore: string | undefined };
  onValue: (value: unknown) => void;
}

function Scelta({ campo: { opzioni, fonte, numeri = false }, value, comune, onValue }: SceltaProps) {
  const io = useIo();
  const { data: uffici = [] } = useUffici();
  const choices: readonly (readonly [string, string])[] =
    fonte === 'tipologie'
      ? io.tipologie.map((one) => [one, one] as const)
      : fonte === 'mezzi'
        ? io.mezzi.map(({ codice, denominazione }) => [codice, denominazione] as const)
        : fonte === 'uffici'
          ? uffici.map(({ codice, denominazione }) => [codice, `${codice} ${denominazione}`] as const)
          : (opzioni ?? []);
  return (
    <Campo
      tipo="select"
      value={value}
      onChange={({ target }) => onValue(numeri && target.value !== '' ? Number(target.value) : target.value)}
      {...comune}
    >
      <option value="">{comune.facoltativo ? 'nessuno' : 'scegliere'}</option>
      {value !== '' && choices.every(([one]) => one !== value) && <option value={value}>{value}</option>}
      {choices.map(([one, parola]) => (
        <option key={one} value={one}>
          {parola}
        </option>
      ))}
    </Campo>
  );
}

function Scelte({
  campo: { campo, titolo, opzioni = [], numeri = false, aiuto },
  value,
  errore,
  onValue,
}: CampoDiProps) {
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <fieldset className="campo">
      <legend className="etichetta">
        {titolo} {aiuto !== undefined && <span className="req">({aiuto})</span>}
      </legend>
      <div className="in-riga">
        {opzioni.map(([one, parola]) => (
          <Spunta
            key={one}
            id={`regole-${campo}-${one}`}
            spuntata={chosen.includes(one)}
            onSpunta={(si) =>
              onValue(
                opzioni
                  .map(([each]) => each)
                  .filter((each) => (each === one ? si : chosen.includes(each)))
                  .map((each) => (numeri ? Number(each) : each)),
              )
            }
          >
            {parola}
          </Spunta>
        ))}
      </div>
      {errore !== undefined && <p className="errore-campo">{errore}</p>}
    </fieldset>
  );
}
