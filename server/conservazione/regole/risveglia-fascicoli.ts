import { markDaVersare } from '../../../schemas/da-versare.model.js';
import { FascicoloModel } from '../../../schemas/fascicolo.model.js';
import { markRiprova, NonInviabileModel } from '../../../schemas/non-inviabile.model.js';
import { modelOf } from '../../../schemas/registrazione.model.js';
import { readRiferimento } from './riferimento.js';

/** Why a fascicolo waits for its units. */
export const UNITA_NON_CONSERVATE = 'unita-non-conservate';

/**
 * A unit is kept by the receiver now: the closed fascicoli in which it stands, and that were waiting for their units, are looked at
 * again at the next turn, not only at night. Safe to be killed anywhere and to run twice.
 * @returns how many
 */
export async function risvegliaFascicoli(aoo: string, riferimento: string): Promise<number> {
  const named = readRiferimento('unita-documentaria', riferimento);
  if (named?.tipo !== 'unita-documentaria') return 0;
  const { registro, anno, numero } = named;
  const record = await modelOf(registro)
    .findOne({ aoo, registro, anno, numero }, { _id: 0, fascicolo: 1, altriFascicoli: 1 })
    .lean<{ fascicolo?: string; altriFascicoli?: string[] }>();
  const ids = [record?.fascicolo, ...(record?.altriFascicoli ?? [])].filter((one) => one !== undefined);
  if (ids.length === 0) return 0;
  const radici = await FascicoloModel.distinct('radice', { aoo, _id: { $in: ids } });
  // what lies in a part may be what the whole waits for
  const alberi = await FascicoloModel.find({ aoo, radice: { $in: radici } }, { _id: 1 }).lean<{ _id: string }[]>();
  const waiting = await NonInviabileModel.find(
    {
      aoo,
      tipo: 'fascicolo',
      riferimento: { $in: alberi.map(({ _id }) => _id) },
      'mancanze.codice': UNITA_NON_CONSERVATE,
      riprova: { $ne: true },
    },
    { _id: 0, riferimento: 1 },
  ).lean<{ riferimento: string }[]>();
  for (const { riferimento: id } of waiting) await markDaVersare(aoo, 'fascicolo', id, 'nascita');
  await markRiprova(
    aoo,
    waiting.map((one) => ({ tipo: 'fascicolo', riferimento: one.riferimento })),
  );
  return waiting.length;
}
