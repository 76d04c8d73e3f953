import type { Readable } from 'node:stream';

/**
 * Opens what comes next while the one before is still read, so that the disk does not wait for the reader. What was opened and
 * nobody took is closed by `chiudi`.
 */
export class Anticipo {
  readonly #aperti = new Map<string, Promise<Readable>>();

  constructor(private readonly open: (chiave: string) => Promise<Readable>) {}

  /** Begins to open; a failure is told to who takes it. */
  prepara(chiave: string): void {
    if (this.#aperti.has(chiave)) return;
    const stream = this.open(chiave);
    stream.then(
      (ready) => void ready.on('error', () => undefined), // its reader hears it; before, nobody does
      () => undefined,
    );
    this.#aperti.set(chiave, stream);
  }

  /** The stream of that key, opened before or now. */
  prendi(chiave: string): Promise<Readable> {
    const found = this.#aperti.get(chiave);
    this.#aperti.delete(chiave);
    return found ?? this.open(chiave);
  }

  /** Closes what was prepared for nothing. */
  async chiudi(): Promise<void> {
    const left = [...this.#aperti.values()];
    this.#aperti.clear();
    await Promise.all(
      left.map((stream) =>
        stream.then(
          (ready) => void ready.destroy(),
          () => undefined,
        ),
      ),
    );
  }
}
