import type { RegisterClock } from '../lib/clock.js';

/** The clock of the past: it stands where the replay has arrived. */
export class OrologioDelPassato implements RegisterClock {
  #adesso: Date;

  constructor(adesso = new Date(0)) {
    this.#adesso = adesso;
  }

  now(): Date {
    return this.#adesso;
  }

  set(adesso: Date): void {
    this.#adesso = adesso;
  }

  ensureReliable(): Promise<void> {
    return Promise.resolve();
  }
}
