import { setTimeout as sleep } from 'node:timers/promises';

const TURNO_MS = 40;
const MAX_PAUSA_MS = 250;

/** Leaves the machine to others: who has worked for a while rests in proportion. */
export class Respiro {
  #da = performance.now();

  /** @param riposo - rest for each unit of work: 1 is half of the time */
  constructor(private readonly riposo: number) {}

  /** To be called between two small pieces of work. */
  async prendi(): Promise<void> {
    const worked = performance.now() - this.#da;
    if (worked < TURNO_MS) return;
    await sleep(Math.min(MAX_PAUSA_MS, worked * this.riposo));
    this.#da = performance.now();
  }
}
