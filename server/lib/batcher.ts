import { isDatabaseAway } from './mongo.js';

/** A question of many that can be asked together. */
export type Ask<K, V> = (keys: K[]) => Promise<V[]>;

interface Waiting<K, V> {
  key: K;
  resolve: (value: V) => void;
  reject: (reason: unknown) => void;
}

/**
 * Asks together what is asked at the same time: while one question is on its way the next ones gather, and go as one. A lone
 * question goes at once. Where many fail together each is asked again alone, so that the fault of one is not told to the others, unless
 * the database does not answer: that is told at once, to all.
 * @param ask - answers in the order of its keys
 * @param max - so many go together at most
 */
export function createBatcher<K, V>(ask: Ask<K, V>, max = 100): (key: K) => Promise<V> {
  let waiting: Waiting<K, V>[] = [];
  let busy = false;
  const answer = async (batch: readonly Waiting<K, V>[]): Promise<void> => {
    try {
      const values = await ask(batch.map(({ key }) => key));
      batch.forEach(({ resolve }, i) => resolve(values[i] as V));
    } catch (error) {
      if (batch.length === 1 || isDatabaseAway(error)) batch.forEach(({ reject }) => reject(error));
      else void Promise.all(batch.map((one) => answer([one]))); // what gathers meanwhile does not wait for them
    }
  };
  const drain = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, max);
      waiting = waiting.slice(max);
      await answer(batch);
    }
    busy = false;
  };
  return (key) =>
    new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!busy) void drain();
    });
}
