import './combobox.css';
import { useCombobox, type UseComboboxState, type UseComboboxStateChangeOptions } from 'downshift';
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icona } from './Icona.js';

interface ComboboxProps<T> {
  id: string;
  etichetta: ReactNode;
  aiuto?: ReactNode;
  facoltativo?: boolean;
  errore?: string | undefined;
  segnaposto?: string | undefined;
  /** What stands in the input. The owner keeps it and empties it when something was chosen. */
  testo: string;
  onTesto: (testo: string) => void;
  elementi: readonly T[];
  /** True while `elementi` do not yet answer `testo`: an Enter pressed meanwhile takes the first as soon as they do. */
  attesa?: boolean;
  chiaveOf: (elemento: T) => string;
  paroleOf: (elemento: T) => string;
  mostra: (elemento: T) => ReactNode;
  /** @param resta - by a click or by `+`: one goes on in this field */
  onScelta: (elemento: T, resta: boolean) => void;
  /** Last row of the list: makes something that is not there yet. */
  nuovo?: { parole: ReactNode; onScelta: () => void } | undefined;
  /** Said when there is nothing to choose. */
  vuoto?: string | undefined;
  /** What the list is called: `Corrispondenti trovati`. */
  elenco?: string;
  /** Hints under the list. */
  piede?: ReactNode;
  /** `+` accepts as Enter does, and from an empty input shows the list again. */
  piu?: boolean;
  /** Backspace in the empty input. */
  onIndietro?: () => void;
  /** What was chosen, as chips before the input. */
  children?: ReactNode;
  /** Between the label and the control. */
  prima?: ReactNode;
  /** Below the control. */
  sotto?: ReactNode;
  inputRef?: Ref<HTMLInputElement>;
}

type Riga<T> = { elemento: T } | { elemento?: never };

const LIST_HEIGHT_PX = 230;

/** A choice is made by Enter or a click, never by leaving the field: what is written stays written. */
function stayOnBlur<T>(
  state: UseComboboxState<Riga<T>>,
  { type, changes }: UseComboboxStateChangeOptions<Riga<T>>,
): Partial<UseComboboxState<Riga<T>>> {
  if (type === useCombobox.stateChangeTypes.InputBlur) return { ...changes, selectedItem: state.selectedItem };
  return changes;
}

/**
 * One line to write in, a list below it, Enter takes the first (WAI-ARIA combobox with a list). The text is the owner's,
 * set by the input's own change: fed from downshift's state it would lose letters when one types fast.
 */
export function Combobox<T>(props: ComboboxProps<T>) {
  const { id, testo, elementi, attesa = false, nuovo, errore } = props;
  const righe: Riga<T>[] = [...elementi.map((elemento) => ({ elemento })), ...(nuovo === undefined ? [] : [{}])];
  const box = useRef<HTMLDivElement>(null);
  const daPrendere = useRef<string | null>(null);
  const [sopra, setSopra] = useState(false);

  const choose = ({ elemento }: Riga<T>, resta: boolean) => {
    daPrendere.current = null;
    if (elemento === undefined) nuovo?.onScelta();
    else props.onScelta(elemento, resta);
  };

  const { isOpen, highlightedIndex, getLabelProps, getMenuProps, getInputProps, getItemProps, openMenu, closeMenu } =
    useCombobox<Riga<T>>({
      inputId: id,
      labelId: `${id}-etichetta`,
      menuId: `${id}-elenco`,
      getItemId: (index) => `${id}-voce-${index}`,
      items: righe,
      inputValue: testo,
      selectedItem: null,
      defaultHighlightedIndex: 0,
      itemToString: (riga) => (riga?.elemento === undefined ? '' : props.paroleOf(riga.elemento)),
      itemToKey: (riga) => (riga?.elemento === undefined ? '+' : props.chiaveOf(riga.elemento)),
      stateReducer: stayOnBlur,
      onSelectedItemChange: ({ selectedItem }) => {
        if (selectedItem !== null) choose(selectedItem, true); // a click: Enter and `+` are taken below
      },
    });

  useEffect(() => {
    if (attesa || daPrendere.current === null) return;
    const [primo] = elementi;
    const voluto = daPrendere.current === testo;
    daPrendere.current = null;
    if (voluto && primo !== undefined) props.onScelta(primo, false);
  }); // after every render: the answer may come with any of them

  useLayoutEffect(() => {
    const rect = box.current?.getBoundingClientRect();
    if (!isOpen || rect === undefined) return;
    setSopra(window.innerHeight - rect.bottom < LIST_HEIGHT_PX && rect.top > LIST_HEIGHT_PX + 60);
  }, [isOpen]);

  const visibile = isOpen && (righe.length > 0 || props.vuoto !== undefined);
  const onKeyDown = (
    event: KeyboardEvent<HTMLInputElement> & { nativeEvent: { preventDownshiftDefault?: boolean } },
  ) => {
    const vuoto = testo === '';
    const marcata = righe[highlightedIndex];
    if (event.ctrlKey || event.metaKey || event.altKey) {
      event.nativeEvent.preventDownshiftDefault = event.key === 'Enter'; // Ctrl+Enter is the form's, list or no list
    } else if (event.key === 'Escape' && !visibile) {
      event.nativeEvent.preventDownshiftDefault = true; // no list to close: it is the dialog's, or the page's
    } else if (event.key === 'Enter' && attesa && !vuoto) {
      event.preventDefault();
      event.nativeEvent.preventDownshiftDefault = true;
      daPrendere.current = testo;
    } else if (event.key === 'Enter' && isOpen && marcata !== undefined && !event.nativeEvent.isComposing) {
      // at once, not in an effect after it: a Ctrl+Enter that follows must find the choice made
      event.preventDefault();
      event.nativeEvent.preventDownshiftDefault = true;
      closeMenu();
      choose(marcata, false);
    } else if (event.key === '+' && props.piu === true) {
      const scelta = isOpen && !vuoto && marcata?.elemento !== undefined && !attesa;
      if (!vuoto && !scelta) return;
      event.preventDefault();
      if (scelta) choose(marcata, true);
      else openMenu();
    } else if (event.key === 'Backspace' && vuoto) {
      props.onIndietro?.();
    }
  };

  const described = [`${id}-sotto`, props.aiuto !== undefined && `${id}-aiuto`, errore !== undefined && `${id}-errore`];
  return (
    <div className="campo combo" ref={box}>
      <div className="riga-sparsa">
        <label {...getLabelProps()}>
          {props.etichetta}
          {props.facoltativo === true && <span className="req"> (facoltativo)</span>}
        </label>
        {props.aiuto !== undefined && (
          <span id={`${id}-aiuto`} className="aiuto">
            {props.aiuto}
          </span>
        )}
      </div>
      {props.prima}
      <div className="combo-posto">
        <div className={errore === undefined ? 'controllo combo-controllo' : 'controllo combo-controllo errato'}>
          {props.children}
          <input
            {...getInputProps({
              ref: props.inputRef ?? null,
              onChange: (event) => props.onTesto(event.currentTarget.value),
              onKeyDown,
            })}
            {...(righe.length <= highlightedIndex && { 'aria-activedescendant': '' })}
            placeholder={props.segnaposto}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={errore !== undefined}
            aria-describedby={described.filter(Boolean).join(' ')}
          />
        </div>
        <div className={sopra ? 'combo-lista sopra' : 'combo-lista'} hidden={!visibile}>
          <ul {...getMenuProps({ 'aria-label': props.elenco ?? 'Scelte trovate' })}>
            {isOpen &&
              righe.map((riga, index) => (
                <li
                  key={riga.elemento === undefined ? '+' : props.chiaveOf(riga.elemento)}
                  className={riga.elemento === undefined ? 'combo-voce nuovo' : 'combo-voce'}
                  {...getItemProps({ item: riga, index, 'aria-selected': index === highlightedIndex })}
                >
                  {riga.elemento === undefined ? (
                    <>
                      <Icona nome="plus" misura="s" /> <b>{nuovo?.parole}</b>
                    </>
                  ) : (
                    props.mostra(riga.elemento)
                  )}
                </li>
              ))}
          </ul>
          {elementi.length === 0 && props.vuoto !== undefined && <p className="combo-vuoto">{props.vuoto}</p>}
          {props.piede !== undefined && <div className="combo-piede">{props.piede}</div>}
        </div>
      </div>
      <span className="vh" aria-live="polite">
        {isOpen && !attesa && testo !== '' && contaInParole(elementi.length)}
      </span>
      <div id={`${id}-sotto`} className="combo-sotto">
        {props.sotto}
      </div>
      {errore !== undefined && (
        <p id={`${id}-errore`} className="errore-campo">
          <Icona nome="error" misura="s" />
          <span>{errore}</span>
        </p>
      )}
    </div>
  );
}

function contaInParole(trovati: number): string {
  if (trovati === 0) return 'Nessun risultato.';
  return trovati === 1 ? 'Un risultato, Invio lo prende.' : `${trovati} risultati, Invio prende il primo.`;
}
