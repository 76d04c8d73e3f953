import { type ReactNode, type SyntheticEvent, useEffect, useId, useRef } from 'react';
import { Bottone } from './Bottone.js';

export interface DialogoProps {
  titolo: string;
  /** One sentence under the title: what the deed does. */
  premessa?: ReactNode;
  /** The deed on its button: `Rifiuta e rimanda`, never `OK`. */
  azione?: string;
  /** Outlined red instead of filled: what cannot be taken back. */
  pericolo?: boolean;
  /** `Non rifiutare`: leaves all as it was. */
  rinuncia?: string;
  alLavoro?: string | false;
  largo?: boolean;
  onAzione?: () => void;
  onChiudi: () => void;
  children?: ReactNode;
}

/**
 * A native modal dialog, open as long as it is mounted. Focus goes to the first field (or `data-primo`), `Esc` leaves
 * all as it was, `Ctrl+Enter` does the deed from any field.
 */
export function Dialogo({
  titolo,
  premessa,
  azione,
  pericolo = false,
  rinuncia = 'Lascia tutto com’era',
  alLavoro = false,
  largo = false,
  onAzione,
  onChiudi,
  children,
}: DialogoProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return undefined;
    const before = document.activeElement;
    if (!dialog.open) dialog.showModal();
    const first =
      dialog.querySelector<HTMLElement>('[data-primo]') ??
      dialog.querySelector<HTMLElement>('.dialogo-corpo :is(input, select, textarea)');
    first?.focus();
    return () => {
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (alLavoro === false) onAzione?.();
  };

  return (
    <dialog
      ref={ref}
      className={largo ? 'dialogo largo' : 'dialogo'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onChiudi();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.ctrlKey) submit(event);
      }}
    >
      <form method="dialog" noValidate onSubmit={submit}>
        <div className="dialogo-testa">
          <h2 id={id}>{titolo}</h2>
          {premessa !== undefined && <p className="sm">{premessa}</p>}
        </div>
        <div className="dialogo-corpo">{children}</div>
        <div className="dialogo-piede">
          {azione !== undefined && (
            <Bottone type="submit" aspetto={pericolo ? 'pericolo' : 'primo'} tasto="Ctrl+↵" alLavoro={alLavoro}>
              {azione}
            </Bottone>
          )}
          <Bottone onClick={onChiudi} tasto="Esc">
            {rinuncia}
          </Bottone>
        </div>
      </form>
    </dialog>
  );
}
