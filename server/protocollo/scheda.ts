import type { Caller } from '../../schemas/accesso.api.js';
import { RegistrazioneModel, type Registrazione } from '../../schemas/registrazione.model.js';
import type { Deps } from '../deps.js';
import { isFileWhole } from './files.js';
import { type Posto, requireVisible } from './lookup.js';
import { REGISTRO_GENERALE } from './rules.js';
import { anelloOf, faultOfRecord } from './verifica.js';

/** The place of one registration in the register, verified now: its text, its acts, its files, the one before and the one after. */
export async function verifyRegistrazione(deps: Deps, caller: Caller, posto: Posto) {
  const record = await requireVisible(caller, posto);
  const { aoo, catena } = record;
  const inRegistro = { aoo, registro: REGISTRO_GENERALE };
  const [before, after] = await Promise.all([
    RegistrazioneModel.findOne({
      ...inRegistro,
      'catena.hash': catena.precedente,
      $or: [{ anno: { $lt: record.anno } }, { anno: record.anno, numero: { $lt: record.numero } }],
    })
      .sort({ anno: -1, numero: -1 })
      .lean<Registrazione>(),
    RegistrazioneModel.findOne({ ...inRegistro, 'catena.precedente': catena.hash }).lean<Registrazione>(),
  ]);
  const motivo = faultOfRecord(record, before === null ? null : anelloOf(before));
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
