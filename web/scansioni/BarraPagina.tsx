import { Bottone } from '../components/Bottone.js';
import { Icona } from '../components/Icona.js';

interface ZoomBarraProps {
  percento: number;
  onZoom: (verso: 1 | -1) => void;
  onIntera: () => void;
}

/** The two magnifying glasses and what one sees now. */
export function ZoomBarra({ percento, onZoom, onIntera }: ZoomBarraProps) {
  return (
    <>
      <Bottone aspetto="testo" misura="piccolo" aria-label="Riduci" title="Riduci (-)" onClick={() => onZoom(-1)}>
        <Icona nome="zoom-out" />
      </Bottone>
      <button type="button" className="come-link sm nw zoom-ora" title="Pagina intera (0)" onClick={onIntera}>
        {percento} %<span className="vh">: pagina intera</span>
      </button>
      <Bottone
        aspetto="testo"
        misura="piccolo"
        aria-label="Ingrandisci"
        title="Ingrandisci (+)"
        onClick={() => onZoom(1)}
      >
        <Icona nome="zoom-in" />
      </Bottone>
    </>
  );
}

interface BarraPaginaProps extends ZoomBarraProps {
  numero: number;
  puoScrivere: boolean;
  onRuota: (di: 90 | -90) => void;
  onSposta: () => void;
  onDividi: () => void;
  onTogli: () => void;
}

/** What is done with the page that is open. */
export function BarraPagina({ numero, puoScrivere, onRuota, onSposta, onDividi, onTogli, ...zoom }: BarraPaginaProps) {
  return (
    <div className="barra-pagina">
      <b className="sm nw">Pagina {numero}</b>
      <span className="cresce" />
      {puoScrivere && (
        <>
          <Bottone
            aspetto="testo"
            misura="piccolo"
            aria-label="Ruota a sinistra"
            title="Ruota a sinistra ([)"
            onClick={() => onRuota(-90)}
          >
            <Icona nome="restore" />
          </Bottone>
          <Bottone
            aspetto="testo"
            misura="piccolo"
            aria-label="Ruota a destra"
            title="Ruota a destra (])"
            onClick={() => onRuota(90)}
          >
            <Icona nome="refresh" />
          </Bottone>
          <Bottone misura="piccolo" tasto="⇧J" onClick={onSposta}>
            Sposta
          </Bottone>
          <Bottone
            misura="piccolo"
            tasto="D"
            nonOra={numero === 1 ? 'Si divide dalla seconda pagina in poi' : undefined}
            onClick={onDividi}
          >
            Dividi qui
          </Bottone>
          <Bottone misura="piccolo" tasto="Canc" onClick={onTogli}>
            Togli…
          </Bottone>
        </>
      )}
      <span className="cresce" />
      <ZoomBarra {...zoom} />
    </div>
  );
}
