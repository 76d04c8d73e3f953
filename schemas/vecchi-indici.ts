import type { mongo } from 'mongoose';

const NAMESPACE_NOT_FOUND = 26;
const INDEX_NOT_FOUND = 27;

/** Takes away indexes that collections of an earlier version have and nobody asks for any more, where they are there. */
export async function dropVecchi(
  collection: Pick<mongo.Collection, 'dropIndex'>,
  names: readonly string[],
): Promise<void> {
  for (const name of names)
    await collection.dropIndex(name).catch((error: unknown) => {
      const { code } = error as { code?: unknown };
      if (code !== INDEX_NOT_FOUND && code !== NAMESPACE_NOT_FOUND) throw error;
    });
}
