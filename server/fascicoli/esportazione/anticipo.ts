import type { Lettura } from '../../../storage/lettura.js';

/**
 * Opens what comes next while the one before is still read, so that the disk does not wait for the reader. What was opened and
 * nobody took is closed by `chiudi`.
 */
export class Anticipo {
  readonly #aperti = new Map<string, Promise<Lettura>>();

  constructor(private readonly open: (chiave: string) => Promise<Lettura>) {}

  /** Begins to open; a failure is told to who takes it. */
  prepara(chiave: string): void {
    if (this.#aperti.has(chiave)) return;
    const opening = this.open(chiave);
    opening.catch(() => undefined);
    this.#aperti.set(chiave, opening);
  }

  /** The reading of that key, opened before or now. */
  prendi(chiave: string): Promise<Lettura> {
    const found = this.#aperti.get(chiave);
    this.#aperti.delete(chiave);
    return found ?? this.open(chiave);
  }

  /** Closes what was prepared for nothing. */
  async chiudi(): Promise<void> {
    const left = [...this.#aperti.values()];
    this.#aperti.clear();
    await Promise.allSettled(left.map(async (opening) => (await opening).close()));
  }
}
