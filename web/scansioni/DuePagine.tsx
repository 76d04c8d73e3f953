import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PaginaScansione, Scansione } from '../api/scansioni.js';
import { figura as indirizzo } from '../api/scansioni.js';
import { Bottone } from '../components/Bottone.js';
import { useTasti } from '../lib/tasti.js';
import { ZoomBarra } from './BarraPagina.js';
import { FoglioFigura, pixelDi } from './FoglioFigura.js';
import { parametriInParole } from './qualita.js';
import { useDifferenze } from './use-differenze.js';
import { useFigura } from './use-figura.js';
import { passoZoom, type Zoom } from './zoom.js';

/** True for as long as Alt is held down. */
function useAlt(): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const change = (event: KeyboardEvent) => {
      if (event.key !== 'Alt') return;
      event.preventDefault(); // the menu of the browser stays closed
      setHeld(event.type === 'keydown');
    };
    const leave = () => setHeld(false);
    window.addEventListener('keydown', change);
    window.addEventListener('keyup', change);
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('keydown', change);
      window.removeEventListener('keyup', change);
      window.removeEventListener('blur', leave);
    };
  }, []);
  return held;
}

/** Two panes that scroll as one: what one does the other does. */
function useInsieme() {
  const sinistra = useRef<HTMLDivElement>(null);
  const destra = useRef<HTMLDivElement>(null);
  const follow = (other: HTMLDivElement | null) => (posto: { x: number; y: number }) => {
    if (other === null || (other.scrollLeft === posto.x && other.scrollTop === posto.y)) return;
    other.scrollTo(posto.x, posto.y);
  };
  return {
    sinistra,
    destra,
    daSinistra: (posto: { x: number; y: number }) => follow(destra.current)(posto),
    daDestra: (posto: { x: number; y: number }) => follow(sinistra.current)(posto),
  };
}

interface DuePagineProps {
  scansione: Scansione;
  pagina: PaginaScansione;
}

/** The page as it was acquired beside the page as the copy has it: they are zoomed and scrolled together. */
export function DuePagine({ scansione, pagina }: DuePagineProps) {
  const [zoom, setZoom] = useState<Zoom>('intera');
  const [percento, setPercento] = useState(100);
  const [differenti, setDifferenti] = useState(false);
  const alt = useAlt();
  const insieme = useInsieme();
  const versione = String(pagina.rotazione);
  const acquisita = useFigura(indirizzo(scansione.id, pagina.id, 'anteprima'), versione);
  const copia = useFigura(indirizzo(scansione.id, pagina.id, 'immagine'), versione);
  const viste = useDifferenze(acquisita.figura, copia.figura, differenti);
  const step = (verso: 1 | -1) => setZoom(passoZoom(percento, verso));
  useTasti([
    { tasti: '+', azione: () => step(1) },
    { tasti: '-', azione: () => step(-1) },
    { tasti: '0', azione: () => setZoom('intera') },
    { tasti: 'x', azione: () => setDifferenti(!differenti) },
  ]);
  const { larghezza, altezza } = pixelDi(pagina, copia.figura);
  const over = (src: string | undefined, classe: string): ReactNode =>
    src !== undefined && (
      <image className={classe} href={src} width={larghezza} height={altezza} preserveAspectRatio="none" />
    );
  const altrimenti = (manca: boolean) => (
    <p>{manca ? 'L’immagine non si apre: riscansionare la pagina.' : 'La pagina si apre…'}</p>
  );
  return (
    <>
      <section className="lato-raffronto" aria-label="Immagine acquisita">
        <div className="barra-pagina">
          <b className="sm nw">Immagine acquisita</b>
          <span className="xs mut ell">
            pag. {pagina.numero}, {parametriInParole([pagina]) ?? 'parametri non misurati'}, mai modificata
          </span>
        </div>
        <FoglioFigura
          ref={insieme.sinistra}
          etichetta={`Pagina ${pagina.numero} acquisita`}
          pagina={pagina}
          figura={acquisita.figura}
          zoom={zoom}
          onPercento={setPercento}
          onScorri={insieme.daSinistra}
          altrimenti={altrimenti(acquisita.manca)}
        />
      </section>
      <section className="lato-raffronto" aria-label="Copia da attestare">
        <div className="barra-pagina">
          <b className="sm nw">Copia da attestare</b>
          <span className="xs mut ell" role="status" title={differenti ? viste?.parole : undefined}>
            {differenti ? (viste?.parole ?? 'Confronto in corso…') : 'PDF/A-2b, testo ricercabile'}
          </span>
          <span className="cresce" />
          <ZoomBarra percento={percento} onZoom={step} onIntera={() => setZoom('intera')} />
          <Bottone misura="piccolo" tasto="X" aria-pressed={differenti} onClick={() => setDifferenti(!differenti)}>
            Differenze
          </Bottone>
        </div>
        <FoglioFigura
          ref={insieme.destra}
          etichetta={`Pagina ${pagina.numero} della copia`}
          pagina={pagina}
          figura={copia.figura}
          zoom={zoom}
          onScorri={insieme.daDestra}
          altrimenti={altrimenti(copia.manca)}
        >
          {alt && over(acquisita.figura?.src, 'sovrapposta')}
          {over(viste?.src, 'differenze')}
        </FoglioFigura>
      </section>
    </>
  );
}
