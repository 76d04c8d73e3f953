import type { CodiceQualita, PaginaScansione, QualitaPagina, Scansione } from '../../schemas/scansione.api.js';
import type { TonoStato } from '../lib/tono.js';

/** What the operator does first about a flaw; whatever it is, it may also be accepted with a reason. */
export type Rimedio = 'riscansiona' | 'togli' | 'accetta' | 'aggiungi' | 'raddrizza';

interface Parole {
  /** beside the number, under the miniature */
  breve: string;
  titolo: string;
  tono: TonoStato;
  icona: string;
  rimedio: Rimedio;
}

/** The flaws in words; what was measured and the limit stand in the message of the server. */
export const DIFETTI: Readonly<Record<CodiceQualita, Parole>> = {
  risoluzione: {
    breve: 'Pochi dpi',
    titolo: 'Risoluzione bassa',
    tono: 'warn',
    icona: 'warning-circle',
    rimedio: 'riscansiona',
  },
  bianca: { breve: 'Bianca', titolo: 'Bianca', tono: 'neu', icona: 'minus-circle', rimedio: 'togli' },
  'poche-parole': {
    breve: 'Poche parole',
    titolo: 'Quasi bianca, con poche parole',
    tono: 'warn',
    icona: 'warning-circle',
    rimedio: 'accetta',
  },
  capovolta: { breve: 'Girata', titolo: 'Capovolta o di lato', tono: 'warn', icona: 'refresh', rimedio: 'raddrizza' },
  storta: { breve: 'Storta', titolo: 'Storta', tono: 'warn', icona: 'warning-circle', rimedio: 'riscansiona' },
  scura: { breve: 'Scura', titolo: 'Troppo scura', tono: 'bad', icona: 'error', rimedio: 'riscansiona' },
  chiara: { breve: 'Chiara', titolo: 'Troppo chiara', tono: 'bad', icona: 'error', rimedio: 'riscansiona' },
  'bordo-tagliato': {
    breve: 'Tagliata',
    titolo: 'Bordo tagliato',
    tono: 'warn',
    icona: 'warning-circle',
    rimedio: 'accetta',
  },
  doppia: { breve: 'Doppia', titolo: 'Uguale alla precedente', tono: 'warn', icona: 'copy', rimedio: 'togli' },
  pagine: {
    breve: 'Pagine',
    titolo: 'Le pagine non tornano',
    tono: 'warn',
    icona: 'warning-circle',
    rimedio: 'aggiungi',
  },
  'codice-illeggibile': {
    breve: 'Codice',
    titolo: 'Codice che non si legge',
    tono: 'warn',
    icona: 'warning-circle',
    rimedio: 'accetta',
  },
  illeggibile: { breve: 'Illeggibile', titolo: 'Illeggibile', tono: 'bad', icona: 'error', rimedio: 'riscansiona' },
};

export interface Difetto {
  pagina: PaginaScansione;
  qualita: QualitaPagina;
}

/** How a page should lie that does not; undefined where nothing is proposed, or somebody said that it lies well. */
export const rotazioneProposta = ({ qualita }: Pick<PaginaScansione, 'qualita'>): QualitaPagina['rotazione'] =>
  qualita.find(({ codice, accettata }) => codice === 'capovolta' && accettata === undefined)?.rotazione;

/** The flaws that nobody has decided on, in the order of the pages. */
export function difettiAperti({ pagine }: Pick<Scansione, 'pagine'>): Difetto[] {
  return pagine.flatMap((pagina) =>
    pagina.qualita.filter(({ accettata }) => accettata === undefined).map((qualita) => ({ pagina, qualita })),
  );
}

const GRAVITA: readonly TonoStato[] = ['bad', 'warn', 'neu'];

/** The flaw that the miniature of a page tells: the gravest of those still open. */
export function difettoDi({ qualita }: Pick<PaginaScansione, 'qualita'>): Parole | undefined {
  const aperti = qualita.filter(({ accettata }) => accettata === undefined).map(({ codice }) => DIFETTI[codice]);
  return GRAVITA.flatMap((tono) => aperti.filter((one) => one.tono === tono))[0];
}

/** Pages, not flaws: a page with two flaws is looked at once. */
export const pagineDaGuardare = (scansione: Pick<Scansione, 'pagine'>): number =>
  new Set(difettiAperti(scansione).map(({ pagina }) => pagina.id)).size;

const COLORI = { mono: '1 bit', grigio: 'grigi', colore: 'a colori' } as const;

const elencoPagine = (numeri: readonly number[]): string => {
  const last = numeri.at(-1);
  if (numeri.length > 6 || last === undefined) return `${numeri.length} pagine`;
  return `pag. ${numeri.join(', ')}`;
};

/**
 * How the pages were acquired, in one line: what most of them have, then what differs.
 * @returns undefined while no page has been measured
 */
export function parametriInParole(pagine: readonly PaginaScansione[]): string | undefined {
  const groups = new Map<string, { dpi: string; colore: string; numeri: number[] }>();
  for (const { dpi, colore, numero } of pagine) {
    if (colore === undefined) continue;
    const words = {
      dpi: dpi === undefined || dpi === 0 ? 'risoluzione non dichiarata' : `${dpi} dpi`,
      colore: COLORI[colore],
    };
    const key = `${words.dpi} ${words.colore}`;
    groups.set(key, { ...words, numeri: [...(groups.get(key)?.numeri ?? []), numero] });
  }
  const [main, ...others] = [...groups.values()].toSorted((a, b) => b.numeri.length - a.numeri.length);
  if (main === undefined) return undefined;
  return [
    `${main.dpi}, ${main.colore}`,
    ...others.map(({ dpi, colore, numeri }) =>
      [
        `${elencoPagine(numeri)}:`,
        [...(dpi === main.dpi ? [] : [dpi]), ...(colore === main.colore ? [] : [colore])].join(', '),
      ].join(' '),
    ),
  ].join('; ');
}
