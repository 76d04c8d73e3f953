import { findLeased, renewLease } from '../schemas/file-conservato.model.js';

const HOUR_MS = 3_600_000;

/** A file without a reference is left alone for this long after it was stored, and after its lease was renewed. */
export const GRACE_MS = 24 * HOUR_MS;

/**
 * A file stored less than this ago needs no lease: the sweep, which takes nothing younger than GRACE_MS, cannot come to it before
 * its record is long written. The other half of the day is for clocks that disagree and processes that sleep.
 */
const YOUNG_MS = GRACE_MS / 2;

/** Whether a record may name the file only under a lease. `modificato`: when its bytes were stored. Machine time, both. */
export const needsLease = (modificato: Date, now: Date): boolean => now.getTime() - modificato.getTime() > YOUNG_MS;

/** Where leases are kept. */
export interface Leases {
  /** Resolves when the leases are durable and every `findLeased` that begins later sees them. */
  renewLease(sha256s: readonly string[], now: Date): Promise<void>;
  findLeased(sha256s: readonly string[], since: Date): Promise<Set<string>>;
}

export const databaseLeases: Leases = { renewLease, findLeased };
