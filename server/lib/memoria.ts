import { readFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

/**
 * Lets the heap grow by less than half of what is alive before it is cleaned. Left to itself V8 lets it grow to four times that on a
 * machine with much memory: a process that reads many lists a second would hold hundreds of megabytes of rows long answered.
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=40');

/**
 * Gives back what the start has used and left: some 60 MB, which V8 gives back by itself only after half a minute without work.
 * Takes about 100 ms.
 */
export async function releaseStartMemory(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}

const PAGE_BYTES = 4_096;

/** Memory that a process holds, bytes; 0 where the system does not tell. What a decoder takes is not in the heap that Node limits. */
export async function memoryOf(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
}
