import { titolarioOf } from '../../classification/service.js';
import type { Caller } from '../../schemas/accesso.api.js';
import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Coda } from '../../schemas/scrivania.api.js';
import { type Filtro, visibleTo } from '../accesso/visibilita.js';
import { NonTrovatoError } from '../lib/problem.js';
import { CONTA_FINO_A, type Pagina, RIGA } from '../protocollo/elenchi.js';
import { type Attesa, perUfficio } from '../protocollo/attese.js';
import { type CodaDi, codeOf } from './code.js';
import { type Fonte, fonteDi } from './fonti.js';
import { assegnateDaPrima, limiteDi } from './soglie.js';

/** A count that may have taken too long is refused rather than waited for: the desk is asked for all day. */
const MAX_TIME_MS = 5_000;

/** The classi below which the titolario in force has something: only there the third level can be given. */
async function classiConSottoclassi(aoo: string, giorno: string): Promise<string[]> {
  const voci = (await titolarioOf(aoo, giorno))?.voci ?? [];
  return [...new Set(voci.flatMap(({ attiva, livello, padre }) => (attiva && livello === 3 ? (padre ?? []) : [])))];
}

/** The marks of a queue in one office. Pure. */
export const marcheIn = (marche: readonly string[], uo: string): string[] => [
  ...new Set(
    marche.flatMap((one) => {
      const [attesa = '', office] = one.split('/');
      if (one.includes('@') || (office !== undefined && office !== uo)) return [];
      return [perUfficio(attesa as Attesa, uo)];
    }),
  ),
];

/** What stops at titolo and classe counts only where there is something below. */
async function conSottoclassi(aoo: string, { codice, marche }: CodaDi, giorno: string): Promise<Filtro | null> {
  if (codice !== 'terzo-livello' && codice !== 'in-ritardo') return {};
  const classi = await classiConSottoclassi(aoo, giorno);
  if (codice === 'terzo-livello') return classi.length === 0 ? null : { 'classifica.codice': { $in: classi } };
  const altre = marche.filter((one) => !one.startsWith('terzo-livello'));
  return { $or: [{ 'classifica.codice': { $in: classi } }, { attese: { $in: altre } }] };
}

/** What has waited longer than the AOO allows. */
async function daTroppo(aoo: string, { codice, oltre }: CodaDi, giorno: string): Promise<Filtro> {
  if (oltre === undefined) return {};
  const limite = await limiteDi(aoo, oltre, giorno);
  return codice === 'non-prese' ? assegnateDaPrima(limite) : { dataRegistrazione: { $lt: limite } };
}

/** What stands in a queue and its reader may see; null where nothing can. `attese.0` is what the partial index asks for. */
async function filterOf(caller: Caller, coda: CodaDi, giorno: string): Promise<Filtro | null> {
  const { marche } = coda;
  if (marche.length === 0) return null;
  const [voci, since] = await Promise.all([
    conSottoclassi(caller.aoo, coda, giorno),
    daTroppo(caller.aoo, coda, giorno),
  ]);
  if (voci === null) return null;
  return {
    $and: [
      {
        aoo: caller.aoo,
        attese: marche.length === 1 ? marche[0] : { $in: [...marche] },
        'attese.0': { $exists: true },
      },
      visibleTo(caller),
      voci,
      since,
    ],
  };
}

const rows = async (
  { records, indice, ordine }: Fonte,
  filter: Filtro | null,
  limit: number,
): Promise<Registrazione[]> =>
  filter === null || limit === 0
    ? []
    : records
        .find(filter, RIGA)
        .sort(ordine)
        .hint(indice)
        .limit(limit)
        .maxTimeMS(MAX_TIME_MS)
        .lean<Registrazione[]>()
        .exec();

const conto = async ({ records, indice }: Fonte, filter: Filtro | null): Promise<Pick<Pagina, 'totale' | 'oltre'>> => {
  if (filter === null) return { totale: 0 };
  const found = await records
    .countDocuments(filter)
    .hint(indice)
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
      const fonte = fonteDi(coda);
      const filter = await filterOf(caller, coda, giorno);
      const first = await rows(fonte, filter, primi);
      // most queues of a desk hold nothing: what comes whole is counted by itself
      return { coda, primi: first, ...(first.length < primi ? { totale: first.length } : await conto(fonte, filter)) };
    }),
  );

/** @throws NonTrovatoError for a queue that the caller has not */
function requireCoda(caller: Caller, codice: Coda): CodaDi {
  const coda = codeOf(caller).find((one) => one.codice === codice);
  if (coda === undefined) throw new NonTrovatoError('Questa coda non è tra quelle della sua scrivania.');
  return coda;
}

/** A queue by office: how many wait in each that its reader sees, and since when the oldest; the most burdened first. */
export async function readUffici(
  caller: Caller,
  codice: Coda,
  giorno: string,
): Promise<{ uo: string; totale: number; dal: Date }[]> {
  const coda = requireCoda(caller, codice);
  const filter = await filterOf(caller, coda, giorno);
  const attese = [...new Set(coda.marche.map((one) => one.split(/[/@]/)[0] ?? ''))];
  if (filter === null) return [];
  const { records, indice } = fonteDi(coda);
  return records
    .aggregate<{ uo: string; totale: number; dal: Date }>([
      { $match: filter },
      {
        $project: {
          dataRegistrazione: 1,
          uo: {
            $setUnion: {
              $map: {
                input: {
                  $filter: { input: '$attese', cond: { $in: [{ $first: { $split: ['$$this', '/'] } }, attese] } },
                },
                in: { $arrayElemAt: [{ $split: ['$$this', '/'] }, 1] },
              },
            },
          },
        },
      },
      { $unwind: '$uo' },
      { $match: { uo: { $ne: null, ...(coda.marche.some((one) => one.includes('/')) && { $in: ufficiDi(coda) }) } } },
      { $group: { _id: '$uo', totale: { $sum: 1 }, dal: { $min: '$dataRegistrazione' } } },
      { $sort: { totale: -1, _id: 1 } },
      { $project: { _id: 0, uo: '$_id', totale: 1, dal: 1 } },
    ])
    .hint(indice)
    .option({ maxTimeMS: MAX_TIME_MS });
}

const ufficiDi = ({ marche }: CodaDi): string[] => marche.flatMap((one) => one.split('/').slice(1));

/** One page of a queue, oldest first. @throws NonTrovatoError for a queue that the caller has not */
export async function readCoda(
  caller: Caller,
  codice: Coda,
  giorno: string,
  {
    limite = LIMITE_PREDEFINITO,
    cursore,
    uo,
  }: { limite?: number | undefined; cursore?: string | undefined; uo?: string | undefined },
): Promise<Pagina> {
  const coda = requireCoda(caller, codice);
  const only = uo === undefined ? coda : { ...coda, marche: marcheIn(coda.marche, uo) };
  const fonte = fonteDi(coda);
  const filter = await filterOf(caller, only, giorno);
  const after = cursore === undefined ? {} : fonte.after(cursore);
  const page = filter && { $and: [filter, after] };
  const [found, counted] = await Promise.all([rows(fonte, page, limite + 1), conto(fonte, filter)]);
  const elementi = found.slice(0, limite);
  const last = elementi.at(-1);
  return {
    elementi,
    ...(found.length > limite && last !== undefined && { cursore: fonte.cursorOf(last) }),
    ...counted,
  };
}
