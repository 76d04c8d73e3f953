import { Link } from 'react-router';
import type { Mancanza } from '../../schemas/metadati.api.js';
import { useIo } from '../api/sessione.js';
import { paginaRimedio, tastoRimedio } from './parole-metadati.js';
import type { DiChi } from './percorsi-metadati.js';

/** What is missing, who can give it, and the way to the act. */
export function Mancanze({ di, mancanze }: { di: DiChi; mancanze: readonly Mancanza[] }) {
  const io = useIo();
  return (
    <ul className="metadati-mancanze">
      {mancanze.map((mancanza) => {
        const pagina = paginaRimedio(io, di, mancanza);
        const tasto = 'registrazione' in di ? tastoRimedio(io, mancanza) : undefined;
        return (
          <li key={`${mancanza.codice} ${mancanza.messaggio}`}>
            <b>{mancanza.messaggio}</b>
            <span className="sm mut">
              {mancanza.chi}.{tasto !== undefined && <> Qui: tasto {tasto}.</>}
            </span>
            {pagina !== undefined && <Link to={pagina.a}>{pagina.parola}</Link>}
          </li>
        );
      })}
    </ul>
  );
}
