/** Acts under way: those on one registration follow each other, those on different ones go side by side. */
export class InCorso {
  readonly #catene = new Map<string, Promise<void>>();

  /** @param massimo - registrations with acts under way at once */
  constructor(private readonly massimo: number) {}

  /** Starts an act after those on the same registration; waits where too many are under way. @throws what an earlier act failed with */
  async start(chiave: string, act: () => Promise<void>): Promise<void> {
    const before = this.#catene.get(chiave) ?? Promise.resolve();
    const own = before.then(act).then(() => {
      if (this.#catene.get(chiave) === own) this.#catene.delete(chiave);
    });
    own.catch(() => undefined); // stays in the map: told to who waits next
    this.#catene.set(chiave, own);
    if (this.#catene.size > this.massimo) await this.#catene.values().next().value;
  }

  /** Waits for the acts on a registration. @throws what one of them failed with */
  async settled(chiave: string): Promise<void> {
    await this.#catene.get(chiave);
  }

  /** Waits for all. @throws what the first one failed with */
  async end(): Promise<void> {
    await Promise.all(this.#catene.values());
  }
}
