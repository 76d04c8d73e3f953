import { modelOf, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { isFileWhole } from './files.js';
import { anelloOf, faultOfRecord } from './verifica.js';

/** The place of one registration in the register, verified now: its text, its acts, its files, the one before and the one after. */
export async function verifyRegistrazione(deps: Deps, record: Registrazione, continua = false) {
  const { aoo, registro, anno, numero, catena } = record;
  const [before, after] = await Promise.all([
    modelOf(registro)
      .findOne({ aoo, registro, $or: [{ anno: { $lt: anno } }, { anno, numero: { $lt: numero } }] })
      .sort({ anno: -1, numero: -1 })
      .lean<Registrazione>(),
    modelOf(registro).findOne({ aoo, registro, 'catena.precedente': catena.hash }).lean<Registrazione>(),
  ]);
  const motivo = faultOfRecord(record, before === null ? null : anelloOf(before), { continua });
  const file = await Promise.all(
    [...(record.documento === undefined ? [] : [record.documento]), ...record.allegati].map(async (one) => ({
      nome: one.nome,
      integro: await isFileWhole(deps, one),
    })),
  );
  const place = (one: Registrazione) => ({ anno: one.anno, numero: one.numero });
  return {
    integra: motivo === null && file.every(({ integro }) => integro),
    ...(motivo !== null && { motivo }),
    ...(before !== null && { precedente: place(before) }),
    ...(after !== null && { successiva: place(after) }),
    file,
    eventi: record.eventi.length,
  };
}
