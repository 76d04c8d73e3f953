import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import { TooLargeError } from './errors.js';
import type { PutOptions } from './object-store.js';

/** A source on its way into a store: counted, hashed and held to its limit while it passes. Leaving it half read destroys the source. */
export class Intake {
  readonly #hash = createHash('sha256');
  #sha256: string | null = null;
  #dimensione = 0;

  constructor(
    private readonly source: Readable,
    private readonly options: PutOptions,
  ) {}

  /** Bytes that have passed. */
  get dimensione(): number {
    return this.#dimensione;
  }

  /** Of all the bytes that have passed; to be asked at the end. */
  get sha256(): string {
    this.#sha256 ??= this.#hash.digest('hex');
    return this.#sha256;
  }

  /**
   * Groups of chunks of at least `minBytes` together, but for the last: a shorter group says that the source has ended.
   * @throws TooLargeError, and whatever the source fails with
   */
  async *groups(minBytes: number): AsyncGenerator<Group, void> {
    const { limitBytes = Infinity, signal } = this.options;
    if (signal !== undefined) addAbortSignal(signal, this.source);
    let group = new Group();
    for await (const chunk of this.source as AsyncIterable<Uint8Array | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      this.#dimensione += bytes.length;
      if (this.#dimensione > limitBytes) throw new TooLargeError(limitBytes);
      this.#hash.update(bytes);
      group.add(bytes);
      if (group.length < minBytes) continue;
      yield group;
      group = new Group();
    }
    signal?.throwIfAborted(); // it may have come after the last chunk
    if (group.length > 0) yield group;
  }
}

const MANY = 256;

/** Some chunks that are written together. */
export class Group {
  length = 0;
  readonly #joined: Uint8Array[] = [];
  #small: Uint8Array[] = [];

  add(chunk: Uint8Array): void {
    this.#small.push(chunk);
    this.length += chunk.length;
    if (this.#small.length === MANY) this.#join();
  }

  /** The chunks in order; a source that trickles byte by byte does not make a buffer of each. */
  chunks(): Uint8Array[] {
    return [...this.#joined, ...this.#small];
  }

  /** All in one buffer. */
  bytes(): Buffer {
    return Buffer.concat(this.chunks(), this.length);
  }

  #join(): void {
    this.#joined.push(Buffer.concat(this.#small));
    this.#small = [];
  }
}
