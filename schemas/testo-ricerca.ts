import { TestoEstrattoModel } from './testo-estratto.model.js';

/** The texts of documents as the search asks for them. */
export interface Testo {
  _id: string;
  testo: string;
}

/** A text has up to a million characters: so few are held at once. */
const AT_ONCE = 16;

/** The texts that there are of those files, as they come. */
export const findTesti = (sha256s: readonly string[]): AsyncIterable<Testo> =>
  TestoEstrattoModel.find({ _id: { $in: sha256s }, stato: 'estratto' }, { testo: 1 })
    .lean<Testo[]>()
    .cursor({ batchSize: AT_ONCE });

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
