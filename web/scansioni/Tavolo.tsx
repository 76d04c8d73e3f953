import { useCallback, useState } from 'react';
import type { PaginaScansione } from '../api/scansioni.js';
import { figura as indirizzo } from '../api/scansioni.js';
import { Bottone } from '../components/Bottone.js';
import { Icona } from '../components/Icona.js';
import { useTasti } from '../lib/tasti.js';
import { BarraPagina } from './BarraPagina.js';
import { FoglioFigura } from './FoglioFigura.js';
import type { Letta } from './proposte.js';
import { useFigura } from './use-figura.js';
import { useFiguraGirata } from './use-figura-girata.js';
import { passoZoom, type Zoom } from './zoom.js';

interface TavoloProps {
  scansione: string;
  pagina: PaginaScansione;
  puoScrivere: boolean;
  /** What was read on this page, and the one that is being looked at. */
  lette: readonly Letta[];
  mostrata: string | undefined;
  onRuota: (di: 90 | -90) => void;
  onSposta: () => void;
  onDividi: () => void;
  onTogli: () => void;
  onRiscansiona: () => void;
}

/** The page that is open, with what is done with it above, and what was read marked on it. */
export function Tavolo({ scansione, pagina, lette, mostrata, onRiscansiona, ...barra }: TavoloProps) {
  const [zoom, setZoom] = useState<Zoom>('intera');
  const [percento, setPercento] = useState(100);
  const { figura, manca } = useFigura(
    pagina.fatta ? indirizzo(scansione, pagina.id, 'anteprima') : undefined,
    String(pagina.rotazione),
  );
  const girata = useFiguraGirata(pagina, figura);
  const step = useCallback((verso: 1 | -1) => setZoom(passoZoom(percento, verso)), [percento]);
  useTasti([
    { tasti: '+', azione: () => step(1) },
    { tasti: '-', azione: () => step(-1) },
    { tasti: '0', azione: () => setZoom('intera') },
  ]);
  const illeggibile = pagina.qualita.find(({ codice }) => codice === 'illeggibile');
  return (
    <section className="banco-tavolo" aria-label={`Pagina ${pagina.numero}`}>
      <BarraPagina
        numero={pagina.numero}
        percento={percento}
        onZoom={step}
        onIntera={() => setZoom('intera')}
        {...barra}
      />
      <FoglioFigura
        etichetta={`Immagine della pagina ${pagina.numero}`}
        {...(manca ? { pagina, figura } : girata)}
        zoom={zoom}
        onPercento={setPercento}
        altrimenti={
          manca || illeggibile !== undefined ? (
            <>
              <Icona nome="error" misura="xl" />
              <b>La pagina non si è potuta leggere</b>
              <p className="sm">{illeggibile?.messaggio ?? 'Riscansionarla, oppure toglierla.'}</p>
              {barra.puoScrivere && <Bottone onClick={onRiscansiona}>Riscansiona la pagina {pagina.numero}</Bottone>}
            </>
          ) : (
            <p>{pagina.fatta ? 'La pagina si apre…' : 'La pagina è in lettura…'}</p>
          )
        }
      >
        {lette.map(({ campo, dove }) =>
          dove === undefined || !pagina.fatta ? null : (
            <rect
              key={campo}
              className={campo === mostrata ? 'dove-letta mostrata' : 'dove-letta'}
              x={dove.riquadro.x0}
              y={dove.riquadro.y0}
              width={Math.max(1, dove.riquadro.x1 - dove.riquadro.x0)}
              height={Math.max(1, dove.riquadro.y1 - dove.riquadro.y0)}
            />
          ),
        )}
      </FoglioFigura>
    </section>
  );
}
