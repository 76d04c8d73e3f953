/** What waits for its turn, by name. */
const code = new Map<string, Promise<unknown>>();

/**
 * Runs what goes by one name one after the other within this process. Correctness does not need it: unique indexes and versions
 * decide between processes; it spares those of one process from getting in each other's way.
 */
export function inTurn<T>(nome: string, work: () => Promise<T>): Promise<T> {
  const before = code.get(nome) ?? Promise.resolve();
  const own = before.then(work, work);
  const settled = own.catch(() => undefined);
  code.set(nome, settled);
  void settled.then(() => {
    if (code.get(nome) === settled) code.delete(nome);
  });
  return own;
}
