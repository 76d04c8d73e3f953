/** A question of many that can be asked together. */
export type Ask<K, V> = (keys: K[]) => Promise<V[]>;

/**
 * Asks together what is asked at the same time: while one question is on its way the next ones gather, and go as one. A lone
 * question goes at once.
 * @param ask - answers in the order of its keys
 */
export function createBatcher<K, V>(ask: Ask<K, V>, max = 100): (key: K) => Promise<V> {
  let waiting: { key: K; resolve: (value: V) => void; reject: (reason: unknown) => void }[] = [];
  let busy = false;
  const drain = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max);
      waiting = waiting.slice(max);
      try {
        const values = await ask(batch.map(({ key }) => key));
        batch.forEach(({ resolve }, i) => resolve(values[i] as V));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    busy = false;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!busy) void drain();
    });
}
