import { titolarioOf } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import { INDICE_ATTESE, RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Coda } from '../../schemas/scrivania.api.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { NonTrovatoError } from '../lib/problem.js';
import { afterCursor, CONTA_FINO_A, cursorOf, type Pagina, RIGA } from '../protocollo/elenchi.js';
import { type CodaDi, codeOf } from './code.js';

/** A count that may have taken too long is refused rather than waited for: the desk is asked for all day. */
const MAX_TIME_MS = 5_000;
const OLDEST_FIRST = { anno: 1, numero: 1 } as const;

/** The classi below which the titolario in force has something: only there the third level can be given. */
async function classiConSottoclassi(aoo: string, giorno: string): Promise<string[]> {
  const voci = (await titolarioOf(aoo, giorno))?.voci ?? [];
  return [...new Set(voci.flatMap(({ attiva, livello, padre }) => (attiva && livello === 3 ? (padre ?? []) : [])))];
}

/** What stands in a queue and its reader may see; null where nothing can. `attese.0` is what the partial index asks for. */
async function filterOf(caller: Caller, { codice, marche }: CodaDi, giorno: string): Promise<Filtro | null> {
  const filters: Filtro[] = [
    { aoo: caller.aoo, attese: marche.length === 1 ? marche[0] : { $in: [...marche] }, 'attese.0': { $exists: true } },
    visibleTo(caller),
  ];
  if (codice === 'terzo-livello') {
    const classi = await classiConSottoclassi(caller.aoo, giorno);
    if (classi.length === 0) return null;
    filters.push({ 'classifica.codice': { $in: classi } });
  }
  return { $and: filters };
}

const rows = async (filter: Filtro | null, limit: number): Promise<Registrazione[]> =>
  filter === null || limit === 0
    ? []
    : RegistrazioneModel.find(filter, RIGA)
        .sort(OLDEST_FIRST)
        .hint(INDICE_ATTESE)
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Registrazione[]>()
        .exec();

const conto = async (filter: Filtro | null): Promise<Pick<Pagina, 'totale' | 'oltre'>> => {
  if (filter === null) return { totale: 0 };
  const found = await RegistrazioneModel.countDocuments(filter)
    .hint(INDICE_ATTESE)
    .limit(CONTA_FINO_A + 1)
    .maxTimeMS(MAX_TIME_MS);
  return found > CONTA_FINO_A ? { oltre: CONTA_FINO_A } : { totale: found };
};

export interface CodaLetta extends Pick<Pagina, 'totale' | 'oltre'> {
  coda: CodaDi;
  primi: Registrazione[];
}

/**
 * The queues of the caller, each counted, with its oldest ones.
 * @param giorno - legal day of today
 * @param primi - how many of each
 */
export const readScrivania = (caller: Caller, giorno: string, primi: number): Promise<CodaLetta[]> =>
  Promise.all(
    codeOf(caller).map(async (coda) => {
      const filter = await filterOf(caller, coda, giorno);
      const [first, counted] = await Promise.all([rows(filter, primi), conto(filter)]);
      return { coda, primi: first, ...counted };
    }),
  );

/** One page of a queue, oldest first. @throws NonTrovatoError for a queue that the caller has not */
export async function readCoda(
  caller: Caller,
  codice: Coda,
  giorno: string,
  { limite = LIMITE_PREDEFINITO, cursore }: { limite?: number | undefined; cursore?: string | undefined },
): Promise<Pagina> {
  const coda = codeOf(caller).find((one) => one.codice === codice);
  if (coda === undefined) throw new NonTrovatoError('Questa coda non è tra quelle della sua scrivania.');
  const filter = await filterOf(caller, coda, giorno);
  const after = cursore === undefined ? {} : afterCursor(cursore, 'dopo');
  const page = filter && { $and: [filter, after] };
  const [found, counted] = await Promise.all([rows(page, limite + 1), conto(filter)]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: cursorOf(last) }),
    ...counted,
  };
}
