import { findGiorniNonInviabili } from '../../../schemas/non-inviabile.model.js';
import { RegistroGiornalieroModel } from '../../../schemas/registro-giornaliero.model.js';
import { STATI_VERSAMENTO } from '../../../schemas/versamento.api.js';
import { VersamentoModel } from '../../../schemas/versamento.model.js';

/* Which closed days no package is made of: there is one register for every day and at most one first shipping of it. */

/** Before every day. */
const SEMPRE = '0000-00-00';

/** Of a daily register the day of the document is its riferimento: counted and read on the index of the coverage alone. */
const versati = (aoo: string, giorno: Record<string, string>) => ({
  aoo,
  tipo: 'registro-giornaliero' as const,
  operazione: 'versamento' as const,
  stato: { $in: STATI_VERSAMENTO.filter((stato) => stato !== 'annullato') },
  dataDocumento: giorno,
});
const BATCH = 5_000;

/** Whether every day closed before that one has its package. */
async function isContiguous(aoo: string, prima: string): Promise<boolean> {
  const [closed, shipped] = await Promise.all([
    RegistroGiornalieroModel.countDocuments({ aoo, giorno: { $lt: prima } }),
    VersamentoModel.countDocuments(versati(aoo, { $lt: prima })),
  ]);
  return closed === shipped;
}

/**
 * Closed days of which no package is made and that are not known to be unfit, oldest first. Two years at most are compared day by
 * day while all before them are shipped.
 * @param oggi - legal day
 */
export async function findGiornalieriDovuti(aoo: string, oggi: string, limit: number): Promise<string[]> {
  const recent = `${String(Number(oggi.slice(0, 4)) - 1).padStart(4, '0')}-01-01`;
  const dal = (await isContiguous(aoo, recent)) ? recent : SEMPRE;
  const [closed, shipped, unfit] = await Promise.all([
    RegistroGiornalieroModel.find({ aoo, giorno: { $gte: dal } }, { _id: 0, giorno: 1 })
      .sort({ giorno: 1 })
      .batchSize(BATCH)
      .lean<{ giorno: string }[]>(),
    VersamentoModel.find(versati(aoo, { $gte: dal }), { _id: 0, dataDocumento: 1 })
      .batchSize(BATCH)
      .lean<{ dataDocumento: string }[]>(),
    findGiorniNonInviabili(aoo, dal),
  ]);
  const left = new Set([...shipped.map(({ dataDocumento }) => dataDocumento), ...unfit]);
  const due: string[] = [];
  for (const { giorno } of closed) {
    if (left.has(giorno)) continue;
    if (due.push(giorno) === limit) break;
  }
  return due;
}
