import { useEffect } from 'react';

/** Title of the tab: the page first, so that several tabs side by side can be told apart. */
export function useTitolo(pagina: string, ente: string): void {
  useEffect(() => {
    document.title = ente === '' ? pagina : `${pagina} – ${ente}`;
  }, [pagina, ente]);
}
