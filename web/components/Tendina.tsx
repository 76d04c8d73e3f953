import { type ReactNode, useEffect, useRef, useState } from 'react';

interface TendinaProps {
  /** Words on the button. */
  parole: ReactNode;
  classe?: string;
  /** What opens under it; `chiudi` gives the focus back to the button. */
  children: (chiudi: () => void) => ReactNode;
  /** To which side the panel hangs. */
  lato?: 'sinistra' | 'destra';
}

/** A button with a small panel under it: Esc, a click elsewhere or leaving it by Tab closes it. */
export function Tendina({ parole, classe = 'chip0', children, lato = 'sinistra' }: TendinaProps) {
  const [aperta, setAperta] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!aperta) return undefined;
    box.current?.querySelector<HTMLElement>('.tendina-pannello :is(input, select, textarea, button, a)')?.focus();
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setAperta(false);
    };
    document.addEventListener('pointerdown', closeOutside);
    document.addEventListener('focusin', closeOutside);
    return () => {
      document.removeEventListener('pointerdown', closeOutside);
      document.removeEventListener('focusin', closeOutside);
    };
  }, [aperta]);

  const close = () => {
    setAperta(false);
    button.current?.focus();
  };

  return (
    <div
      ref={box}
      className="tendina"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !aperta) return;
        event.stopPropagation();
        close();
      }}
    >
      <button ref={button} type="button" className={classe} aria-expanded={aperta} onClick={() => setAperta(!aperta)}>
        {parole}
      </button>
      {aperta && <div className={`tendina-pannello ${lato}`}>{children(close)}</div>}
    </div>
  );
}
