import type { Parola } from '../tipi.js';

/** One who reads pictures, one at a time. */
export interface Motore {
  /** @returns the words of a PNG, in its pixels. @throws if the engine died or the picture cannot be read: it is then to be closed */
  leggi(png: Buffer, dpi: number): Promise<Parola[]>;
  close(): Promise<void>;
}
