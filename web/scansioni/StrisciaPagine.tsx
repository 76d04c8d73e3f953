import './striscia.css';
import { type KeyboardEvent, useRef } from 'react';
import type { Scansione } from '../api/scansioni.js';
import { Miniatura } from './Miniatura.js';

interface StrisciaPagineProps {
  scansione: Scansione;
  scelta: string | undefined;
  onScegli: (pagina: string) => void;
}

/** All pages in their order: one of them is in the tab order, arrows go from one to the next. */
export function StrisciaPagine({ scansione, scelta, onScegli }: StrisciaPagineProps) {
  const box = useRef<HTMLElement>(null);
  const { pagine, pagineAttese } = scansione;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.shiftKey) return;
    const steps: Record<string, number> = { ArrowDown: 2, ArrowUp: -2, ArrowRight: 1, ArrowLeft: -1 };
    const at = pagine.findIndex(({ id }) => id === scelta);
    const step = steps[event.key];
    const to =
      step !== undefined ? at + step : event.key === 'Home' ? 0 : event.key === 'End' ? pagine.length - 1 : undefined;
    const next = to === undefined ? undefined : pagine[Math.max(0, Math.min(pagine.length - 1, to))];
    if (next === undefined) return;
    event.preventDefault();
    onScegli(next.id);
    box.current?.querySelector<HTMLElement>(`[data-pagina="${CSS.escape(next.id)}"]`)?.focus();
  };
  return (
    <section ref={box} className="striscia-pagine" tabIndex={0} aria-label="Pagine acquisite" onKeyDown={onKeyDown}>
      <b className="xs">
        {pagineAttese === undefined
          ? `${pagine.length} ${pagine.length === 1 ? 'pagina' : 'pagine'}`
          : `${pagine.length} ${pagine.length === 1 ? 'pagina' : 'pagine'} su ${pagineAttese} attese`}
      </b>
      <ol>
        {pagine.map((pagina) => (
          <Miniatura
            key={pagina.id}
            scansione={scansione.id}
            pagina={pagina}
            scelta={pagina.id === scelta}
            onScegli={() => onScegli(pagina.id)}
          />
        ))}
      </ol>
    </section>
  );
}
