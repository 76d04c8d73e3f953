import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import { HASH_INIZIALE } from './canonico.js';
import { REGISTRO_GENERALE } from './rules.js';
import { type Anello, anelloOf, type Fault, faultOfRecord } from './verifica.js';

export interface Verifica {
  integro: boolean;
  registrazioni: number;
  ultimoHash: string;
  primoErrore?: Fault;
}

/** Few enough that who else asks is not kept waiting while a page is looked at. */
const PAGE = 250;
/** Without the words, the verification of a great register reads a third less. */
const SENZA_PAROLE: Record<string, 0> = { parole: 0, richiesta: 0, 'nascita.avvisi': 0 };

/** The last record before a year: where its chain begins. */
async function anelloBefore(aoo: string, anno: number): Promise<Anello | null> {
  const last = await RegistrazioneModel.findOne({ aoo, registro: REGISTRO_GENERALE, anno: { $lt: anno } })
    .sort({ anno: -1, numero: -1 })
    .lean<Registrazione>();
  if (last === null) return null;
  try {
    return anelloOf(last);
  } catch {
    return { hash: '', data: 0, anno: last.anno, numero: last.numero }; // it has lost its shape: nothing follows it
  }
}

/** The records of a year in their order, a page at a time; the next page is on its way while one is looked at. */
export async function* pagesOfYear(
  aoo: string,
  anno: number,
  projection: Record<string, 0 | 1> = {},
): AsyncGenerator<Registrazione[], void> {
  const read = (after: number): Promise<Registrazione[]> =>
    RegistrazioneModel.find({ aoo, registro: REGISTRO_GENERALE, anno, numero: { $gt: after } }, projection)
      .sort({ numero: 1 })
      .limit(PAGE)
      .lean<Registrazione[]>()
      .exec();
  let next = read(-Infinity);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    next = page.length < PAGE ? Promise.resolve([]) : read(last.numero);
    next.catch(() => undefined); // told when it is awaited
    yield page;
  }
}

export interface Opzioni {
  /** told of each record that is whole, up to the first fault */
  each?: (record: Registrazione) => void;
  /** the words of the search too */
  parole?: boolean;
}

/**
 * Replays the register of a year: numbers without holes, texts, hashes, chain, acts, and the queryable fields against them.
 * The first fault is named, and the rest is only counted.
 */
export async function verifyRegistro(
  aoo: string,
  anno: number,
  { each, parole = false }: Opzioni = {},
): Promise<Verifica> {
  let before = await anelloBefore(aoo, anno);
  let registrazioni = 0;
  let primoErrore: Fault | undefined;
  for await (const page of pagesOfYear(aoo, anno, parole ? undefined : SENZA_PAROLE)) {
    for (const record of page) {
      if (primoErrore !== undefined) continue;
      const motivo = faultOfRecord(record, before, { parole });
      if (motivo !== null) {
        primoErrore = { anno, numero: record.numero, motivo }; // it may have lost its shape: nothing more is read of it
        continue;
      }
      each?.(record);
      before = anelloOf(record);
    }
    registrazioni += page.length;
  }
  return {
    integro: primoErrore === undefined,
    registrazioni,
    ultimoHash: before?.hash ?? HASH_INIZIALE,
    ...(primoErrore !== undefined && { primoErrore }),
  };
}
