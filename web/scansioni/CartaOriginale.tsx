import type { Scansione } from '../api/scansioni.js';

/** What the paper is and where it stays: whether it may go after the copy is decided by law, not here. */
export function CartaOriginale({ originale }: Pick<Scansione, 'originale'>) {
  return (
    <section className="riquadro" aria-labelledby="raffronto-originale">
      <header>
        <h2 id="raffronto-originale">Originale</h2>
      </header>
      <dl className="dati corpo">
        <dt>Natura</dt>
        <dd>
          {originale === undefined && 'non indicata'}
          {originale?.unico === true && 'Unico: non si può distruggere dopo la copia'}
          {originale?.unico === false && 'Non unico: si ritrova in altre scritture'}
        </dd>
        <dt>Dove resta</dt>
        <dd>{originale?.collocazione ?? <span className="mut">non indicato</span>}</dd>
      </dl>
    </section>
  );
}
