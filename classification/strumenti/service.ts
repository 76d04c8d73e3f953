import {
  findRigheStrumento,
  findTesteStrumento,
  type ParolaProntuario,
  type RegolaMassimario,
  type RigheStrumento,
  StrumentoModel,
  type TestaStrumento,
  type TipoStrumento,
} from '../../schemas/strumento.model.js';
import { createCache } from '../../server/accesso/cache.js';
import { DENOMINAZIONE_STANDARD, standardStrumento } from './standard.js';

/** A version with its rows; number 0 is what comes with the product, which no act has adopted. */
export interface Strumento<K extends TipoStrumento> extends Omit<TestaStrumento, 'caricata'> {
  caricata?: TestaStrumento['caricata'];
  righe: readonly RigheStrumento[K][];
}
export type Testa = Omit<Strumento<TipoStrumento>, 'righe'>;

/** How long a version loaded by another process may stay unseen. */
const TTL_MS = 1_500;
/** The rows of a version never change. */
const RIGHE_TTL_MS = 3_600_000;

const keyOf = (...parts: (string | number)[]): string => [StrumentoModel.db.name, ...parts].join('/');
const partsOf = (key: string): string[] => key.split('/').slice(1);

const teste = createCache(
  async (key) => {
    const [tipo = '', aoo = ''] = partsOf(key);
    return findTesteStrumento(aoo, tipo as TipoStrumento);
  },
  { ttlMs: TTL_MS, max: 200 },
);
const righe = createCache(
  async (key) => {
    const [tipo = '', numero = '', aoo = ''] = partsOf(key);
    return findRigheStrumento(aoo, tipo as TipoStrumento, Number(numero));
  },
  { ttlMs: RIGHE_TTL_MS, max: 50 },
);

const zero = (tipo: TipoStrumento): Testa => ({
  numero: 0,
  denominazione: DENOMINAZIONE_STANDARD[tipo],
  dal: '0000-01-01',
});

/** The versions of an AOO by number, 0 first, at most two seconds old. */
export const testeOf = async (aoo: string, tipo: TipoStrumento): Promise<Testa[]> => [
  zero(tipo),
  ...(await teste.get(keyOf(tipo, aoo))),
];

/** To be called after a version was added. */
export const forgetStrumento = (aoo: string, tipo: TipoStrumento): void => teste.forget(keyOf(tipo, aoo));

/** The rows of one version, by its number. */
export const righeOf = async <K extends TipoStrumento>(
  aoo: string,
  tipo: K,
  numero: number,
): Promise<readonly RigheStrumento[K][]> =>
  numero === 0
    ? standardStrumento(tipo)
    : ((await righe.get(keyOf(tipo, numero, aoo))) as readonly RigheStrumento[K][]);

/** The version that counts on a day: the one begun last, and of two begun on one day the later one. */
const testaOn = (versioni: readonly Testa[], giorno: string, tipo: TipoStrumento): Testa =>
  versioni
    .filter(({ dal }) => dal <= giorno)
    .reduce(
      (found, one) => (one.dal > found.dal || (one.dal === found.dal && one.numero > found.numero) ? one : found),
      zero(tipo),
    );

/** What counts on a legal day (`YYYY-MM-DD`), at most two seconds old; not to be changed by who reads it. */
export async function strumentoOf<K extends TipoStrumento>(
  aoo: string,
  tipo: K,
  giorno: string,
): Promise<Strumento<K>> {
  const testa = testaOn(await testeOf(aoo, tipo), giorno, tipo);
  return { ...testa, righe: await righeOf(aoo, tipo, testa.numero) };
}

/** The rules of retention of an AOO on a legal day; the same array until another version counts. */
export const massimarioOf = async (aoo: string, giorno: string): Promise<readonly RegolaMassimario[]> =>
  (await strumentoOf(aoo, 'massimario', giorno)).righe;

/** The words that lead to a voce, of an AOO on a legal day; the same array until another version counts. */
export const prontuarioOf = async (aoo: string, giorno: string): Promise<readonly ParolaProntuario[]> =>
  (await strumentoOf(aoo, 'prontuario', giorno)).righe;
