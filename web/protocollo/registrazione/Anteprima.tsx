import { useEffect, useState } from 'react';
import { Vuoto } from '../../components/Vuoto.js';
import { type TipoVisibile, tipoVisibileOf } from './tipo-visibile.js';

interface Vista {
  url: string;
  tipo: TipoVisibile | null;
}

/** An address of this page for the bytes, with the type by which they may be shown; taken back when they change. */
export function useVista(contenuto: Blob | undefined, nome: string): Vista | null {
  const [vista, setVista] = useState<Vista | null>(null);
  useEffect(() => {
    if (contenuto === undefined) return undefined;
    let url = '';
    let gone = false;
    const show = (tipo: TipoVisibile | null) => {
      if (gone) return;
      url = URL.createObjectURL(contenuto.slice(0, contenuto.size, tipo ?? 'application/octet-stream'));
      setVista({ url, tipo });
    };
    tipoVisibileOf(contenuto, nome).then(show, () => show(null));
    return () => {
      gone = true;
      if (url !== '') URL.revokeObjectURL(url);
      setVista(null);
    };
  }, [contenuto, nome]);
  return vista;
}

/** The file as the browser shows it, in a frame; what it cannot show is said, and is registered all the same. */
export function Anteprima({ nome, vista }: { nome: string; vista: Vista | null }) {
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
    return <iframe className="leggio" title={`Anteprima di ${nome}`} src={`${vista.url}#navpanes=0&view=FitH`} />;
  }
  return <iframe className="leggio" title={`Anteprima di ${nome}`} src={vista.url} sandbox="" />;
}
