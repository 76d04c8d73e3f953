import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Rimedio, RigaVersamento } from '../../schemas/versamento.api.js';
import * as percorsi from '../api/conservazione.js';
import { puo, useIo } from '../api/sessione.js';
import { annuncia } from '../components/Esiti.js';
import { Decidi } from './Decidi.js';
import { paginaDi } from './parole-conservazione.js';
import { Rimedia } from './Rimedia.js';

interface Aperto {
  rimedio: Rimedio | 'decidi';
  righe: readonly RigaVersamento[];
}

/**
 * What is done about packages, from whatever page: a window, or the page where it is done.
 * @param onFatto - after packages were mended, or decided
 */
export function useRimedi(onFatto: () => void = () => undefined): {
  rimedia: (rimedio: Rimedio | 'decidi', righe: readonly RigaVersamento[]) => void;
  finestra: ReactNode;
} {
  const io = useIo();
  const naviga = useNavigate();
  const [aperto, setAperto] = useState<Aperto | null>(null);
  const close = () => setAperto(null);
  const done = () => {
    close();
    onFatto();
  };
  const rimedia = (rimedio: Rimedio | 'decidi', righe: readonly RigaVersamento[]) => {
    const [first] = righe;
    if (first === undefined) return;
    if (rimedio === 'completa-dati') void naviga(paginaDi(first));
    else if (rimedio === 'confronta') void naviga(`${percorsi.paginaVersamento(first.id)}?vista=confronto`);
    else if (rimedio !== 'configura') setAperto({ rimedio, righe });
    else if (puo(io, 'configura')) void naviga('/regole/conservazione');
    else
      annuncia(
        'Le regole non le cambia lei.',
        'Le cambia il responsabile della gestione documentale, in Regole, Conservazione.',
        'inf',
      );
  };
  const [first] = aperto?.righe ?? [];
  return {
    rimedia,
    finestra:
      aperto === null || first === undefined ? null : aperto.rimedio === 'decidi' ? (
        <Decidi riga={first} onFatto={done} onChiudi={close} />
      ) : (
        <Rimedia rimedio={aperto.rimedio} righe={aperto.righe} onFatto={done} onChiudi={close} />
      ),
  };
}
