import { Readable } from 'node:stream';
import {
  type FirmaRegistro,
  findFirmeRegistri,
  insertFirmaRegistro,
} from '../../schemas/registro-giornaliero.model.js';
import { protectFiles } from '../../storage/protect-files.js';
import type { Deps } from '../deps.js';
import { bytesDi, firmaCades } from '../firme/crea/cades.js';
import { chiediMarca } from '../firme/crea/marca.js';
import { firmatarioOf } from '../firme/chiavi/firmatario.js';
import { isDuplicateKey } from '../lib/mongo.js';

export type DepsSigillo = Pick<Deps, 'config' | 'clock' | 'store'>;

interface FileDelRegistro {
  sha256: string;
  dimensione: number;
}

/**
 * The seal of the AOO over one file of a closed register, as a detached CAdES; made where it was not there, and the same bytes ever
 * after: two that seal at once get one, the first to be written. The file itself is not read: its hash is what is signed.
 * @returns undefined where it was not sealed and the AOO has no seal that may sign now
 * @throws MarcaNonOttenutaError where a timestamp is configured and cannot be had
 */
export async function ensureSigillo(
  deps: DepsSigillo,
  aoo: string,
  { sha256, dimensione }: FileDelRegistro,
): Promise<FirmaRegistro | undefined> {
  const known = (await findFirmeRegistri([sha256])).get(sha256);
  if (known !== undefined) return known;
  const sigillo = await firmatarioOf(deps, aoo, 'sigillo');
  if (sigillo === undefined) return undefined;
  const { tsa } = deps.config.firme;
  const quando = deps.clock.now();
  const contenuto = {
    sha256: Buffer.from(sha256, 'hex'),
    dimensione,
    pezzi: async function* () {
      const { stream } = await deps.store.open(sha256);
      yield* stream as AsyncIterable<Buffer>;
    },
  };
  const opzioni = { staccata: true, quando, ...(tsa !== undefined && { marca: chiediMarca(tsa) }) };
  const bytes = await bytesDi(await firmaCades(contenuto, sigillo, opzioni));
  const file = await deps.store.put(Readable.from([bytes]));
  await protectFiles(deps.store, [file]);
  const firma: FirmaRegistro = {
    _id: sha256,
    aoo,
    firma: { sha256: file.sha256, dimensione: file.dimensione },
    quando,
    marcata: tsa !== undefined,
  };
  try {
    await insertFirmaRegistro(firma);
    return firma;
  } catch (error) {
    const other = isDuplicateKey(error) ? (await findFirmeRegistri([sha256])).get(sha256) : undefined;
    if (other === undefined) throw error;
    return other;
  }
}
