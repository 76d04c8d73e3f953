import type { Contenuti, TipoConfigurazione } from '../../schemas/configurazione.api.js';
import {
  ConfigurazioneModel,
  findContenuto,
  findTeste,
  type TestaVersione,
} from '../../schemas/configurazione.model.js';
import { inizialiOf } from '../accesso/aoo.js';
import { createCache } from '../accesso/cache.js';
import { SCANSIONE } from './dati/scansione.js';
import { IMPOSTAZIONI_SUCCESSIVE, inizialeOf } from './predefinite.js';
import { versioneAl } from './rules.js';

/** A version, or number 0: that with which the AOO began. */
export type Testa = Partial<TestaVersione> & Pick<TestaVersione, 'numero'>;

/** How long a version made by another process may stay unseen. */
const TTL_MS = 1_500;
/** What a version holds never changes. */
const CONTENUTO_TTL_MS = 3_600_000;

const keyOf = (...parts: (string | number)[]): string => [ConfigurazioneModel.db.name, ...parts].join('/');
const partsOf = (key: string): string[] => key.split('/').slice(1);

const teste = createCache(
  async (key) => {
    const [aoo = '', tipo = ''] = partsOf(key);
    return findTeste(aoo, tipo as TipoConfigurazione);
  },
  { ttlMs: TTL_MS, max: 500 },
);
const contenuti = createCache(
  async (key) => {
    const [aoo = '', tipo = '', numero = ''] = partsOf(key);
    return findContenuto(aoo, tipo as TipoConfigurazione, Number(numero));
  },
  { ttlMs: CONTENUTO_TTL_MS, max: 500, keep: (found) => found !== undefined },
);

/** The versions of a content by number, 0 first, at most two seconds old. @throws Problema 400 `aoo-sconosciuta` */
export const testeOf = async (aoo: string, tipo: TipoConfigurazione): Promise<Testa[]> => [
  { numero: 0 },
  ...(await teste.get(keyOf(aoo, tipo))),
];

/** To be called after a version was added. */
export const forgetTeste = (aoo: string, tipo: TipoConfigurazione): void => teste.forget(keyOf(aoo, tipo));

/** What is stored, with the settings that did not exist yet when it was written. */
function completed(tipo: TipoConfigurazione, stored: unknown): unknown {
  if (tipo === 'impostazioni') return { ...IMPOSTAZIONI_SUCCESSIVE, ...(stored as object) };
  if (tipo !== 'scansione' || stored === undefined) return stored;
  const { unioneEtichetta = SCANSIONE.unioneEtichetta, soglie, ...rest } = stored as Partial<Contenuti['scansione']>;
  return { ...rest, unioneEtichetta, soglie: { ...SCANSIONE.soglie, ...soglie } };
}

/** What a version of a content holds. */
export async function contenutoOf<K extends TipoConfigurazione>(
  aoo: string,
  tipo: K,
  numero: number,
): Promise<Contenuti[K]> {
  if (numero === 0) return inizialeOf(await inizialiOf(aoo), tipo);
  return completed(tipo, await contenuti.get(keyOf(aoo, tipo, numero))) as Contenuti[K]; // validated by the shape of its tipo when it was written
}

/**
 * What an AOO has decided of `tipo` for a legal day (`YYYY-MM-DD`): the one way to read means, tipologie, exclusions, oggettario,
 * formats, settings. At most two seconds old; not to be changed by who reads it.
 * @throws Problema 400 `aoo-sconosciuta`
 */
export async function configurazioneAl<K extends TipoConfigurazione>(
  aoo: string,
  tipo: K,
  giorno: string,
): Promise<Contenuti[K]> {
  return contenutoOf(aoo, tipo, versioneAl(await testeOf(aoo, tipo), giorno)?.numero ?? 0);
}
