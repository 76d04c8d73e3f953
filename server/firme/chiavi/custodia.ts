import { Types } from 'mongoose';
import type { ChiaveFirma } from '../../../schemas/chiave-firma.model.js';
import { impronta, nomeLeggibile } from '../cms/certificato.js';
import { cifra } from './cifra.js';
import { legameOf } from './firmatario.js';
import type { ChiaveAperta } from './rules.js';

/** The record of an open key, encrypted for its place. */
export function chiaveFirmaOf(
  { chiave, tipo, x509, catena }: ChiaveAperta,
  { segreto, ...posto }: Pick<ChiaveFirma, 'aoo' | 'specie' | 'creata' | 'da'> & { utente?: string; segreto: Buffer },
): ChiaveFirma {
  const _id = new Types.ObjectId();
  const chiaro = chiave.export({ format: 'der', type: 'pkcs8' });
  return {
    _id,
    ...posto,
    nome: nomeLeggibile(x509.attributi),
    certificato: x509.der,
    catena,
    impronta: impronta(x509),
    dal: x509.dal,
    al: x509.al,
    tipo,
    chiave: cifra(segreto, chiaro, legameOf({ _id, aoo: posto.aoo })),
  };
}
