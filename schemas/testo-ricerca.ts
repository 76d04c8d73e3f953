import { TestoEstrattoModel } from './testo-estratto.model.js';

/** The texts of documents as the search asks for them. */
export interface Testo {
  _id: string;
  testo: string;
}

/** The texts that there are of those files. */
export const findTesti = (sha256s: readonly string[]): Promise<Testo[]> =>
  TestoEstrattoModel.find({ _id: { $in: sha256s }, stato: 'estratto' }, { testo: 1 })
    .lean<Testo[]>()
    .exec();

/** Which of those files have a text that the pattern finds. */
export async function findTestiByPattern(sha256s: readonly string[], pattern: string): Promise<Set<string>> {
  const found = await TestoEstrattoModel.find(
    { _id: { $in: sha256s }, stato: 'estratto', testo: { $regex: pattern, $options: 'i' } },
    { _id: 1 },
  )
    .maxTimeMS(15_000)
    .lean<{ _id: string }[]>();
  return new Set(found.map(({ _id }) => _id));
}
