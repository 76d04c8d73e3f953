import { useState } from 'react';
import type { PaginaScansione } from '../api/scansioni.js';
import type { FiguraCaricata } from './use-figura.js';
import type { Misura } from './zoom.js';

type Pagina = Pick<PaginaScansione, 'fatta' | 'rotazione' | 'larghezza' | 'altezza' | 'dpi'>;

interface Girata {
  figura: FiguraCaricata | undefined;
  giro: number;
  pagina: Pick<PaginaScansione, 'larghezza' | 'altezza' | 'dpi'>;
}

interface Ultima extends Misura {
  figura: FiguraCaricata;
  rotazione: number;
  dpi: number | undefined;
}

/**
 * The picture of a page as it is to be seen now: its own, or, while the page that was turned is read again, the one of before turned
 * here, so that who turns it sees at once what he did.
 */
export function useFiguraGirata(pagina: Pagina, figura: FiguraCaricata | undefined): Girata {
  const [ultima, setUltima] = useState<Ultima>();
  const { fatta, rotazione, dpi } = pagina;
  if (figura !== undefined && fatta && (ultima?.figura !== figura || ultima.rotazione !== rotazione))
    setUltima({
      figura,
      rotazione,
      larghezza: pagina.larghezza ?? figura.larghezza,
      altezza: pagina.altezza ?? figura.altezza,
      dpi,
    });
  if (figura !== undefined || ultima === undefined) return { figura, giro: 0, pagina };
  const giro = (rotazione - ultima.rotazione + 360) % 360;
  const { larghezza, altezza } = ultima;
  const misura = giro % 180 === 0 ? { larghezza, altezza } : { larghezza: altezza, altezza: larghezza };
  return { figura: ultima.figura, giro, pagina: { ...misura, ...(ultima.dpi !== undefined && { dpi: ultima.dpi }) } };
}
