import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { type ChiaveFirma, findChiaveAttiva, type Titolare } from '../../../schemas/chiave-firma.model.js';
import type { Deps } from '../../deps.js';
import { StatoIncompatibileError } from '../../lib/problem.js';
import type { Firmatario } from '../tipi.js';
import { decifra } from './cifra.js';

/** To what the ciphertext of a key is bound. */
export const legameOf = ({ _id, aoo }: Pick<ChiaveFirma, '_id' | 'aoo'>): string => `${aoo}/${_id.toHexString()}`;

/** Signs with SHA-256 away from the thread that serves requests: PKCS#1 v1.5 for RSA, DER for EC. */
const signWith = (chiave: KeyObject, dati: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    sign('sha256', dati, chiave, (error, firma) => (error === null ? resolve(firma) : reject(error)));
  });

/** Who signs with a key that is open in memory. */
export const firmatarioDi = (
  { certificato, catena, nome }: Pick<Firmatario, 'certificato' | 'catena' | 'nome'>,
  chiave: KeyObject,
): Firmatario => ({
  certificato,
  catena,
  nome,
  chiave: chiave.asymmetricKeyType === 'ec' ? 'ec' : 'rsa',
  firma: (dati) => signWith(chiave, dati),
});

function openChiave(segreto: Buffer, chiave: ChiaveFirma): KeyObject {
  try {
    return createPrivateKey({ key: decifra(segreto, chiave.chiave, legameOf(chiave)), format: 'der', type: 'pkcs8' });
  } catch (error) {
    throw new StatoIncompatibileError(
      'La chiave di firma non si apre: CHIAVE_SEGRETI non è quella con cui era stata conservata. Rimettere il valore di prima, oppure ritirare la chiave e caricarla di nuovo.',
      [],
      { cause: error },
    );
  }
}

/**
 * Who signs in an AOO with a key that the system holds: a user with his own, or the seal.
 * @returns undefined where no key is loaded, valid now and not withdrawn, or the installation has no secret to keep keys with
 * @throws StatoIncompatibileError if the key was encrypted under another secret
 */
export async function firmatarioOf(
  { config, clock }: Pick<Deps, 'config' | 'clock'>,
  aoo: string,
  titolare: Titolare,
): Promise<Firmatario | undefined> {
  const { segreto } = config.firme;
  if (segreto === undefined) return undefined;
  const chiave = await findChiaveAttiva(aoo, titolare, clock.now());
  return chiave === null ? undefined : firmatarioDi(chiave, openChiave(segreto, chiave));
}
