import type { SoglieScansione } from '../../../schemas/configurazione-scansione.api.js';
import type { CodiceQualita } from '../../../schemas/scansione.api.js';
import type { MisurePagina, Parola } from '../tipi.js';

export interface Rilievo {
  codice: CodiceQualita;
  /** what was measured and the limit, for who scans */
  messaggio: string;
}

/** Long side of an A4, inches: the size that is taken for a sheet whose file does not say its own. */
const LATO_A4 = 297 / 25.4;
/** More ink than any writing: the lid was open, or the sheet is a negative. */
const QUASI_NERA = 0.6;

const cifre = (n: number, decimali: number): string =>
  n.toLocaleString('it-IT', { minimumFractionDigits: 0, maximumFractionDigits: decimali });

/** The resolution of a page, or what it would be if the sheet were an A4. */
export const dpiStimati = (larghezza: number, altezza: number): number =>
  Math.max(1, Math.round(Math.max(larghezza, altezza) / LATO_A4));

function risoluzione({ dpi, larghezza, altezza }: MisurePagina, { dpiMinimi }: SoglieScansione): Rilievo[] {
  const known = dpi > 0;
  const found = known ? dpi : dpiStimati(larghezza, altezza);
  if (found >= dpiMinimi) return [];
  const misurata = known
    ? `La risoluzione è di ${found} dpi`
    : `Il file non dice la risoluzione: per un foglio A4 sarebbe di ${found} dpi`;
  return [{ codice: 'risoluzione', messaggio: `${misurata}, il minimo è ${dpiMinimi}.` }];
}

function luce(misure: MisurePagina, { cartaScura, contrastoMinimo }: SoglieScansione): Rilievo[] {
  const carta = Math.round(misure.carta);
  const contrasto = Math.round(misure.contrasto);
  if (misure.inchiostro > QUASI_NERA)
    return [
      {
        codice: 'scura',
        messaggio: `La pagina è quasi tutta nera: ${cifre(misure.inchiostro * 100, 0)} % di inchiostro, al massimo ${QUASI_NERA * 100} %.`,
      },
    ];
  return [
    ...(carta < cartaScura
      ? [
          {
            codice: 'scura' as const,
            messaggio: `La pagina è scura: luminosità della carta ${carta} su 255, il minimo è ${cartaScura}.`,
          },
        ]
      : []),
    ...(contrasto < contrastoMinimo
      ? [
          {
            codice: 'chiara' as const,
            messaggio: `La scrittura si distingue poco: contrasto ${contrasto} su 255, il minimo è ${contrastoMinimo}.`,
          },
        ]
      : []),
  ];
}

const LATI = {
  sopra: 'in alto',
  destra: 'a destra',
  sotto: 'in basso',
  sinistra: 'a sinistra',
} as const satisfies Record<keyof MisurePagina['bordi'], string>;

function bordi(misure: MisurePagina, { centoBordo }: SoglieScansione): Rilievo[] {
  const lati = (Object.keys(LATI) as (keyof typeof LATI)[]).filter(
    (lato) => misure.bordi[lato] > 0 && misure.bordi[lato] * 100 >= centoBordo,
  );
  if (lati.length === 0) return [];
  const quanto = cifre(Math.max(...lati.map((lato) => misure.bordi[lato])) * 100, 1);
  const dove = lati.map((lato) => LATI[lato]).join(', ');
  return [
    {
      codice: 'bordo-tagliato',
      messaggio: `La scrittura tocca il bordo ${dove}, forse è tagliata: ${quanto} % del lato, il limite è ${cifre(centoBordo, 1)} %.`,
    },
  ];
}

/** Whether a page bears no writing. */
export const eBianca = ({ inchiostro }: Pick<MisurePagina, 'inchiostro'>, { milleBianca }: { milleBianca: number }) =>
  inchiostro * 1_000 < milleBianca;

/** Below this the engine sees letters in stains. */
const FIDUCIA_LEGGIBILE = 40;
/** So many words tell whoever looks what the page is. */
const PAROLE_DETTE = 4;

/** Words that say something: letters or digits in a row, of which the engine is not merely guessing. */
const leggibili = (parole: readonly Pick<Parola, 'testo' | 'fiducia'>[]): string[] =>
  parole.flatMap(({ testo, fiducia }) =>
    fiducia >= FIDUCIA_LEGGIBILE && /\p{L}{2}|\p{N}{2}/u.test(testo) ? [testo] : [],
  );

/**
 * What a page lacks, by the thresholds of the AOO (agid-scansione.md §7). A blank page is told as such and for nothing else but its
 * resolution; one with hardly any ink, but with a word on it, is not blank: a person looks.
 * @param parole - what was read on it
 */
export function giudicaPagina(
  misure: MisurePagina,
  soglie: SoglieScansione,
  parole: readonly Pick<Parola, 'testo' | 'fiducia'>[] = [],
): Rilievo[] {
  if (eBianca(misure, soglie)) {
    const mille = cifre(misure.inchiostro * 1_000, 2);
    const lette = leggibili(parole);
    if (lette.length > 0) {
      const dette = `${lette.slice(0, PAROLE_DETTE).join(' ')}${lette.length > PAROLE_DETTE ? '…' : ''}`;
      const messaggio = `La pagina è quasi bianca, inchiostro ${mille} per mille, ma si legge «${dette}»: guardare se va tenuta.`;
      return [...risoluzione(misure, soglie), { codice: 'poche-parole', messaggio }];
    }
    const messaggio = `La pagina sembra bianca: inchiostro ${mille} per mille, il minimo è ${cifre(soglie.milleBianca, 2)}.`;
    return [...risoluzione(misure, soglie), { codice: 'bianca', messaggio }];
  }
  const storta = Math.abs(misure.storta);
  return [
    ...risoluzione(misure, soglie),
    ...(storta > soglie.gradiStorta
      ? [
          {
            codice: 'storta' as const,
            messaggio: `La pagina è storta di ${cifre(storta, 1)} gradi, il massimo è ${cifre(soglie.gradiStorta, 1)}.`,
          },
        ]
      : []),
    ...luce(misure, soglie),
    ...bordi(misure, soglie),
  ];
}

function bitDiversi(a: string, b: string): number {
  let diversi = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
  let n = 0;
  for (; diversi !== 0n; diversi &= diversi - 1n) n += 1;
  return n;
}

/** Whether two pages in a row look like the same sheet taken twice. @param bit - differing bits of the fingerprint, of 64, up to which they do */
export const stessaPagina = (
  a: Pick<MisurePagina, 'impronta'>,
  b: Pick<MisurePagina, 'impronta'>,
  bit: number,
): boolean => bitDiversi(a.impronta, b.impronta) <= bit;
