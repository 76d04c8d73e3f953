import { plural } from '../lib/formati.js';
import type { Differenza } from './confronto.js';

/** What a version says differently: what is new, what is gone, what changed from what to what. */
export function Differenze({ differenze, rispetto }: { differenze: readonly Differenza[]; rispetto: string }) {
  return (
    <section className="riquadro" aria-label="Differenze">
      <header>
        <h2>Che cosa cambia</h2>
      </header>
      <div className="corpo regole-differenze">
        <p className="xs mut">{rispetto}</p>
        <p className="sm" role="status">
          {differenze.length === 0 ? 'Nulla: è uguale.' : plural(differenze.length, 'differenza', 'differenze')}
        </p>
        <ul>
          {differenze.map((one) => (
            <li key={one.genere === 'ordine' ? 'ordine' : `${one.genere} ${one.voce}`}>
              <Parole differenza={one} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Parole({ differenza }: { differenza: Differenza }) {
  switch (differenza.genere) {
    case 'ordine':
      return <>Cambia l’ordine delle righe.</>;
    case 'aggiunta':
      return (
        <>
          Aggiunta: <ins>{differenza.voce}</ins>
        </>
      );
    case 'tolta':
      return (
        <>
          Tolta: <del>{differenza.voce}</del>
        </>
      );
    case 'cambiata':
      return (
        <>
          <b>{differenza.voce}</b>
          {differenza.campi.map(({ titolo, prima, dopo }) => (
            <div key={titolo}>
              {titolo !== differenza.voce && `${titolo}: `}
              {prima === '' ? <span className="mut">vuoto</span> : <del>{prima}</del>} →{' '}
              {dopo === '' ? <span className="mut">vuoto</span> : <ins>{dopo}</ins>}
            </div>
          ))}
        </>
      );
  }
}
