import { nomeRiga, type Valore } from './tavole-archivio.js';

interface GraficoQuoteProps {
  nome: string;
  righe: readonly Valore[];
  grafico: readonly (readonly [campo: string, parola: string])[];
  unita: '%' | 'giorni';
}

const LARGHEZZA = 1_100;
const NOMI = 330;
const BARRA = 11;
const RIGA = 32;
const CLASSI = ['s-entrata', 's-uscita'] as const;

const numero = (value: unknown): number => (typeof value === 'number' ? value : 0);
const detto = (value: unknown): string => numero(value).toLocaleString('it-IT', { maximumFractionDigits: 1 });

/** Two bars a row, one under the other; the same figures stand below as a table. */
export function GraficoQuote({ nome, righe, grafico, unita }: GraficoQuoteProps) {
  const all = righe.flatMap((riga) => grafico.map(([campo]) => numero(riga[campo])));
  const max = unita === '%' ? 100 : Math.max(1, ...all);
  const place = LARGHEZZA - NOMI - 90;
  return (
    <figure className="statistiche-grafico">
      <figcaption>
        {grafico.map(([campo, parola], i) => (
          <span key={campo} className="sm nw">
            <svg width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" className={CLASSI[i]} />
            </svg>{' '}
            {parola} ({unita})
          </span>
        ))}
      </figcaption>
      <svg
        role="img"
        aria-label={`${nome}: le stesse cifre sono nella tabella`}
        viewBox={`0 0 ${LARGHEZZA} ${righe.length * RIGA + 4}`}
      >
        {righe.map((riga, r) => {
          const words = nomeRiga(riga);
          return (
            <g key={String(riga['chiave'])}>
              <title>{`${words}: ${grafico.map(([campo, parola]) => `${parola.toLowerCase()} ${detto(riga[campo])} ${unita}`).join(', ')}`}</title>
              <text x={NOMI - 8} y={r * RIGA + 19} className="s-nome">
                {words.length > 46 ? `${words.slice(0, 45)}…` : words}
              </text>
              {grafico.map(([campo], i) => {
                const lungo = (numero(riga[campo]) / max) * place;
                return (
                  <g key={campo}>
                    <rect
                      className={CLASSI[i]}
                      x={NOMI}
                      y={r * RIGA + 3 + i * (BARRA + 1)}
                      width={lungo}
                      height={BARRA}
                    />
                    <text x={NOMI + lungo + 6} y={r * RIGA + 13 + i * (BARRA + 1)}>
                      {riga[campo] === undefined ? '' : detto(riga[campo])}
                    </text>
                  </g>
                );
              })}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
