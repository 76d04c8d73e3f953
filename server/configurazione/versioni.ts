import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '../../schemas/accesso.api.js';
import {
  type Contenuti,
  type ElencoConfigurazione,
  type RigaVersione,
  TIPI_CONFIGURAZIONE,
  type TipoConfigurazione,
  type VersioneLetta,
  type VersioneNuova,
} from '../../schemas/configurazione.api.js';
import { insertVersione } from '../../schemas/configurazione.model.js';
import type { Deps } from '../deps.js';
import { addDays, legalDay, rfc3339 } from '../lib/clock.js';
import { isDuplicateKey } from '../lib/mongo.js';
import { DatiNonValidiError, NonTrovatoError, VersioneSuperataError } from '../lib/problem.js';
import { faultsOfContenuto } from './controlli.js';
import { mayWrite } from './diritti.js';
import { alOf, prossimaDopo, statoOf, versioneAl } from './rules.js';
import { contenutoOf, forgetTeste, type Testa, testeOf } from './service.js';

/** How often a version is tried again that another process overtook. */
const MAX_TRIES = 20;
const MEBIBYTE = 1_048_576;

function present(teste: readonly Testa[], testa: Testa, oggi: string): RigaVersione {
  const { numero, validoDal, autore, quando, motivo } = testa;
  const validoAl = alOf(teste, testa, (day) => addDays(day, -1));
  return {
    numero,
    ...(validoDal !== undefined && { validoDal }),
    ...(validoAl !== undefined && { validoAl }),
    stato: statoOf(teste, testa, oggi),
    ...(autore !== undefined && { autore }),
    ...(quando !== undefined && { quando: rfc3339(quando) }),
    ...(motivo !== undefined && { motivo }),
  };
}

/** Every content of the AOO, with the version in force and the next one. */
export async function listConfigurazione(caller: Caller, oggi: string): Promise<ElencoConfigurazione> {
  const elementi = await Promise.all(
    TIPI_CONFIGURAZIONE.map(async (tipo) => {
      const teste = await testeOf(caller.aoo, tipo);
      const inVigore = versioneAl(teste, oggi) ?? { numero: 0 };
      const prossima = prossimaDopo(teste, oggi);
      return {
        tipo,
        inVigore: present(teste, inVigore, oggi),
        ...(prossima !== undefined && { prossima: present(teste, prossima, oggi) }),
        versioni: teste.length,
        scrive: mayWrite(caller, tipo),
      };
    }),
  );
  return { elementi };
}

async function whole<K extends TipoConfigurazione>(
  { aoo }: Pick<Caller, 'aoo'>,
  tipo: K,
  teste: readonly Testa[],
  testa: Testa,
  oggi: string,
): Promise<VersioneLetta<K>> {
  return {
    tipo,
    ...present(teste, testa, oggi),
    ultima: teste.at(-1)?.numero ?? 0,
    contenuto: await contenutoOf(aoo, tipo, testa.numero),
  };
}

/** The version in force on a day, whole. */
export async function readAl<K extends TipoConfigurazione>(
  caller: Pick<Caller, 'aoo'>,
  tipo: K,
  giorno: string,
  oggi: string,
): Promise<VersioneLetta<K>> {
  const teste = await testeOf(caller.aoo, tipo);
  return whole(caller, tipo, teste, versioneAl(teste, giorno) ?? { numero: 0 }, oggi);
}

/** One version, whole. @throws NonTrovatoError */
export async function readVersione<K extends TipoConfigurazione>(
  caller: Pick<Caller, 'aoo'>,
  tipo: K,
  numero: number,
  oggi: string,
): Promise<VersioneLetta<K>> {
  const teste = await testeOf(caller.aoo, tipo);
  const testa = teste.find((one) => one.numero === numero);
  if (testa === undefined) throw new NonTrovatoError(`La versione ${numero} non esiste: controllare il numero.`);
  return whole(caller, tipo, teste, testa, oggi);
}

/** A page of the versions, newest first. @param prima - only those before that number */
export async function listVersioni(
  { aoo }: Pick<Caller, 'aoo'>,
  tipo: TipoConfigurazione,
  oggi: string,
  { limite, prima }: { limite: number; prima: number | undefined },
): Promise<{ elementi: RigaVersione[]; cursore?: string }> {
  const teste = await testeOf(aoo, tipo);
  const left = [...teste].reverse().filter(({ numero }) => prima === undefined || numero < prima);
  const page = left.slice(0, limite);
  const last = page.at(-1);
  return {
    elementi: page.map((testa) => present(teste, testa, oggi)),
    ...(left.length > limite && last !== undefined && { cursore: String(last.numero) }),
  };
}

/**
 * Adds a version; the others stay as they are and can be read. What is already so from that day on is not written again: the
 * version that says it is given back.
 * @throws DatiNonValidiError for a day that has passed, or a content that does not agree with the AOO; VersioneSuperataError when
 *   `daVersione` is not the last one any more
 */
export async function addVersione<K extends TipoConfigurazione>(
  { clock, config }: Pick<Deps, 'clock' | 'config'>,
  caller: Caller,
  tipo: K,
  { validoDal, motivo, contenuto, daVersione }: VersioneNuova<Contenuti[K]>,
): Promise<{ versione: VersioneLetta<K>; created: boolean }> {
  const { aoo } = caller;
  const oggi = legalDay(clock.now());
  if (validoDal < oggi)
    throw new DatiNonValidiError([
      { campo: 'validoDal', messaggio: `La data è passata: indicare oggi, ${oggi}, o un giorno che deve venire.` },
    ]);
  const faults = await faultsOfContenuto(tipo, contenuto, {
    aoo,
    giorno: validoDal,
    limiteFileMegabyte: Math.floor(config.limiteFileBytes / MEBIBYTE),
  });
  if (faults.length > 0)
    throw new DatiNonValidiError(
      faults.map(({ campo, messaggio }) => ({
        campo: `contenuto${campo === '' || campo.startsWith('[') ? campo : `.${campo}`}`,
        messaggio,
      })),
    );
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    forgetTeste(aoo, tipo);
    const teste = await testeOf(aoo, tipo);
    const ultima = teste.at(-1)?.numero ?? 0;
    const before = versioneAl(teste, validoDal) ?? { numero: 0 };
    if (isDeepStrictEqual(contenuto, await contenutoOf(aoo, tipo, before.numero)))
      return { versione: await whole(caller, tipo, teste, before, oggi), created: false };
    if (daVersione !== undefined && daVersione !== ultima) throw new VersioneSuperataError();
    const testa = { numero: ultima + 1, validoDal, autore: caller.utente, quando: clock.now(), motivo };
    try {
      await insertVersione({ aoo, tipo, ...testa, contenuto });
    } catch (error) {
      if (isDuplicateKey(error)) continue;
      throw error;
    }
    forgetTeste(aoo, tipo);
    return { versione: await whole(caller, tipo, [...teste, testa], testa, oggi), created: true };
  }
  throw new VersioneSuperataError();
}
