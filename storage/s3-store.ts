import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Client } from 'minio';
import { FileNotFoundError, IntegrityError, StorageUnavailableError } from './errors.js';
import { type Group, Intake } from './intake.js';
import {
  type ByteRange,
  lastByteOf,
  type ObjectStore,
  type PutOptions,
  type StoredFile,
  type TrashedFile,
} from './object-store.js';
import { createS3Client, reach, reachIfThere, reachUnless, type S3Config } from './s3-client.js';
import type { Lettura } from './lettura.js';
import { isSha256, pathPrefix, relativePath } from './sha256.js';
import { requireWhole, verified } from './verified.js';

const PART_BYTES = 5 * 1024 ** 2; // the least that S3 takes; two at most in memory for each upload
const TMP = 'tmp/';
const TRASH = 'cestino/';

/**
 * Objects named as in the folder store, beside `tmp/` (uploads under way) and `cestino/` (the trash). What fits in one part is
 * sent at once under its name; what is longer goes in parts to `tmp/` while it is hashed, and gets its name by a copy inside
 * the server. The parts are sent by us: the client's own upload of a stream keeps half a gigabyte in memory when the length is
 * not known, and hangs when the stream breaks.
 */
export class S3Store implements ObjectStore {
  readonly tipo = 's3';

  private constructor(
    private readonly client: Client,
    private readonly bucket: string,
  ) {}

  /** The store in that bucket, which is made if it is not there. @throws StorageUnavailableError */
  static async create(config: S3Config): Promise<S3Store> {
    const store = new S3Store(createS3Client(config), config.bucket);
    if (!(await reach(() => store.client.bucketExists(config.bucket)))) {
      await reachUnless(['BucketAlreadyOwnedByYou', 'BucketAlreadyExists'], () =>
        store.client.makeBucket(config.bucket),
      );
    }
    return store;
  }

  async put(source: Readable, options: PutOptions = {}): Promise<StoredFile> {
    const intake = new Intake(source, options);
    const groups = intake.groups(PART_BYTES);
    try {
      const { value: first } = await groups.next();
      if (first === undefined || first.length < PART_BYTES)
        return await this.#putSmall(intake, first?.bytes() ?? Buffer.alloc(0));
      return await this.#putLarge(intake, first, groups);
    } finally {
      await groups.return(undefined); // destroys a source that was left half read
    }
  }

  async #putSmall(intake: Intake, bytes: Buffer): Promise<StoredFile> {
    const known = await this.#reuse(intake);
    if (known !== null) return known;
    const key = relativePath(intake.sha256);
    await reachUnless(['PreconditionFailed'], () =>
      this.client.putObject(this.bucket, key, bytes, bytes.length, { 'If-None-Match': '*' }),
    );
    return this.#mustBeStored(intake);
  }

  async #putLarge(intake: Intake, first: Group, groups: AsyncGenerator<Group, void>): Promise<StoredFile> {
    const temporary = `${TMP}${Date.now()}-${randomUUID()}`;
    try {
      await this.#sendParts(temporary, first, groups);
      const { size } = await reach(() => this.client.statObject(this.bucket, temporary));
      if (size !== intake.dimensione)
        throw new StorageUnavailableError(new Error(`${size} bytes arrived of ${intake.dimensione}`));
      const known = await this.#reuse(intake);
      if (known !== null) return known;
      await this.#copy(temporary, relativePath(intake.sha256));
      return await this.#mustBeStored(intake);
    } finally {
      await this.client.removeObject(this.bucket, temporary).catch(() => undefined); // a stale one is removed later
    }
  }

  async #sendParts(key: string, first: Group, groups: AsyncGenerator<Group, void>): Promise<void> {
    const uploadID = await reach(() => this.client.initiateNewMultipartUpload(this.bucket, key, {}));
    const sent: ReturnType<Client['uploadPart']>[] = [];
    const send = (group: Group): void => {
      const part = { bucketName: this.bucket, objectName: key, uploadID, partNumber: sent.length + 1, headers: {} };
      const bytes = group.bytes();
      const sending = reach(() => this.client.uploadPart(part, bytes));
      sending.catch(() => undefined); // a failure is met where it is awaited
      sent.push(sending);
    };
    try {
      send(first);
      for await (const group of groups) {
        await sent.at(-1);
        send(group); // while the next part arrives and is hashed
      }
      const parts = await Promise.all(sent);
      await reach(() => this.client.completeMultipartUpload(this.bucket, key, uploadID, parts));
    } catch (error) {
      await Promise.allSettled(sent); // a part that arrives after the abort would stay
      await this.client.abortMultipartUpload(this.bucket, key, uploadID).catch(() => undefined);
      throw error;
    }
  }

  /** The equal file that is there, read again before the bytes at hand are let go; or null. @throws IntegrityError if it was altered */
  async #reuse(intake: Intake): Promise<StoredFile | null> {
    const known = await this.#stored(intake);
    if (known !== null) await requireWhole((await this.open(intake.sha256)).stream);
    return known;
  }

  /** The file as the server has it, or null. @throws IntegrityError if its size is another */
  async #stored({ sha256, dimensione }: Intake): Promise<StoredFile | null> {
    const known = await this.stat(sha256);
    if (known !== null && known.dimensione !== dimensione) throw new IntegrityError(sha256);
    return known === null ? null : { sha256, ...known };
  }

  async #mustBeStored(intake: Intake): Promise<StoredFile> {
    const stored = await this.#stored(intake);
    if (stored === null)
      throw new StorageUnavailableError(new Error('the S3 server accepted an object and does not have it'));
    return stored;
  }

  async open(sha256: string, range?: ByteRange): Promise<{ stream: Readable; dimensione: number }> {
    const known = await this.stat(sha256);
    if (known === null) throw new FileNotFoundError(sha256);
    const { dimensione } = known;
    const key = relativePath(sha256);
    if (range === undefined) {
      const whole = await reachIfThere(() => this.client.getObject(this.bucket, key));
      if (whole === null) throw new FileNotFoundError(sha256);
      return { stream: verified(whole, sha256), dimensione };
    }
    const length = lastByteOf(range, dimensione) - range.start + 1;
    const part = await reachIfThere(() => this.client.getPartialObject(this.bucket, key, range.start, length));
    if (part === null) throw new FileNotFoundError(sha256);
    return { stream: part, dimensione };
  }

  async read(sha256: string): Promise<Lettura> {
    const { stream, dimensione } = await this.open(sha256);
    stream.on('error', () => undefined); // its reader hears it; before, nobody does
    return {
      dimensione,
      [Symbol.asyncIterator]: () => stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>,
      close: () => Promise.resolve(void stream.destroy()),
    };
  }

  async stat(sha256: string): Promise<{ dimensione: number; modificato: Date } | null> {
    if (!isSha256(sha256)) return null;
    const found = await reachIfThere(() => this.client.statObject(this.bucket, relativePath(sha256)));
    return found === null ? null : { dimensione: found.size, modificato: found.lastModified };
  }

  async *list(prefisso = ''): AsyncGenerator<StoredFile> {
    for await (const { name, size, lastModified } of this.#objects(pathPrefix(prefisso))) {
      const sha256 = name.slice(name.lastIndexOf('/') + 1);
      if (isSha256(sha256) && name === relativePath(sha256))
        yield { sha256, dimensione: size, modificato: lastModified };
    }
  }

  async moveToTrash(sha256: string, unlessSince?: Date): Promise<boolean> {
    const known = await this.stat(sha256);
    if (known === null || (unlessSince !== undefined && known.modificato >= unlessSince)) return false;
    const key = relativePath(sha256);
    if (!(await this.#copy(key, TRASH + sha256))) return false;
    await reach(() => this.client.removeObject(this.bucket, key));
    return true;
  }

  async restoreFromTrash(sha256: string): Promise<boolean> {
    if (!isSha256(sha256)) return false;
    if ((await this.stat(sha256)) !== null) return true;
    await this.#copy(TRASH + sha256, relativePath(sha256)); // the one in the trash is left to `emptyTrash`: a move is two steps here, and another sweep may be between them
    return (await this.stat(sha256)) !== null;
  }

  async *listTrash(): AsyncGenerator<TrashedFile> {
    for await (const { name, size, lastModified } of this.#objects(TRASH)) {
      const sha256 = name.slice(TRASH.length);
      if (isSha256(sha256)) yield { sha256, dimensione: size, cestinato: lastModified };
    }
  }

  async emptyTrash(olderThan: Date): Promise<number> {
    let count = 0;
    for await (const { sha256, cestinato } of this.listTrash()) {
      if (cestinato >= olderThan) continue;
      await reach(() => this.client.removeObject(this.bucket, TRASH + sha256));
      count += 1;
    }
    return count;
  }

  async removeStaleUploads(olderThan: Date): Promise<number> {
    const isStale = (key: string): boolean => Number(/^tmp\/(\d+)-/.exec(key)?.[1] ?? Infinity) < olderThan.getTime();
    let count = 0;
    for await (const { name } of this.#objects(TMP)) {
      if (!isStale(name)) continue;
      await reach(() => this.client.removeObject(this.bucket, name));
      count += 1;
    }
    for await (const { key, uploadId } of this.#incompleteUploads()) {
      if (!isStale(key)) continue;
      await reach(() => this.client.abortMultipartUpload(this.bucket, key, uploadId));
      count += 1;
    }
    return count;
  }

  async check(): Promise<void> {
    if (await reach(() => this.client.bucketExists(this.bucket))) return;
    throw new StorageUnavailableError(new Error(`there is no bucket ${this.bucket}`));
  }

  /** Copies inside the server. @returns false if there is nothing to copy */
  async #copy(from: string, to: string): Promise<boolean> {
    return (await reachIfThere(() => this.client.copyObject(this.bucket, to, `/${this.bucket}/${from}`))) !== null;
  }

  async *#objects(prefix: string): AsyncGenerator<{ name: string; size: number; lastModified: Date }> {
    let from = '';
    do {
      const page = await reach(() => this.client.listObjectsV2Query(this.bucket, prefix, from, '', 1000, ''));
      for (const object of page.objects) if (object.name !== undefined) yield object;
      from = page.isTruncated ? page.nextContinuationToken : '';
    } while (from !== '');
  }

  async *#incompleteUploads(): AsyncGenerator<{ key: string; uploadId: string }> {
    let keyMarker = '';
    let uploadMarker = '';
    do {
      const page = await reach(() =>
        this.client.listIncompleteUploadsQuery(this.bucket, TMP, keyMarker, uploadMarker, ''),
      );
      yield* page.uploads;
      keyMarker = page.isTruncated ? page.nextKeyMarker : '';
      uploadMarker = page.nextUploadIdMarker;
    } while (keyMarker !== '');
  }
}
