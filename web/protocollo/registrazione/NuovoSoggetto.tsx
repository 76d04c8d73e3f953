import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Soggetto } from '../../../schemas/soggetto.api.js';
import { Bottone } from '../../components/Bottone.js';
import { Campo } from '../../components/Campo.js';
import type { ErroreModulo } from './errori-campi.js';
import {
  avvertenzaCodice,
  CAMPI_TIPO,
  conTipo,
  ETICHETTE_SOGGETTO,
  isCodiceIntero,
  PAROLE_TIPO,
  scambiaNomi,
  soggettoScritto,
  type TipoScritto,
} from './soggetti.js';

interface NuovoSoggettoProps {
  id: string;
  campi: Record<string, string>;
  /** True for one that is already in the list: its words say so. */
  presente: boolean;
  /** What the register refused of it, `campo` being the property's name. */
  errori: readonly ErroreModulo[];
  onCampi: (campi: Record<string, string>) => void;
  onPronto: (soggetto: Soggetto) => void;
  onLascia: () => void;
}

/** What the schema says of the properties written so far, by property. */
function faultsOf(campi: Record<string, string>): Map<string, string> {
  const esito = Soggetto.safeParse(soggettoScritto(campi));
  if (esito.success) return new Map();
  return new Map(esito.error.issues.toReversed().map(({ path, message }) => [String(path[0] ?? ''), message]));
}

/** A subject written by hand beside the form: kind, names, codes checked as they are typed, digital address. */
export function NuovoSoggetto({ id, campi, presente, errori, onCampi, onPronto, onLascia }: NuovoSoggettoProps) {
  const tipo = campi['tipo'] as TipoScritto;
  const [provato, setProvato] = useState(false);
  const [usciti, setUsciti] = useState<ReadonlySet<string>>(new Set());
  const box = useRef<HTMLFieldSetElement>(null);
  const [iniziali] = useState(campi);
  const faults = faultsOf(campi);

  useEffect(() => {
    const inputs = [...(box.current?.querySelectorAll<HTMLInputElement>('input') ?? [])];
    const errato = inputs.find((input) => input.getAttribute('aria-invalid') === 'true');
    (errato ?? inputs.find((input) => input.value === '') ?? inputs[0])?.focus();
  }, []);

  const conferma = () => {
    setProvato(true);
    const esito = Soggetto.safeParse(soggettoScritto(campi));
    if (esito.success) return onPronto(esito.data);
    const primo = CAMPI_TIPO[tipo].find(([nome]) => faults.has(nome))?.[0];
    if (primo !== undefined) document.getElementById(`${id}-${primo}`)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    if (event.key === 'Enter' && event.target instanceof HTMLButtonElement && !event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onLascia();
    else conferma();
  };

  const erroreOf = (nome: string): string | undefined => {
    const valore = campi[nome] ?? '';
    const maturo = provato || usciti.has(nome) || isCodiceIntero(nome, valore);
    const proprio = maturo && (valore !== '' || provato) ? faults.get(nome) : undefined;
    const rifiutato = valore === (iniziali[nome] ?? '') ? errori.find(({ campo }) => campo === nome) : undefined;
    return proprio ?? rifiutato?.messaggio;
  };

  return (
    <fieldset className="soggetto" ref={box} onKeyDown={onKeyDown}>
      <legend className="vh">{presente ? 'Dati del corrispondente' : 'Nuovo corrispondente'}</legend>
      <div className="riga soggetto-tipi">
        <div className="segmenti piccoli" role="group" aria-label="Tipo di corrispondente">
          {Object.entries(PAROLE_TIPO).map(([codice, parole]) => (
            <button
              key={codice}
              type="button"
              aria-pressed={codice === tipo}
              onClick={() => onCampi(conTipo(campi, codice as TipoScritto))}
            >
              {parole}
            </button>
          ))}
        </div>
        <span className="cresce" />
        {tipo === 'PF' && (
          <Bottone
            aspetto="testo"
            misura="piccolo"
            title="Scambia cognome e nome"
            aria-label="Scambia cognome e nome"
            onClick={() => onCampi(scambiaNomi(campi))}
          >
            Scambia
          </Bottone>
        )}
      </div>
      <div className="soggetto-campi">
        {CAMPI_TIPO[tipo].map(([nome, sesti]) => (
          <div key={nome} className={`sesti-${sesti}`}>
            <Campo
              id={`${id}-${nome}`}
              etichetta={ETICHETTE_SOGGETTO[nome]}
              value={campi[nome] ?? ''}
              autoComplete="off"
              spellCheck={false}
              errore={erroreOf(nome)}
              avvertenza={
                nome === 'codiceFiscale' && erroreOf(nome) === undefined ? avvertenzaCodice(campi) : undefined
              }
              onChange={(event) => onCampi({ ...campi, [nome]: event.target.value })}
              onBlur={() => setUsciti((prima) => new Set([...prima, nome]))}
            />
          </div>
        ))}
      </div>
      <div className="riga">
        <Bottone aspetto="secondo" misura="piccolo" tasto="↵" onClick={conferma}>
          {presente ? 'Tieni i dati corretti' : 'Aggiungi il corrispondente'}
        </Bottone>
        <Bottone aspetto="testo" misura="piccolo" tasto="Esc" onClick={onLascia}>
          Lascia
        </Bottone>
        <span className="xs mut">{tipo === 'PF' ? 'Bastano cognome e nome' : 'Basta la denominazione'}.</span>
      </div>
    </fieldset>
  );
}
