import { FascicoloModel, type Fascicolo } from '../../schemas/fascicolo.model.js';
import { VersamentoModel } from '../../schemas/versamento.model.js';
import { readAtto } from '../fascicoli/atti.js';

/** Which of those fascicoli the conservation system has accepted, whole. */
export type Conservati = (aoo: string, ids: readonly string[]) => Promise<ReadonlySet<string>>;

/** When it was last closed. Pure. */
export const ultimaChiusura = ({ eventi }: Pick<Fascicolo, 'eventi'>): number =>
  eventi
    .map(readAtto)
    .filter(({ tipo }) => tipo === 'chiusura')
    .reduce((last, { data }) => Math.max(last, Date.parse(data)), 0);

/** Those of which a package was made after the last closing, and accepted. */
export const isConservato: Conservati = async (aoo, ids) => {
  if (ids.length === 0) return new Set();
  const found = await VersamentoModel.find(
    {
      aoo,
      tipo: 'fascicolo',
      riferimento: { $in: [...ids] },
      operazione: 'versamento',
      vivo: true,
      stato: { $in: ['accettato', 'accettato-con-avvisi'] },
    },
    { _id: 0, riferimento: 1, creato: 1 },
  ).lean<{ riferimento: string; creato: Date }[]>();
  if (found.length === 0) return new Set();
  const shipped = new Map(found.map(({ riferimento, creato }) => [riferimento, creato.getTime()]));
  const closed = await FascicoloModel.find(
    { aoo, _id: { $in: [...shipped.keys()] }, stato: 'chiuso' },
    { eventi: 1 },
  ).lean<Pick<Fascicolo, '_id' | 'eventi'>[]>();
  return new Set(closed.filter((one) => (shipped.get(one._id) ?? 0) >= ultimaChiusura(one)).map(({ _id }) => _id));
};
