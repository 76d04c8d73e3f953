import type { Riepilogo } from '../../schemas/conservazione.api.js';
import { intero } from '../lib/formati.js';

export type Mesi = NonNullable<Riepilogo['copertura'][number]['mesi']>;
type Mese = Mesi[number];

export const MESI = ['gen', 'feb', 'mar', 'apr', 'mag', 'giu', 'lug', 'ago', 'set', 'ott', 'nov', 'dic'] as const;

/** Parts of a bar from the foot up, each with its own look: colour, and hatching for what has not left yet. */
export const PARTI = [
  ['accettate', 'Accettate', 'k-accettate'],
  ['inCorso', 'In corso', 'k-in-corso'],
  ['rifiutate', 'Rifiutate', 'k-rifiutate'],
  ['daInviare', 'Da inviare', 'k-da-inviare'],
] as const;

const LARGO = 430;
const ALTO = 136;
const PIEDE = 114;
const CIMA = 22;
const SINISTRA = 30;
const PASSO = (LARGO - SINISTRA) / 12;
const BARRA = 22;

/** The round figure at or above `max` whose half is round too. */
export function scala(max: number): number {
  if (max <= 10) return 10;
  const unit = 10 ** Math.floor(Math.log10(max));
  return [1, 2, 4, 5, 6, 8, 10].map((n) => n * unit).find((n) => n >= max) ?? 10 * unit;
}

const xDi = (mese: number): number => SINISTRA + (mese - 1) * PASSO + (PASSO - BARRA) / 2;

/** Axis and months, the same in both drawings. */
function Assi({ max }: { max: number }) {
  return (
    <>
      {[0, max / 2, max].map((value) => {
        const y = PIEDE - (value / max) * (PIEDE - CIMA);
        return (
          <g key={value}>
            <path d={`M${SINISTRA - 4} ${y}H${LARGO}`} className="k-asse" />
            <text x={SINISTRA - 8} y={y + 4} className="k-scala">
              {intero(value)}
            </text>
          </g>
        );
      })}
      {MESI.map((mese, i) => (
        <text key={mese} x={xDi(i + 1) + BARRA / 2} y={PIEDE + 15} className="k-mese">
          {mese}
        </text>
      ))}
    </>
  );
}

function Barra({ mese, max }: { mese: Mese; max: number }) {
  const x = xDi(mese.mese);
  const altoDi = (n: number): number => (n / max) * (PIEDE - CIMA);
  let y = PIEDE;
  return (
    <g>
      <title>{`${MESI[mese.mese - 1] ?? ''}: ${PARTI.map(([campo, parola]) => `${parola.toLowerCase()} ${intero(mese[campo])}`).join(', ')}`}</title>
      {PARTI.map(([campo, , classe]) => {
        const alto = altoDi(mese[campo]);
        y -= alto;
        return (
          alto > 0 && (
            <rect
              key={campo}
              className={classe}
              x={x}
              y={y}
              width={BARRA}
              height={alto}
              {...(campo === 'daInviare' && { fill: 'url(#k-tratteggio)' })}
            />
          )
        );
      })}
      {mese.totale > 0 && (
        <text x={x + BARRA / 2} y={PIEDE - altoDi(mese.totale) - 3} className="k-conto">
          {intero(mese.totale)}
        </text>
      )}
    </g>
  );
}

/** Hatching, for who does not tell the colours apart and for paper. */
export function Tratteggio({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="5" height="5" className="k-fondo" />
        <rect width="2" height="5" className="k-segno" />
      </pattern>
    </defs>
  );
}

/** How many registrations of each month are conserved, on their way, refused, still to be sent. */
export function GraficoVolumi({ anno, mesi }: { anno: number; mesi: Mesi }) {
  const max = scala(Math.max(...mesi.map(({ totale }) => totale), 1));
  return (
    <svg
      className="conservazione-grafico"
      viewBox={`0 0 ${LARGO} ${ALTO}`}
      role="img"
      aria-label={`Registrazioni del ${anno} per mese e stato di conservazione; gli stessi dati nella tabella`}
    >
      <Tratteggio id="k-tratteggio" />
      <Assi max={max} />
      {mesi.map((mese) => (
        <Barra key={mese.mese} mese={mese} max={max} />
      ))}
    </svg>
  );
}

/** Days from the registration to the acceptance: the average as a bar, the longest as a mark above it. */
export function GraficoRitardi({ anno, mesi }: { anno: number; mesi: Mesi }) {
  const max = scala(Math.max(...mesi.map(({ giorniMassimi = 0 }) => giorniMassimi), 1));
  const yDi = (n: number): number => PIEDE - (n / max) * (PIEDE - CIMA);
  return (
    <svg
      className="conservazione-grafico"
      viewBox={`0 0 ${LARGO} ${ALTO}`}
      role="img"
      aria-label={`Giorni tra registrazione e accettazione per mese del ${anno}, in media e al massimo; gli stessi dati nella tabella`}
    >
      <Assi max={max} />
      {mesi
        .filter(({ giorniMedi }) => giorniMedi !== undefined)
        .map(({ mese, giorniMedi = 0, giorniMassimi = giorniMedi }) => (
          <g key={mese}>
            <title>{`${MESI[mese - 1] ?? ''}: in media ${giorniMedi.toLocaleString('it-IT', { maximumFractionDigits: 1 })} giorni, al massimo ${giorniMassimi}`}</title>
            <rect
              className="k-accettate"
              x={xDi(mese)}
              y={yDi(giorniMedi)}
              width={BARRA}
              height={PIEDE - yDi(giorniMedi)}
            />
            <path d={`M${xDi(mese) - 2} ${yDi(giorniMassimi)}h${BARRA + 4}`} className="k-massimo" />
            <text x={xDi(mese) + BARRA / 2} y={yDi(giorniMassimi) - 3} className="k-conto">
              {giorniMassimi}
            </text>
          </g>
        ))}
    </svg>
  );
}
