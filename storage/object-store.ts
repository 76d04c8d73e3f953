import type { Readable } from 'node:stream';
import { RangeNotSatisfiableError } from './errors.js';
import type { Lettura } from './lettura.js';

/** What the store answers for a file that is safe. */
export interface StoredFile {
  /** lower-case hex; the file's only name */
  sha256: string;
  /** bytes */
  dimensione: number;
  /** when the bytes were stored, by the clock of the machine that keeps them: old for a file that was already there (see `protectFiles`) */
  modificato: Date;
}

export interface PutOptions {
  /** bytes; one more is refused at once */
  limitBytes?: number;
  signal?: AbortSignal;
}

/** Bytes from `start` to `end`, both included; without `end` up to the last one. */
export interface ByteRange {
  start: number;
  end?: number;
}

/** The last byte to read for a range of a file of that size. @throws RangeNotSatisfiableError */
export function lastByteOf({ start, end }: ByteRange, dimensione: number): number {
  const last = Math.min(end ?? dimensione - 1, dimensione - 1);
  if (!Number.isSafeInteger(start) || start < 0 || !Number.isSafeInteger(last) || last < start)
    throw new RangeNotSatisfiableError(dimensione);
  return last;
}

/** A file put aside by the sweep. */
export interface TrashedFile {
  sha256: string;
  dimensione: number;
  cestinato: Date;
}

/**
 * Files kept under the SHA-256 of their bytes. Two implementations (a folder, S3), one contract suite. A name that is not 64
 * lower-case hex digits is the name of no file: it never becomes part of a path.
 *
 * Whatever the store itself cannot do (disk full, S3 not answering) is a StorageUnavailableError with the cause; a failure of the
 * source comes through as it is.
 */
export interface ObjectStore {
  readonly tipo: 'cartella' | 's3';

  /**
   * Streams in, hashing while passing, in constant memory; resolves when the file is durable. Never overwrites: an equal file
   * that is already there is reused. On any failure nothing is left and the source is destroyed.
   * @throws TooLargeError as soon as the limit is passed, without reading the rest
   * @throws IntegrityError if a file of that name is there with another size
   * @throws StorageUnavailableError
   */
  put(source: Readable, options?: PutOptions): Promise<StoredFile>;

  /**
   * The whole file or a range of it; `dimensione` is always that of the whole file. A whole read is hashed while passing and
   * ends with IntegrityError before its last chunk if the bytes are altered, so that such a file is never delivered complete.
   * The caller consumes or destroys the stream.
   * @throws FileNotFoundError
   * @throws RangeNotSatisfiableError if the range begins after the last byte
   */
  open(sha256: string, range?: ByteRange): Promise<{ stream: Readable; dimensione: number }>;

  /**
   * The whole file for who reads many of them one after the other, in memory that is used again: the reader is done with a chunk
   * before it asks for the next. Read to its end, or closed.
   * @throws FileNotFoundError
   */
  read(sha256: string): Promise<Lettura>;

  stat(sha256: string): Promise<{ dimensione: number; modificato: Date } | null>;

  /**
   * Every stored file, in no promised order; not what is in the trash.
   * @param prefisso - hex digits with which their hashes begin; none: all
   */
  list(prefisso?: string): AsyncIterable<StoredFile>;

  /**
   * Puts a file aside, if it is there and was not stored at or after `unlessSince`.
   * @returns whether it was put aside
   */
  moveToTrash(sha256: string, unlessSince?: Date): Promise<boolean>;

  /**
   * Takes a file back from the trash, if it is there; what the trash keeps of it then goes when it is emptied.
   * @returns whether the file is in the store now
   */
  restoreFromTrash(sha256: string): Promise<boolean>;

  listTrash(): AsyncIterable<TrashedFile>;

  /** Deletes for good what was put aside before that instant. @returns how many files */
  emptyTrash(olderThan: Date): Promise<number>;

  /** Removes what broken uploads left behind before that instant. @returns how many */
  removeStaleUploads(olderThan: Date): Promise<number>;

  /** Cheap probe for readiness: can it write now? @throws StorageUnavailableError */
  check(): Promise<void>;
}

export type StoreConfig =
  | { tipo: 'cartella'; percorso: string }
  | { tipo: 's3'; endpoint: string; accessKey: string; secretKey: string; bucket: string };
