export interface Cache<T> {
  get(key: string): Promise<T>;
  /** The next `get` reads again, and what is being read now is not kept: to be called after each own write. */
  forget(key: string): void;
  /** `forget` of every key. */
  forgetAll(): void;
}

interface CacheOptions<T> {
  /** how long a value is used, in milliseconds from the start of its reading: how late a change of another process is seen */
  ttlMs: number;
  /** keys at most; the one read longest ago goes first */
  max: number;
  /** false for a value that is to be read again next time */
  keep?: (value: T) => boolean;
}

/** What is read for nearly every request and changes rarely. Several who ask at once share one reading; a failure is not kept. */
export function createCache<T>(
  load: (key: string) => Promise<T>,
  { ttlMs, max, keep = () => true }: CacheOptions<T>,
): Cache<T> {
  const entries = new Map<string, { value: Promise<T>; untilMs: number }>();
  return {
    get(key) {
      const nowMs = performance.now();
      const known = entries.get(key);
      if (known !== undefined && nowMs < known.untilMs) return known.value;
      const entry = { value: load(key), untilMs: nowMs + ttlMs };
      entries.delete(key); // a Map keeps the order in which keys came: the first is the oldest
      entries.set(key, entry);
      const drop = (): void => {
        if (entries.get(key) === entry) entries.delete(key);
      };
      entry.value.then((value) => {
        if (!keep(value)) drop();
      }, drop);
      const oldest = entries.keys().next();
      if (entries.size > max && oldest.done !== true) entries.delete(oldest.value);
      return entry.value;
    },
    forget: (key) => void entries.delete(key),
    forgetAll: () => entries.clear(),
  };
}
