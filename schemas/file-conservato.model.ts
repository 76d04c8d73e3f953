import { model, Schema } from 'mongoose';

/**
 * The lease of a stored file that is about to be named again by a record. Files that were stored just now need none: their age
 * protects them. Instants are the machine's, never those of a demonstration's moved clock: they are compared with the dates of files.
 */
export interface FileConservato {
  /** SHA-256 of the file */
  _id: string;
  /** when the lease was last renewed */
  affitto: Date;
}

const text = { type: String, required: true };
const instant = { type: Date, required: true };
const KEPT_SECONDS = 7 * 86_400; // well over the day that a lease holds

const fileConservatoSchema = new Schema<FileConservato>(
  { _id: text, affitto: instant },
  { collection: 'fileConservati', strict: 'throw', versionKey: false, autoIndex: false, autoCreate: false },
);
fileConservatoSchema.index({ affitto: 1 }, { expireAfterSeconds: KEPT_SECONDS }); // MongoDB itself drops leases that have ended

export const FileConservatoModel = model('FileConservato', fileConservatoSchema);

/** Renews the lease of each file; a later one that is there stays. Resolves when it is durable. */
export async function renewLease(sha256s: readonly string[], now: Date): Promise<void> {
  if (sha256s.length === 0) return;
  await FileConservatoModel.bulkWrite(
    sha256s.map((_id) => ({ updateOne: { filter: { _id }, update: { $max: { affitto: now } }, upsert: true } })),
    { ordered: false },
  );
}

/** Which of the files have a lease that was renewed at or after that instant. */
export async function findLeased(sha256s: readonly string[], since: Date): Promise<Set<string>> {
  const leases = await FileConservatoModel.find(
    { _id: { $in: [...sha256s] }, affitto: { $gte: since } },
    { _id: 1 },
  ).lean<{ _id: string }[]>();
  return new Set(leases.map(({ _id }) => _id));
}
