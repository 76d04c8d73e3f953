import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT_MS = 30_000;

/** Waits until something holds. @throws after half a minute */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const end = performance.now() + LIMIT_MS; performance.now() < end; await sleep(50)) if (await holds()) return;
  throw new Error('what was waited for did not come');
}
