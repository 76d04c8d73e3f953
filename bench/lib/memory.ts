import { readFile } from 'node:fs/promises';

export const MIB = 1024 ** 2;

/** Resident memory of a process in bytes, as Linux tells it. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? NaN) * 1024;
}

/** The most resident memory that a process has while the work runs, in bytes. */
export async function peakDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  let peak = await residentBytes(pid);
  const timer = setInterval(() => {
    residentBytes(pid).then(
      (now) => (peak = Math.max(peak, now)),
      () => undefined,
    );
  }, 20);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return Math.max(peak, await residentBytes(pid));
}
