import type { Registrazione } from '../../schemas/registrazione.model.js';
import { findPosti } from '../../schemas/registrazione-ricerca.model.js';
import { findTestiByPattern } from '../../schemas/testo-ricerca.js';
import type { Filtro } from '../accesso/visibilita.js';
import type { Frase } from './espressione.js';
import { hasFrase, type Testuale } from './gettoni.js';
import { phrasePattern } from './interrogazione.js';
import type { Voce } from './lettura.js';
import { among, chiaveOf, createLettore } from './posti.js';

/** What is known of a phrase in some places. */
export interface Viste {
  /** those that have it, and those where nobody has looked, in the same order */
  of: <T extends Voce>(voci: readonly T[]) => { con: ReadonlySet<Voce>; ignote: readonly T[] };
  /** @param passano - keys of those that have it */
  put: (voci: readonly Voce[], passano: ReadonlySet<string>) => void;
}

/** What the index says only nearly, asked of the records themselves. */
export interface Controlli {
  filtri: readonly Filtro[];
  frasi: readonly Frase[];
  /** of places, those that are known to have the words one after the other in their oggetto; the others are looked at one by one */
  pronte?: (voci: readonly Voce[], parole: readonly string[]) => Promise<Set<string>>;
  /** what was seen before */
  viste?: (frase: Frase) => Viste;
}

const isEmpty = ({ filtri, frasi }: Controlli): boolean => filtri.length === 0 && frasi.length === 0;

const keep = async (aoo: string, voci: readonly Voce[], filtri: readonly Filtro[]): Promise<Set<string>> =>
  new Set((await findPosti([...among(aoo, voci), ...filtri])).map(chiaveOf));

/** What a phrase is looked for in: the texts of a registration, and the files that may have one. */
type Testi = Testuale & Voce & Pick<Registrazione, 'impronte'>;
const TESTI: Record<keyof Testi, 1> = {
  ...{ anno: 1, numero: 1, impronte: 1 },
  ...{ oggetto: 1, mittenti: 1, destinatari: 1, protocolloMittente: 1, emergenza: 1, note: 1, rinnovi: 1 },
};
const testiDi = createLettore<Testi>({ _id: 0, ...TESTI });
/** So many are read and looked at without a pause: a circular has hundreds of addressees. */
const AT_ONCE = 64;

/** Of those places, the ones that have the phrase. */
async function havingFrase(
  aoo: string,
  voci: readonly Voce[],
  { classi, parole }: Frase,
  { pronte }: Controlli,
): Promise<Set<string>> {
  const ready = classi.includes('o') && voci.length > AT_ONCE ? await pronte?.(voci, parole) : undefined;
  const passed = ready ?? new Set<string>();
  const rest = voci.filter((one) => !passed.has(chiaveOf(one)));
  const others: Pick<Testi, 'anno' | 'numero' | 'impronte'>[] = [];
  for (let i = 0; i < rest.length; i += AT_ONCE)
    for (const one of await testiDi({ aoo, voci: rest.slice(i, i + AT_ONCE) }))
      if (hasFrase(one, classi, parole)) passed.add(chiaveOf(one));
      else if (classi.includes('d') && one.impronte.length > 0)
        others.push({ anno: one.anno, numero: one.numero, impronte: one.impronte });
  const hashes = [...new Set(others.flatMap(({ impronte }) => impronte))];
  const having = hashes.length === 0 ? new Set() : await findTestiByPattern(hashes, phrasePattern(parole));
  for (const one of others) if (one.impronte.some((hash) => having.has(hash))) passed.add(chiaveOf(one));
  return passed;
}

/** Those of the candidates that pass, in the same order. */
export async function passing<T extends Voce>(aoo: string, voci: readonly T[], controlli: Controlli): Promise<T[]> {
  if (voci.length === 0 || isEmpty(controlli)) return [...voci];
  let left = [...voci];
  if (controlli.filtri.length > 0) {
    const kept = await keep(aoo, left, controlli.filtri);
    left = left.filter((one) => kept.has(chiaveOf(one)));
  }
  for (const frase of controlli.frasi) {
    const viste = controlli.viste?.(frase);
    const { con, ignote } = viste?.of(left) ?? { con: new Set<Voce>(), ignote: left };
    const passed = ignote.length === 0 ? new Set<string>() : await havingFrase(aoo, ignote, frase, controlli);
    if (ignote.length > 0) viste?.put(ignote, passed);
    left = left.filter((one) => con.has(one) || passed.has(chiaveOf(one)));
  }
  return left;
}
