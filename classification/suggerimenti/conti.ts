/** How often a key was seen in each class. One class a key is the rule (names, rare words), so that one needs no list of its own. */
type Cella = number | number[];

/** Class and count in one number: counts stay below a million. */
const CONTI = 1_000_000;

const parti = (cella: Cella): number[] => (typeof cella === 'number' ? [cella] : cella);

/**
 * Counts by key and class, that can be taken back one by one: what was added and then taken off leaves nothing behind, not
 * even a zero, which would still make a word look less rare. Bounded: beyond `massimo` keys those seen once go, oldest first.
 */
export class Conti {
  readonly #celle = new Map<string, Cella>();

  constructor(private readonly massimo: number) {}

  get chiavi(): number {
    return this.#celle.size;
  }

  /** @param quanto - 1 to add, -1 to take off; what is not there is not taken off */
  conta(chiave: string, classe: number, quanto: 1 | -1): void {
    const celle = parti(this.#celle.get(chiave) ?? []);
    const dove = celle.findIndex((cella) => Math.floor(cella / CONTI) === classe);
    const ora = dove < 0 ? 0 : (celle[dove] ?? 0) % CONTI;
    if (ora + quanto < 0 || ora + quanto >= CONTI) return;
    const resto = celle.filter((_, i) => i !== dove);
    const nuove = ora + quanto === 0 ? resto : [...resto, classe * CONTI + ora + quanto].sort((a, b) => a - b);
    const [prima] = nuove;
    if (prima === undefined) this.#celle.delete(chiave);
    else this.#celle.set(chiave, nuove.length === 1 ? prima : nuove);
    if (this.#celle.size > this.massimo) this.#pota();
  }

  /** Class → count; an empty list for a key that was never seen. */
  di(chiave: string): { classe: number; quante: number }[] {
    const cella = this.#celle.get(chiave);
    if (cella === undefined) return [];
    return parti(cella).map((una) => ({ classe: Math.floor(una / CONTI), quante: una % CONTI }));
  }

  /** Makes room for a tenth: keys seen once, oldest first; where there are too few, the oldest of all. */
  #pota(): void {
    const via = Math.ceil(this.massimo / 10);
    let tolte = 0;
    for (const soltantoUna of [true, false]) {
      for (const [chiave, cella] of this.#celle) {
        if (tolte >= via) return;
        if (soltantoUna && (typeof cella !== 'number' || cella % CONTI > 1)) continue;
        this.#celle.delete(chiave);
        tolte += 1;
      }
    }
  }
}
