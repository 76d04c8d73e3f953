import { type ReactNode, type Ref, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PaginaScansione } from '../api/scansioni.js';
import type { FiguraCaricata } from './use-figura.js';
import { girata, type Misura, percentoIntera, sullaCarta, type Zoom } from './zoom.js';

const NIENTE: Misura = { larghezza: 0, altezza: 0 };
/** Room around the page. */
const MARGIN = 20;

interface FoglioFiguraProps {
  etichetta: string;
  pagina: Pick<PaginaScansione, 'larghezza' | 'altezza' | 'dpi'>;
  figura: FiguraCaricata | undefined;
  /** By how much it is turned to stand as the page does: while the page is read again, the picture of before. */
  giro?: number;
  /** Why there is no picture. */
  altrimenti: ReactNode;
  zoom: Zoom;
  /** The percentage at which it is shown. */
  onPercento?: (percento: number) => void;
  onScorri?: (posto: { x: number; y: number }) => void;
  ref?: Ref<HTMLDivElement>;
  /** Drawn over the page, in its own pixels. */
  children?: ReactNode;
}

/** Size of the page in pixels as it is kept; where it is not told, those of the picture. */
export function pixelDi(
  pagina: Pick<PaginaScansione, 'larghezza' | 'altezza'>,
  figura: FiguraCaricata | undefined,
): Misura {
  const { larghezza, altezza } = pagina;
  if (larghezza !== undefined && altezza !== undefined) return { larghezza, altezza };
  return figura ?? NIENTE;
}

/** A page on the desk: whole, or larger and scrolled; what is found on it is drawn over it. */
export function FoglioFigura({
  etichetta,
  pagina,
  figura,
  giro = 0,
  altrimenti,
  zoom,
  onPercento,
  onScorri,
  ref,
  children,
}: FoglioFiguraProps) {
  const own = useRef<HTMLDivElement>(null);
  const [posto, setPosto] = useState<Misura>(NIENTE);
  useLayoutEffect(() => {
    const box = own.current;
    if (box === null) return undefined;
    const measure = () => setPosto({ larghezza: box.offsetWidth - MARGIN, altezza: box.offsetHeight - MARGIN });
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => observer.disconnect();
  }, []);
  const { larghezza, altezza } = pixelDi(pagina, figura);
  const carta = sullaCarta({ larghezza, altezza, dpi: pagina.dpi });
  const percento = zoom === 'intera' ? percentoIntera(carta, posto) : zoom;
  useEffect(() => onPercento?.(Math.round(percento)), [percento, onPercento]);
  return (
    <div
      ref={(element) => {
        own.current = element;
        if (typeof ref === 'function') ref(element);
        else if (ref !== undefined && ref !== null) ref.current = element;
      }}
      className="tavolo"
      tabIndex={0}
      role="region"
      aria-label={etichetta}
      onScroll={({ currentTarget: { scrollLeft, scrollTop } }) => onScorri?.({ x: scrollLeft, y: scrollTop })}
    >
      {figura === undefined || larghezza === 0 ? (
        <div className="tavolo-vuoto" role="status">
          {altrimenti}
        </div>
      ) : (
        <svg
          className="foglio-figura"
          role="img"
          aria-label={etichetta}
          viewBox={`0 0 ${larghezza} ${altezza}`}
          width={Math.max(1, Math.round((carta.larghezza * percento) / 100))}
          height={Math.max(1, Math.round((carta.altezza * percento) / 100))}
        >
          <image
            href={figura.src}
            width={giro % 180 === 0 ? larghezza : altezza}
            height={giro % 180 === 0 ? altezza : larghezza}
            preserveAspectRatio="none"
            {...(giro !== 0 && { transform: girata(giro, { larghezza, altezza }) })}
          />
          {children}
        </svg>
      )}
    </div>
  );
}
