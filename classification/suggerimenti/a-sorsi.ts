import { setImmediate } from 'node:timers/promises';

/** Longest that others wait for a sip. */
const SORSO_MS = 8;

/** Runs a long work in sips: between two of them the process serves whoever waits. */
export async function aSorsi<T>(lavoro: Generator<undefined, T>): Promise<T> {
  let da = performance.now();
  for (;;) {
    const passo = lavoro.next();
    if (passo.done === true) return passo.value;
    if (performance.now() - da < SORSO_MS) continue;
    await setImmediate();
    da = performance.now();
  }
}
