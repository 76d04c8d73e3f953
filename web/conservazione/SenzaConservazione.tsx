import { Vuoto } from '../components/Vuoto.js';

/** In the place of a page of conservation, for who does not answer for it. */
export function SenzaConservazione({ titolo }: { titolo: string }) {
  return (
    <div className="pagina-larga">
      <h1 className="vh">{titolo}</h1>
      <Vuoto icona="locked" titolo="Questa pagina è di chi risponde della conservazione">
        La leggono l’archivista, il responsabile della gestione documentale e il vicario. Come sta un documento si vede
        dalla sua scheda.
      </Vuoto>
    </div>
  );
}
