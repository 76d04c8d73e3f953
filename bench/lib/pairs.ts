/** Figures of a benchmark: medians of alternated pairs within one run, so that what else the machine does falls on both. */

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

export const percentile = (values: readonly number[], p: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor((values.length * p) / 100))] ?? NaN;

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** One JSON line, the shape in which every benchmark prints. */
export const print = (line: Record<string, unknown>): void => console.log(JSON.stringify(line));

/** Runs both `times` times in turn, the order changing each time; answers what each gave. */
export async function alternate<A, B>(
  times: number,
  one: () => Promise<A>,
  other: () => Promise<B>,
): Promise<{ one: A[]; other: B[] }> {
  const result = { one: [] as A[], other: [] as B[] };
  for (let i = 0; i < times; i += 1) {
    if (i % 2 === 0) {
      result.one.push(await one());
      result.other.push(await other());
    } else {
      result.other.push(await other());
      result.one.push(await one());
    }
  }
  return result;
}

/** Runs `task` again and again with `width` at a time for `seconds`; answers how many a second and each one's milliseconds. */
export async function load(
  width: number,
  seconds: number,
  task: (i: number) => Promise<void>,
): Promise<{ perSecond: number; ms: number[] }> {
  const ms: number[] = [];
  let next = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < end) {
        const t0 = performance.now();
        await task(next++);
        ms.push(performance.now() - t0);
      }
    }),
  );
  return { perSecond: ms.length / ((performance.now() - start) / 1000), ms };
}
