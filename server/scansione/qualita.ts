import type { SoglieScansione } from '../../schemas/configurazione-scansione.api.js';
import type { EsitoPagina } from '../../schemas/pagina-scansione.model.js';
import type { CodiceQualita, QualitaPagina } from '../../schemas/scansione.api.js';
import type { ContenutoScansione, PostoPagina } from '../../schemas/scansione.model.js';
import { rfc3339 } from '../lib/clock.js';
import { stessaPagina } from './immagini/giudizio.js';
import type { PassoScansione } from './stati.js';

/* What the pages of a scan lack, one beside the other: pure, and the same for the worker that judges and for who looks. */

export interface PaginaGiudicata {
  id: string;
  qualita: QualitaPagina[];
  /** there is no picture of it: no copy can be made */
  illeggibile: boolean;
}

type Detta = Pick<QualitaPagina, 'codice' | 'messaggio' | 'rotazione'>;
type Giudicabile = Pick<ContenutoScansione, 'pagine' | 'accettazioni' | 'pagineAttese' | 'registrazione'>;

const plurale = (n: number): string => (n === 1 ? '1 pagina' : `${n} pagine`);

function ofItself({ rifiutata }: PostoPagina, esito: EsitoPagina | undefined): Detta[] {
  const refused = rifiutata ?? esito?.rifiutata;
  return refused === undefined ? [...(esito?.qualita ?? [])] : [{ codice: 'illeggibile', messaggio: refused }];
}

/** Two sheets with little or no writing look the same and are not one taken twice. */
const isBlank = (esito: EsitoPagina): boolean =>
  esito.qualita.some(({ codice }) => codice === 'bianca' || codice === 'poche-parole');

function doppia(
  esito: EsitoPagina | undefined,
  prima: EsitoPagina | undefined,
  { bitDoppia }: Pick<SoglieScansione, 'bitDoppia'>,
  numero: number,
): Detta[] {
  if (esito?.misure === undefined || prima?.misure === undefined || isBlank(esito)) return [];
  return stessaPagina(esito.misure, prima.misure, bitDoppia)
    ? [{ codice: 'doppia', messaggio: `La pagina sembra la stessa della precedente, la ${numero - 1}.` }]
    : [];
}

const codice = (esito: EsitoPagina | undefined, known: boolean): Detta[] =>
  esito?.codiceIllegibile === true && !known
    ? [
        {
          codice: 'codice-illeggibile',
          messaggio: 'Sulla pagina c’è un codice che non si legge: indicare a mano la registrazione.',
        },
      ]
    : [];

const conto = (trovate: number, attese: number | undefined): Detta[] =>
  attese === undefined || attese === trovate
    ? []
    : [{ codice: 'pagine', messaggio: `Le pagine sono ${trovate}; l’originale ne ha ${attese}.` }];

/**
 * Every page in its place with what it lacks: of itself, against the one before, and (on the last) the number of pages that the
 * operator stated. What somebody has accepted says who and why.
 */
export function giudica(
  { pagine, accettazioni, pagineAttese, registrazione }: Giudicabile,
  esiti: ReadonlyMap<string, EsitoPagina | undefined>,
  soglie: Pick<SoglieScansione, 'bitDoppia'>,
): PaginaGiudicata[] {
  return pagine.map((posto, i) => {
    const esito = esiti.get(posto.id);
    const before = pagine[i - 1];
    const prima = before === undefined ? undefined : esiti.get(before.id);
    const last = i === pagine.length - 1;
    const found = [
      ...ofItself(posto, esito),
      ...doppia(esito, prima, soglie, i + 1),
      ...codice(esito, registrazione !== undefined),
      ...(last ? conto(pagine.length, pagineAttese) : []),
    ];
    const withAccettazione = (one: Detta): QualitaPagina => {
      const accepted = accettazioni.findLast((each) => each.pagina === posto.id && each.codice === one.codice);
      if (accepted === undefined) return one;
      const { utente, quando, motivo } = accepted;
      return { ...one, accettata: { utente, quando: rfc3339(quando), motivo } };
    };
    return {
      id: posto.id,
      qualita: found.map(withAccettazione),
      illeggibile: posto.rifiutata !== undefined || esito?.rifiutata !== undefined,
    };
  });
}

/** What nobody has accepted yet; a page without a picture cannot be accepted. */
export const difettiOf = (giudicate: readonly PaginaGiudicata[]): { pagina: string; codice: CodiceQualita }[] =>
  giudicate.flatMap(({ id, qualita, illeggibile }) =>
    qualita
      .filter(({ accettata }) => accettata === undefined || illeggibile)
      .map(({ codice: lacking }) => ({ pagina: id, codice: lacking })),
  );

/** Where a scan goes whose pages are all read; one whose union waits for a person is looked at, however good its pages are. */
export function passoDa(giudicate: readonly PaginaGiudicata[], unione?: ContenutoScansione['unione']): PassoScansione {
  if (giudicate.length === 0 || giudicate.every(({ illeggibile }) => illeggibile)) return 'giudica-illeggibile';
  return difettiOf(giudicate).length > 0 || unione?.stato === 'da-confermare' ? 'giudica-da-vedere' : 'giudica-buona';
}

/** In words, for the list, why there is no copy of anything. */
export const erroreDi = (giudicate: readonly PaginaGiudicata[]): string => {
  const [first] = giudicate.flatMap(({ qualita }) => qualita);
  const detto = first?.messaggio ?? 'Non c’è nessuna pagina: scansionare di nuovo.';
  return giudicate.length <= 1 ? detto : `Nessuna delle ${plurale(giudicate.length)} si può leggere. ${detto}`;
};
