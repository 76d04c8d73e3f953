import type { StatisticheLette } from '../api/tipi.js';
import { giorno, intero } from '../lib/formati.js';

type Riga = StatisticheLette['righe'][number];
const FLUSSI = ['entrata', 'uscita', 'interna'] as const;
const PAROLE = { entrata: 'Entrata', uscita: 'Uscita', interna: 'Interna' };

/** Parts of a bar, one after the other, as shares of the greatest one. */
function parti(
  riga: Riga,
  max: number,
  lunghezza: number,
): { flusso: (typeof FLUSSI)[number]; da: number; lungo: number }[] {
  let da = 0;
  return FLUSSI.map((flusso) => {
    const lungo = (riga[flusso] / max) * lunghezza;
    da += lungo;
    return { flusso, da: da - lungo, lungo };
  });
}

const voceOf = (per: StatisticheLette['per'], { chiave, voce }: Riga): string =>
  per === 'giorno' ? giorno(chiave) : voce;
const detto = (per: StatisticheLette['per'], riga: Riga): string =>
  `${voceOf(per, riga)}: ${intero(riga.totale)} (${FLUSSI.map((flusso) => `${PAROLE[flusso].toLowerCase()} ${intero(riga[flusso])}`).join(', ')})`;

/** Time goes from left to right, the rest from top to bottom; the same figures stand below as a table. */
export function Grafico({ dati }: { dati: StatisticheLette }) {
  return (
    <figure className="statistiche-grafico">
      <figcaption>
        {FLUSSI.map((flusso) => (
          <span key={flusso} className="sm nw">
            <svg width="12" height="12" aria-hidden="true">
              <rect width="12" height="12" className={`s-${flusso}`} />
            </svg>{' '}
            {PAROLE[flusso]}
          </span>
        ))}
      </figcaption>
      {dati.per === 'mese' || dati.per === 'giorno' ? <Colonne dati={dati} /> : <Barre dati={dati} />}
    </figure>
  );
}

const ALTEZZA = 180;
const LARGHEZZA = 1_100;

function Colonne({ dati: { per, righe, anno } }: { dati: StatisticheLette }) {
  const max = Math.max(1, ...righe.map(({ totale }) => totale));
  const passo = Math.min(80, LARGHEZZA / righe.length);
  const largo = Math.max(1, passo * 0.8);
  return (
    <svg
      role="img"
      aria-label={`Registrazioni per ${per} nel ${anno}; al massimo ${intero(max)}`}
      viewBox={`0 0 ${LARGHEZZA} ${ALTEZZA + 40}`}
    >
      {righe.map((riga, i) => (
        <g key={riga.chiave}>
          <title>{detto(per, riga)}</title>
          {parti(riga, max, ALTEZZA).map(({ flusso, da, lungo }) => (
            <rect
              key={flusso}
              className={`s-${flusso}`}
              x={i * passo}
              width={largo}
              y={20 + ALTEZZA - da - lungo}
              height={lungo}
            />
          ))}
          {per === 'mese' && (
            <>
              <text x={i * passo + largo / 2} y={14 + ALTEZZA - (riga.totale / max) * ALTEZZA} className="s-mezzo">
                {intero(riga.totale)}
              </text>
              <text x={i * passo + largo / 2} y={ALTEZZA + 36} className="s-mezzo">
                {riga.voce.slice(0, 3)}
              </text>
            </>
          )}
        </g>
      ))}
      <line x1="0" x2={LARGHEZZA} y1={20 + ALTEZZA} y2={20 + ALTEZZA} className="s-asse" />
    </svg>
  );
}

const RIGA = 22;
const NOMI = 330;

function Barre({ dati: { per, righe, anno } }: { dati: StatisticheLette }) {
  const max = Math.max(1, ...righe.map(({ totale }) => totale));
  const shown = [...righe].sort((one, other) => other.totale - one.totale);
  return (
    <svg
      role="img"
      aria-label={`Registrazioni per ${per} nel ${anno}; al massimo ${intero(max)}`}
      viewBox={`0 0 ${LARGHEZZA} ${shown.length * RIGA + 4}`}
    >
      {shown.map((riga, i) => {
        const nome = [riga.chiave, riga.voce]
          .filter((part, k, all) => part !== '' && all.indexOf(part) === k)
          .join(' ');
        return (
          <g key={riga.chiave}>
            <title>{detto(per, riga)}</title>
            <text x={NOMI - 8} y={i * RIGA + 15} className="s-nome">
              {nome.length > 46 ? `${nome.slice(0, 45)}…` : nome}
            </text>
            {parti(riga, max, LARGHEZZA - NOMI - 70).map(({ flusso, da, lungo }) => (
              <rect
                key={flusso}
                className={`s-${flusso}`}
                x={NOMI + da}
                y={i * RIGA + 3}
                width={lungo}
                height={RIGA - 6}
              />
            ))}
            <text x={NOMI + (riga.totale / max) * (LARGHEZZA - NOMI - 70) + 6} y={i * RIGA + 15}>
              {intero(riga.totale)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
