import { useEffect, useRef, useState } from 'react';
import type { PaginaScansione } from '../api/scansioni.js';
import { figura as indirizzo } from '../api/scansioni.js';
import { Icona } from '../components/Icona.js';
import { Stato } from '../components/Stato.js';
import { difettoDi } from './qualita.js';
import { useFigura } from './use-figura.js';

interface MiniaturaProps {
  scansione: string;
  pagina: PaginaScansione;
  scelta: boolean;
  onScegli: () => void;
}

/** True from when it comes near the window of its list: of a thousand pages only those in sight are asked for. */
function useInVista(): [React.RefObject<HTMLButtonElement | null>, boolean] {
  const ref = useRef<HTMLButtonElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || seen) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [ref, seen];
}

/** A page in the strip: its small picture, its number, its gravest flaw in a word. */
export function Miniatura({ scansione, pagina, scelta, onScegli }: MiniaturaProps) {
  const [ref, seen] = useInVista();
  const { figura } = useFigura(
    seen && pagina.fatta ? indirizzo(scansione, pagina.id, 'miniatura') : undefined,
    `${pagina.rotazione}`,
  );
  const difetto = difettoDi(pagina);
  useEffect(() => {
    if (scelta) ref.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [scelta, ref]);
  return (
    <li>
      <button
        ref={ref}
        type="button"
        className={scelta ? 'miniatura scelta' : 'miniatura'}
        aria-current={scelta ? 'true' : undefined}
        tabIndex={scelta ? 0 : -1}
        data-pagina={pagina.id}
        onClick={onScegli}
      >
        <span className="miniatura-figura">
          {figura === undefined ? (
            <Icona nome={pagina.fatta ? 'file-image' : 'clock'} misura="l" />
          ) : (
            <img src={figura.src} alt="" />
          )}
        </span>
        <span className="miniatura-parole">
          <span className="vh">Pagina </span>
          {pagina.numero}
          {difetto !== undefined && <Stato tono={difetto.tono} icona={difetto.icona} parola={difetto.breve} />}
          {!pagina.fatta && <span className="vh">, in lettura</span>}
        </span>
      </button>
    </li>
  );
}
