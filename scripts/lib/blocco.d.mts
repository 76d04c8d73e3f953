import type { Identita } from './processi.mjs';
export function tryLock(file: string): { release: () => void } | { owner: Identita };
export function withLock<T>(file: string, work: () => Promise<T>, onWait?: (owner: Identita) => void): Promise<T>;
