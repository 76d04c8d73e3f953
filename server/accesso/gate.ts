type Gate = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** At most `max` tasks of one key run at once; the others wait for their turn. */
export function createGate(max: number): Gate {
  const lanes = new Map<string, { running: number; waiting: (() => void)[] }>();
  return async (key, task) => {
    const lane = lanes.get(key) ?? { running: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.running >= max) await new Promise<void>((go) => lane.waiting.push(go));
    else lane.running += 1;
    try {
      return await task();
    } finally {
      const next = lane.waiting.shift();
      if (next !== undefined)
        next(); // hands on its own place
      else if (--lane.running === 0) lanes.delete(key);
    }
  };
}
