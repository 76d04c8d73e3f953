import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { AVVISO_PARTICOLARI, diceDatiParticolari } from '../../../schemas/dati-particolari.api.js';
import { MAX_OGGETTO } from '../../../schemas/registrazione.api.js';
import { lengthOf } from '../../../schemas/testo.api.js';
import type { Modello } from '../../../schemas/configurazione-documenti.api.js';
import { Campo } from '../../components/Campo.js';
import { intero, plural } from '../../lib/formati.js';
import { useTasti } from '../../lib/tasti.js';
import { ElencoModelli, idVoce } from './ElencoModelli.js';
import { idOf } from './errori-campi.js';
import { prossimoSegnaposto } from './segnaposti.js';
import { useModelli } from './use-modelli.js';
import { vaiAlCampo } from './vai-al-campo.js';
import type { Valori } from './valori.js';

interface CampoOggettoProps {
  valori: Pick<Valori, 'flusso' | 'oggetto' | 'segnaposti' | 'mittenti' | 'destinatari' | 'riservatezza'>;
  /** Below so many characters it is told to be short. */
  breveSotto: number;
  errore: string | undefined;
  onOggetto: (oggetto: string) => void;
  /** Takes a template; answers with the oggetto that it made. */
  onModello: (modello: Modello) => void;
  /** Puts back what was there before the template; undefined when none was taken. */
  onRimetti: (() => void) | undefined;
}

const MIN_CERCATO = 2;
const ELENCO = 'reg-oggetto-modelli';
const stay = (event: MouseEvent) => event.preventDefault(); // the focus stays where it is

/**
 * The oggetto, with the templates of the oggettario below it while one types: Enter takes the marked one, Tab goes from one
 * placeholder to the next, Esc puts back what was written. It stays a text area: who wants no template writes on.
 */
export function CampoOggetto({ valori, breveSotto, errore, onOggetto, onModello, onRimetti }: CampoOggettoProps) {
  const { flusso, oggetto } = valori;
  const area = useRef<HTMLTextAreaElement>(null);
  const [aperto, setAperto] = useState(false);
  const [posto, setPosto] = useState(0);
  const [preso, setPreso] = useState<string | null>(null);
  const daPrendere = useRef<string | null>(null);
  const { modelli, attesa } = useModelli(flusso, aperto ? oggetto.trim() : null);
  const visibile = aperto && modelli.length > 0;
  const scelto = modelli[Math.min(posto, modelli.length - 1)];

  const open = () => {
    setPosto(0);
    setAperto(true);
  };
  const select = (range: readonly [number, number] | undefined): boolean => {
    if (range !== undefined) area.current?.setSelectionRange(...range);
    return range !== undefined;
  };
  const take = (modello: Modello) => {
    daPrendere.current = null;
    setAperto(false);
    setPreso(modello.codice);
    onModello(modello);
  };

  useEffect(() => {
    if (attesa || daPrendere.current === null) return;
    const voluto = daPrendere.current === oggetto;
    daPrendere.current = null;
    if (voluto && modelli[0] !== undefined) take(modelli[0]);
  }); // after every render: the answer may come with any of them

  useEffect(() => {
    if (preso !== null) select(prossimoSegnaposto(valori, 0));
    // only when a template was taken: afterwards the caret is the writer's
    // (the oggetto is already the template's, it was set in the same turn)
  }, [preso]);

  const mostra = () => {
    vaiAlCampo('oggetto');
    open();
  };
  useTasti([{ tasti: 'Alt+m', azione: mostra }]);

  const write = (text: string) => {
    setPreso(null);
    daPrendere.current = null;
    setPosto(0);
    setAperto(valori.segnaposti.length === 0 && text.trim().length >= MIN_CERCATO);
    onOggetto(text);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, currentTarget } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = (act: () => unknown) => {
      event.preventDefault();
      act();
    };
    if (key === 'Enter') {
      // the oggetto is one paragraph: Enter makes no line, it takes what is offered
      if (visibile && !attesa && scelto !== undefined) done(() => take(scelto));
      else done(() => (daPrendere.current = attesa ? oggetto : null));
    } else if (visibile && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const step = key === 'ArrowDown' ? 1 : -1;
      done(() => setPosto((posto + step + modelli.length) % modelli.length));
    } else if (key === 'ArrowDown' && oggetto === '') done(open);
    else if (key === 'Escape' && aperto) done(() => setAperto(false));
    else if (key === 'Escape' && preso !== null && onRimetti !== undefined)
      done(() => {
        setPreso(null);
        onRimetti();
      });
    else if (key === 'Tab') {
      const da = shiftKey ? currentTarget.selectionStart : currentTarget.selectionEnd;
      const next = prossimoSegnaposto(valori, da, shiftKey);
      if (next !== undefined) done(() => select(next));
    }
  };

  const lunghezza = lengthOf(oggetto);
  const breve = lunghezza > 0 && lengthOf(oggetto.trim()) < breveSotto;
  const delicato = valori.riservatezza.livello === 'ordinaria' && diceDatiParticolari(valori);
  const avvertenza = breve
    ? 'Molto breve: chi cerca non la troverà. Si può registrare lo stesso.'
    : delicato
      ? AVVISO_PARTICOLARI
      : undefined;
  return (
    <div className="combo-posto">
      <Campo
        ref={area}
        id={idOf('oggetto')}
        tipo="textarea"
        rows={3}
        etichetta="Oggetto"
        aiuto={
          <>
            {/* by keys it is Alt+M: no stop for Tab between the correspondent and the oggetto */}
            <button type="button" className="modelli-apri" tabIndex={-1} onMouseDown={stay} onClick={mostra}>
              modelli
            </button>{' '}
            <kbd>Alt+M</kbd> · {intero(lunghezza)} di {intero(MAX_OGGETTO)}
          </>
        }
        value={oggetto}
        errore={errore}
        avvertenza={avvertenza}
        aria-autocomplete="list"
        aria-controls={visibile ? ELENCO : undefined}
        aria-activedescendant={visibile && scelto !== undefined ? idVoce(modelli.indexOf(scelto)) : undefined}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setAperto(false)}
      />
      {visibile && <ElencoModelli id={ELENCO} modelli={modelli} scelto={scelto} onScegli={take} />}
      <span className="vh" aria-live="polite">
        {visibile && `${plural(modelli.length, 'modello', 'modelli')}, Invio prende il primo.`}
        {preso !== null && `Modello «${preso}»: Tab va al prossimo dato da scrivere, Esc rimette ciò che c’era.`}
      </span>
    </div>
  );
}
