import { Dizionario, Flusso, Nome, type Oggetto, PdfIlleggibile, Riferimento, Stringa } from './oggetti.js';

/** What was given ends within an object: more of the file is needed. */
export class Incompleto extends Error {
  constructor() {
    super('the object goes on');
  }
}

const MAX_DEPTH = 100;
const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Buffer.from('()<>[]{}/%'));
const at = (text: string): number => text.charCodeAt(0);
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const RIFERIMENTO = /[\0\t\n\f\r ]{1,20}(\d{1,5})[\0\t\n\f\r ]{1,20}R(?![^\0\t\n\f\r ()<>[\]{}/%])/y;

/** Reads objects of a PDF out of bytes (ISO 32000-1 §7.2). */
export class Lettore {
  posto: number;
  readonly #text: string;

  /**
   * @param inizio - where these bytes begin in the file
   * @param intero - nothing follows them: what is cut is wrong, not incomplete
   */
  constructor(
    private readonly bytes: Buffer,
    private readonly inizio: number,
    private readonly intero: boolean,
  ) {
    this.#text = bytes.toString('latin1');
    this.posto = 0;
  }

  #fine(): Error {
    return this.intero ? new PdfIlleggibile('cut short') : new Incompleto();
  }

  /** Byte at the place. */
  #byte(): number {
    const byte = this.bytes[this.posto];
    if (byte === undefined) throw this.#fine();
    return byte;
  }

  salta(): void {
    for (;;) {
      const byte = this.bytes[this.posto];
      if (byte === undefined) return;
      if (byte === at('%'))
        while (this.posto < this.bytes.length && !/[\r\n]/.test(this.#text.charAt(this.posto))) this.posto += 1;
      else if (WHITE.has(byte)) this.posto += 1;
      else return;
    }
  }

  /** Letters and digits up to what ends them. */
  parola(): string {
    this.salta();
    const from = this.posto;
    for (;;) {
      const byte = this.bytes[this.posto];
      if (byte === undefined) {
        if (!this.intero) throw new Incompleto();
        break;
      }
      if (WHITE.has(byte) || DELIMITERS.has(byte)) break;
      this.posto += 1;
    }
    return this.#text.slice(from, this.posto);
  }

  #nome(): Nome {
    this.posto += 1;
    const from = this.posto;
    while (this.posto < this.bytes.length && !WHITE.has(this.#byte()) && !DELIMITERS.has(this.#byte())) this.posto += 1;
    if (this.posto === this.bytes.length && !this.intero) throw new Incompleto();
    const raw = this.#text.slice(from, this.posto);
    return new Nome(
      raw.replaceAll(/#([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  #letterale(): Stringa {
    const from = this.posto;
    this.posto += 1;
    const parts: string[] = [];
    for (let open = 1; ;) {
      this.#byte();
      const one = this.#text.charAt(this.posto);
      this.posto += 1;
      if (one === '\\') {
        this.#byte();
        const [octal] = /^[0-7]{1,3}/.exec(this.#text.slice(this.posto, this.posto + 3)) ?? [];
        const next = this.#text.charAt(this.posto);
        this.posto += octal?.length ?? (this.#text.startsWith('\r\n', this.posto) ? 2 : 1);
        if (octal !== undefined) parts.push(String.fromCharCode(Number.parseInt(octal, 8) & 0xff));
        else if (next !== '\r' && next !== '\n') parts.push(ESCAPES[next] ?? next);
        continue;
      }
      if (one === '(') open += 1;
      if (one === ')') open -= 1;
      if (open === 0) break;
      parts.push(one);
    }
    return new Stringa(parts.join(''), this.inizio + from, this.inizio + this.posto);
  }

  #esadecimale(): Stringa {
    const from = this.posto;
    const end = this.#text.indexOf('>', from);
    if (end < 0) throw this.#fine();
    const digits = this.#text.slice(from + 1, end).replaceAll(/[\0\t\n\f\r ]/g, '');
    if (!/^[0-9A-Fa-f]*$/.test(digits)) throw new PdfIlleggibile('not hexadecimal');
    this.posto = end + 1;
    const even = digits.length % 2 === 0 ? digits : `${digits}0`;
    return new Stringa(Buffer.from(even, 'hex').toString('latin1'), this.inizio + from, this.inizio + this.posto);
  }

  #dizionario(depth: number): Dizionario {
    this.posto += 2;
    const found = new Dizionario();
    for (;;) {
      this.salta();
      const byte = this.#byte();
      if (byte === at('>')) {
        if (this.posto + 1 >= this.bytes.length) throw this.#fine();
        if (this.bytes[this.posto + 1] !== at('>')) throw new PdfIlleggibile('dictionary not closed');
        this.posto += 2;
        return found;
      }
      if (byte !== at('/')) throw new PdfIlleggibile('key expected');
      const key = this.#nome().valore;
      if (found.has(key)) throw new PdfIlleggibile('key twice'); // readers differ in which one they take
      found.set(key, this.oggetto(depth + 1));
    }
  }

  #matrice(depth: number): Oggetto[] {
    this.posto += 1;
    const found: Oggetto[] = [];
    for (;;) {
      this.salta();
      if (this.#byte() === at(']')) {
        this.posto += 1;
        return found;
      }
      found.push(this.oggetto(depth + 1));
    }
  }

  #numeroORiferimento(): Oggetto {
    const word = this.parola();
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) throw new PdfIlleggibile('not an object');
    if (/^\d{1,10}$/.test(word)) {
      RIFERIMENTO.lastIndex = this.posto;
      const found = RIFERIMENTO.exec(this.#text);
      if (found !== null) {
        this.posto += found[0].length;
        return new Riferimento(Number(word), Number(found[1]));
      }
      if (!this.intero && this.bytes.length - this.posto < 50) throw new Incompleto(); // it may still become one
    }
    return Number(word);
  }

  /** @throws Incompleto, PdfIlleggibile */
  oggetto(depth = 0): Oggetto {
    if (depth > MAX_DEPTH) throw new PdfIlleggibile('too deep');
    this.salta();
    const byte = this.#byte();
    if (byte === at('/')) return this.#nome();
    if (byte === at('(')) return this.#letterale();
    if (byte === at('[')) return this.#matrice(depth);
    if (byte !== at('<')) return this.#numeroORiferimento();
    if (this.posto + 1 >= this.bytes.length) throw this.#fine();
    return this.bytes[this.posto + 1] === at('<') ? this.#dizionario(depth) : this.#esadecimale();
  }

  /** An object with its number, as it stands in the file: `12 0 obj … endobj`. */
  indiretto(): { numero: number; generazione: number; oggetto: Oggetto } {
    const [numero, generazione, word] = [Number(this.parola()), Number(this.parola()), this.parola()];
    if (word !== 'obj' || !Number.isInteger(numero) || !Number.isInteger(generazione))
      throw new PdfIlleggibile('no object where one was announced');
    const oggetto = this.oggetto();
    this.salta();
    if (!(oggetto instanceof Dizionario)) return { numero, generazione, oggetto };
    if (!this.intero && this.bytes.length - this.posto < 8) throw new Incompleto();
    if (!this.#text.startsWith('stream', this.posto)) return { numero, generazione, oggetto };
    const after = this.#text.slice(this.posto + 6, this.posto + 8);
    const skip = after.startsWith('\r\n') ? 2 : after.startsWith('\n') || after.startsWith('\r') ? 1 : 0;
    return { numero, generazione, oggetto: new Flusso(oggetto, this.inizio + this.posto + 6 + skip) };
  }
}
