import { isAmministrazione, MEZZI_USCITA, type MezzoUscita } from './canali.js';
import type { Caso } from './caso.js';
import { apportionBy } from './ripartizione.js';
import type { Genere, SoggettoDemo } from './soggetti.js';

const hasDomicilio = ({ soggetto }: SoggettoDemo): boolean => soggetto.domicilioDigitale !== undefined;

/**
 * A correspondent of that kind, the frequent ones more often.
 * @param digitale - true: with a digital domicile; false: without; undefined: any
 */
export function chooseSoggetto(
  caso: Caso,
  soggetti: readonly SoggettoDemo[],
  genere: Genere,
  digitale?: boolean,
): SoggettoDemo {
  const ofGenere = soggetti.filter((one) => one.genere === genere);
  const fitting =
    genere === 'privato' && digitale !== undefined
      ? ofGenere.filter((one) => hasDomicilio(one) === digitale)
      : ofGenere;
  return caso.pickWeighted(fitting, ({ peso }) => peso);
}

interface DaSpedire {
  genere: Genere;
  /** given where the document answers somebody */
  corrispondente?: SoggettoDemo;
}

interface Spedizione {
  mezzo: MezzoUscita;
  corrispondente: SoggettoDemo;
}

/** Channels that reach a citizen without digital domicile. */
const ANALOGICI = ['raccomandata', 'email', 'posta'] as const;

/**
 * Channel and addressee of each outgoing document: a digital domicile gets PEC, an administration also interoperable
 * messages, who has none a letter. The shares hold as far as the addressees allow.
 */
export function chooseMezziUscita(
  caso: Caso,
  righe: readonly DaSpedire[],
  soggetti: readonly SoggettoDemo[],
): Spedizione[] {
  const left = apportionBy(righe.length, MEZZI_USCITA);
  const chosen = new Map<number, Spedizione>();
  const give = (i: number, mezzo: MezzoUscita, corrispondente: SoggettoDemo): void => {
    left[mezzo] -= 1;
    chosen.set(i, { mezzo, corrispondente });
  };
  const analogico = (): MezzoUscita => ANALOGICI.find((one) => left[one] > 0) ?? 'raccomandata';
  const order = caso.shuffle(righe.map((_, i) => i));
  for (const i of order.filter((one) => righe[one]?.corrispondente !== undefined)) {
    const known = righe[i]?.corrispondente as SoggettoDemo;
    if (isAmministrazione(known.genere) && left.interoperabilita > 0) give(i, 'interoperabilita', known);
    else give(i, hasDomicilio(known) ? 'pec' : analogico(), known);
  }
  for (const i of order.filter((one) => !chosen.has(one))) {
    const genere = righe[i]?.genere ?? 'privato';
    const paper = genere === 'privato' && ANALOGICI.some((one) => left[one] > 0);
    const corrispondente = chooseSoggetto(caso, soggetti, genere, !paper);
    if (isAmministrazione(genere) && left.interoperabilita > 0) give(i, 'interoperabilita', corrispondente);
    else give(i, paper ? analogico() : 'pec', corrispondente);
  }
  return righe.map((_, i) => chosen.get(i) as Spedizione);
}
