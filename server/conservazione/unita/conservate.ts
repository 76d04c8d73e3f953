import type { ChiaveVersamento, TipoVersamento } from '../../../schemas/versamento.api.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';

const INSIEME = 1_000;

/** Which of these things a receiver has accepted, with the key under which it keeps each. */
export async function findConservate(
  aoo: string,
  conservatore: string,
  tipo: TipoVersamento,
  riferimenti: readonly string[],
): Promise<Map<string, ChiaveVersamento>> {
  const found = new Map<string, ChiaveVersamento>();
  for (let from = 0; from < riferimenti.length; from += INSIEME) {
    const some = await VersamentoModel.find(
      {
        aoo,
        tipo,
        riferimento: { $in: riferimenti.slice(from, from + INSIEME) },
        operazione: 'versamento',
        n: 1,
        vivo: true,
        conservatore,
        stato: { $in: ['accettato', 'accettato-con-avvisi'] },
      },
      { _id: 0, riferimento: 1, chiave: 1 },
    ).lean<{ riferimento: string; chiave: ChiaveVersamento }[]>();
    for (const { riferimento, chiave } of some) found.set(riferimento, chiave);
  }
  return found;
}
