import { useEffect, useState } from 'react';
import { Vuoto } from '../../components/Vuoto.js';
import { guardaFile } from './occhiata.js';
import { type TipoVisibile, tipoVisibileOf } from './tipo-visibile.js';

interface Vista {
  url: string;
  tipo: TipoVisibile | null;
  /** what a first look says of the file */
  osservazioni: readonly string[];
}

/** An address of this page for the bytes, with the type by which they may be shown; taken back when they change. */
export function useVista(contenuto: Blob | undefined, nome: string): Vista | null {
  const [vista, setVista] = useState<Vista | null>(null);
  useEffect(() => {
    if (contenuto === undefined) return undefined;
    let url = '';
    let gone = false;
    const show = (tipo: TipoVisibile | null, osservazioni: string[]) => {
      if (gone) return;
      url = URL.createObjectURL(contenuto.slice(0, contenuto.size, tipo ?? 'application/octet-stream'));
      setVista({ url, tipo, osservazioni });
    };
    Promise.all([tipoVisibileOf(contenuto, nome), guardaFile(contenuto)]).then(
      ([tipo, { parole, attivo }]) => show(attivo ? null : tipo, parole),
      () => show(null, []),
    );
    return () => {
      gone = true;
      if (url !== '') URL.revokeObjectURL(url);
      setVista(null);
    };
  }, [contenuto, nome]);
  return vista;
}

/** How wide a PDF is shown: as wide as its place, or in percent of its size. */
export type Zoom = 'larghezza' | number;

const ZOOM_STEP = 1.25;
const ZOOM_LIMITS = { min: 25, max: 400 };

/** One step nearer or farther; from full width it starts at the size of the paper. */
export function stepZoom(zoom: Zoom, verso: 'avanti' | 'indietro'): Zoom {
  const ora = zoom === 'larghezza' ? 100 : zoom;
  const poi = verso === 'avanti' ? ora * ZOOM_STEP : ora / ZOOM_STEP;
  return Math.round(Math.min(Math.max(poi, ZOOM_LIMITS.min), ZOOM_LIMITS.max));
}

interface AnteprimaProps {
  nome: string;
  vista: Vista | null;
  zoom: Zoom;
}

/** The file as the browser shows it, in a frame; what it cannot show is said, and is registered all the same. */
export function Anteprima({ nome, vista, zoom }: AnteprimaProps) {
  if (vista === null) return <div className="leggio" />;
  if (vista.tipo === null) {
    return (
      <div className="leggio vuoto-leggio">
        <Vuoto
          icona="file"
          titolo="Questo formato non si vede nel browser"
          azioni={
            <a className="btn btn-terzo" href={vista.url} download={nome}>
              Apri con un programma di questo computer
            </a>
          }
        >
          Il file è intero e viene registrato così com’è.
        </Vuoto>
      </div>
    );
  }
  if (vista.tipo === 'application/pdf') {
    const parametri = `toolbar=0&navpanes=0&${zoom === 'larghezza' ? 'view=FitH' : `zoom=${zoom}`}`;
    return <iframe key={zoom} className="leggio" title={`Anteprima di ${nome}`} src={`${vista.url}#${parametri}`} />;
  }
  return <iframe className="leggio" title={`Anteprima di ${nome}`} src={vista.url} sandbox="" />;
}
