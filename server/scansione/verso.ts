import type { SoglieScansione } from '../../schemas/configurazione-scansione.api.js';
import type { QualitaPagina } from '../../schemas/scansione.api.js';
import { leggiCodice } from './immagini/leggi-codice.js';
import type { Codice, Parola, Rotazione } from './tipi.js';

/* Whether a page was scanned upside down or on its side, from what was read of it as it lies: pure. */

/** A turn clockwise that would put a page upright. */
export type Giro = 90 | 180 | 270;

/** What was read of a page in one position; `fiducia` from 0 to 100. */
export interface LettaCosi {
  fiducia: number;
  parole: readonly Pick<Parola, 'testo' | 'x0' | 'y0' | 'x1' | 'y1'>[];
}
export interface Prova extends LettaCosi {
  giro: Giro;
}

/** Shorter words may be taller than wide even where the page is upright. */
const LETTERE_PAROLA = 3;
/** Fewer words say nothing of how the lines run. */
const PAROLE_MINIME = 4;
/** Share of words taller than wide: none on a page that is upright or upside down, all on one that lies on its side. */
const QUOTA_ALTE = 0.6;
/**
 * How much better the turned page must be read, of 100. Measured with both engines on letters of four faces at 300 dpi, clean and
 * noisy: 91 to 94 upright, 22 to 30 upside down; on sheets of five to thirteen words 96 upright, 33 to 50 upside down.
 */
const DIVARIO = 20;
const LETTERE_MINIME = 10;

const ruota = (da: Rotazione, giro: Giro): Rotazione => ((da + giro) % 360) as Rotazione;
const inverso = (girata: Giro): Giro => (360 - girata) as Giro;
const lettereOf = ({ parole }: LettaCosi): number => parole.reduce((sum, { testo }) => sum + testo.length, 0);

/** Whether the lines of writing run up or down the page: the engine finds words there too, and their boxes stand upright. */
function staDiLato({ parole }: LettaCosi): boolean {
  const lunghe = parole.filter(({ testo }) => testo.length >= LETTERE_PAROLA);
  if (lunghe.length < PAROLE_MINIME) return false;
  return lunghe.filter(({ x0, y0, x1, y1 }) => y1 - y0 > x1 - x0).length / lunghe.length > QUOTA_ALTE;
}

/** The turn by which the labels of ours on the page would be upright; undefined where they are, or where they differ. */
export function giroDelCodice(codici: readonly Codice[]): Giro | undefined {
  const [first, ...others] = codici.filter(({ testo }) => leggiCodice(testo) !== undefined);
  if (first?.girata === undefined || others.some(({ girata }) => girata !== first.girata)) return undefined;
  return inverso(first.girata);
}

/** The turns in which a page is worth being read again, the likeliest first; none for a page that is read well: it costs nothing. */
export function giriDaProvare(
  letta: LettaCosi,
  codice: Giro | undefined,
  { fiduciaMinima }: Pick<SoglieScansione, 'fiduciaMinima'>,
): Giro[] {
  if (letta.fiducia >= fiduciaMinima) return [];
  return [...new Set<Giro>([...(codice === undefined ? [] : [codice]), staDiLato(letta) ? 90 : 180])];
}

/** Whether a page is read well in a turn, and much better than as it lies. */
export const isMeglio = (
  letta: LettaCosi,
  prova: Prova,
  { fiduciaMinima }: Pick<SoglieScansione, 'fiduciaMinima'>,
): boolean =>
  prova.fiducia >= fiduciaMinima && prova.fiducia >= letta.fiducia + DIVARIO && lettereOf(prova) >= LETTERE_MINIME;

const VERSO: Readonly<Record<Giro, string>> = {
  90: 'girata di un quarto verso destra',
  180: 'girata di mezzo giro',
  270: 'girata di un quarto verso sinistra',
};
const cento = (fiducia: number): string => `${Math.round(fiducia)} %`;

type Detta = Pick<QualitaPagina, 'codice' | 'messaggio' | 'rotazione'>;

/**
 * The sign of a page that does not lie upright, with what was measured and the rotation that it should have. A label may be stuck on
 * turned, so its code alone says so only of a page whose words say nothing.
 * @param rotazione - in which the page was read
 * @param prove - what was read in the turns of `giriDaProvare`, as far as they were tried
 */
export function giudicaVerso(
  letta: LettaCosi,
  prove: readonly Prova[],
  codice: Giro | undefined,
  { rotazione, soglie }: { rotazione: Rotazione; soglie: Pick<SoglieScansione, 'fiduciaMinima'> },
): Detta | undefined {
  const sign = (giro: Giro, messaggio: string): Detta => ({
    codice: 'capovolta',
    messaggio,
    rotazione: ruota(rotazione, giro),
  });
  if (letta.fiducia >= soglie.fiduciaMinima)
    // an engine reads by itself the lines that run down the page, never those that run up
    return staDiLato(letta) ? sign(270, `La pagina sta di lato: le righe scendono. Va ${VERSO[270]}.`) : undefined;
  const [best] = prove
    .filter((one) => isMeglio(letta, one, soglie))
    .toSorted((one, other) => other.fiducia - one.fiducia);
  if (best !== undefined) {
    const sembra = best.giro === 180 ? 'capovolta' : 'di lato';
    return sign(
      best.giro,
      `La pagina sembra ${sembra}: com’è si legge al ${cento(letta.fiducia)}, ${VERSO[best.giro]} al ${cento(best.fiducia)}.`,
    );
  }
  const suo = prove.find(({ giro }) => giro === codice);
  if (codice === undefined || (suo !== undefined && suo.fiducia + DIVARIO <= letta.fiducia)) return undefined;
  const sta = codice === 180 ? 'capovolto' : 'di lato';
  return sign(
    codice,
    `Il codice dell’etichetta è ${sta} e le parole si leggono al ${cento(letta.fiducia)}: forse la pagina va ${VERSO[codice]}.`,
  );
}
