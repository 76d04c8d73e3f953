import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { IntegrityError } from './errors.js';

/** Passes bytes on, always one chunk behind: the last one leaves only when the hash of all of them is right. */
class Verifier extends Transform {
  readonly #hash = createHash('sha256');
  #held: Buffer | null = null;

  constructor(private readonly sha256: string) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    const before = this.#held;
    this.#held = chunk;
    done(null, before);
  }

  override _flush(done: TransformCallback): void {
    if (this.#hash.digest('hex') === this.sha256) done(null, this.#held);
    else done(new IntegrityError(this.sha256));
  }
}

/** The same bytes, or an IntegrityError before the last of them. Destroying the result destroys the source. */
export function verified(source: Readable, sha256: string): Readable {
  return pipeline(source, new Verifier(sha256), () => undefined); // a failure reaches the reader as the error of what is returned
}

/** Reads a verified stream to its end. @throws IntegrityError */
export async function requireWhole(stream: Readable): Promise<void> {
  for await (const _chunk of stream) continue;
}
