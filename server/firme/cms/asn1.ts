import { instantOf } from '../../formati/certificati.js';

/* Reading of DER and BER (X.690) in memory: of what is short. Files are walked by server/formati/der.ts and contenuto.ts. */

/** The bytes are no such structure. */
export class Asn1Error extends Error {
  constructor(what: string) {
    super(`malformed ASN.1: ${what}`);
  }
}

const MAX_DEPTH = 40;
const MAX_FIGLI = 20_000;

interface Testa {
  tag: number;
  inizio: number;
  /** undefined: indefinite length */
  fine: number | undefined;
}

function testaA(bytes: Buffer, at: number, limite: number): Testa {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limite) throw new Asn1Error('it ends too early');
  if ((tag & 0x1f) === 0x1f) throw new Asn1Error('a tag of many bytes');
  if (first < 0x80) return conFine(tag, at + 2, first, limite);
  const count = first & 0x7f;
  if (count === 0) {
    if ((tag & 0x20) === 0) throw new Asn1Error('a primitive without length');
    return { tag, inizio: at + 2, fine: undefined };
  }
  if (count > 6 || at + 2 + count > limite) throw new Asn1Error('a length of too many bytes');
  return conFine(tag, at + 2 + count, bytes.readUIntBE(at + 2, count), limite);
}

function conFine(tag: number, inizio: number, lunghezza: number, limite: number): Testa {
  if (inizio + lunghezza > limite) throw new Asn1Error('a length that goes past the end');
  return { tag, inizio, fine: inizio + lunghezza };
}

/** Where the element that has no length ends: at its two zero bytes. */
function fineDi(bytes: Buffer, inizio: number, limite: number, depth: number): number {
  if (depth > MAX_DEPTH) throw new Asn1Error('too deep');
  for (let at = inizio; ;) {
    if (bytes[at] === 0 && bytes[at + 1] === 0 && at + 2 <= limite) return at;
    const one = testaA(bytes, at, limite);
    at = one.fine ?? fineDi(bytes, one.inizio, limite, depth + 1) + 2;
  }
}

/** An element in memory. Every reading throws Asn1Error where it is not what is asked for. */
export class Nodo {
  private constructor(
    private readonly bytes: Buffer,
    readonly tag: number,
    private readonly testa: number,
    private readonly inizio: number,
    private readonly fine: number,
    private readonly dopo: number,
  ) {}

  private static a(bytes: Buffer, at: number, limite: number): Nodo {
    const { tag, inizio, fine } = testaA(bytes, at, limite);
    const end = fine ?? fineDi(bytes, inizio, limite, 0);
    return new Nodo(bytes, tag, at, inizio, end, fine === undefined ? end + 2 : end);
  }

  /** The one element that the bytes are. @param intero - nothing may follow it */
  static di(bytes: Buffer, intero = true): Nodo {
    const nodo = Nodo.a(bytes, 0, bytes.length);
    if (intero && nodo.dopo !== bytes.length) throw new Asn1Error('something follows the structure');
    return nodo;
  }

  /** The elements that follow each other in these bytes, to their end or to the zeros that end what has no length. */
  static *inFila(bytes: Buffer): Generator<Nodo, void> {
    for (let at = 0; at < bytes.length && !(bytes[at] === 0 && bytes[at + 1] === 0);) {
      const one = Nodo.a(bytes, at, bytes.length);
      yield one;
      at = one.dopo;
    }
  }

  /** Its content, as it stands. */
  get contenuto(): Buffer {
    return this.bytes.subarray(this.inizio, this.fine);
  }

  /** The element whole, as it stands. */
  get intero(): Buffer {
    return this.bytes.subarray(this.testa, this.dopo);
  }

  *scorri(): Generator<Nodo, void> {
    if ((this.tag & 0x20) === 0) throw new Asn1Error('a primitive has no elements');
    for (let at = this.inizio; at < this.fine;) {
      const one = Nodo.a(this.bytes, at, this.fine);
      yield one;
      at = one.dopo;
    }
  }

  figli(): Nodo[] {
    const found: Nodo[] = [];
    for (const one of this.scorri()) {
      if (found.push(one) > MAX_FIGLI) throw new Asn1Error('too many elements');
    }
    return found;
  }

  /** The element must have this tag. */
  come(tag: number): this {
    if (this.tag !== tag) throw new Asn1Error(`tag ${this.tag.toString(16)} in place of ${tag.toString(16)}`);
    return this;
  }

  /** The elements of a SEQUENCE. */
  sequenza(): Nodo[] {
    return this.come(TAG.sequence).figli();
  }

  /** The elements of a SET. */
  insieme(): Nodo[] {
    return this.come(TAG.set).figli();
  }

  oid(): string {
    const [first = 0, ...rest] = arcsOf(this.come(TAG.oid).contenuto);
    const root = Math.min(2, Math.floor(first / 40));
    return [root, first - root * 40, ...rest].join('.');
  }

  /** An integer or an enumerated, as hex digits: of what is compared, not counted with. */
  numero(): string {
    if (this.tag !== TAG.integer && this.tag !== TAG.enumerated) throw new Asn1Error('not a number');
    return this.contenuto.toString('hex');
  }

  /** A small integer or enumerated. */
  intPiccolo(): number {
    const hex = this.numero();
    if (hex === '' || hex.length > 8) throw new Asn1Error('a number that is too long');
    return this.contenuto.readIntBE(0, hex.length / 2);
  }

  booleano(): boolean {
    return this.come(TAG.boolean).contenuto.some((byte) => byte !== 0);
  }

  /** The bytes of an OCTET STRING, in one piece or in many. */
  ottetti(depth = 0): Buffer {
    if (depth > MAX_DEPTH) throw new Asn1Error('too deep');
    if (this.tag === TAG.octetStringAPezzi) return Buffer.concat(this.figli().map((one) => one.ottetti(depth + 1)));
    return this.come(TAG.octetString).contenuto;
  }

  /** The bytes of a BIT STRING of whole bytes. */
  bit(): Buffer {
    const content = this.come(TAG.bitString).contenuto;
    if (content[0] === undefined || content[0] > 7) throw new Asn1Error('a bit string');
    return content.subarray(1);
  }

  istante(): Date {
    const instant = instantOf(this.tag, this.contenuto.toString('latin1'));
    if (instant === undefined) throw new Asn1Error('an instant');
    return instant;
  }

  /** A character string of any kind that certificates use. */
  testo(): string {
    if (this.tag === TAG.bmpString) {
      const even = this.contenuto.subarray(0, this.contenuto.length & ~1);
      return Buffer.from(even).swap16().toString('utf16le');
    }
    return this.contenuto.toString(this.tag === TAG.utf8String ? 'utf8' : 'latin1');
  }
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  octetStringAPezzi: 0x24,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  bmpString: 0x1e,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** [n] of a context, constructed. */
export const contesto = (n: number): number => 0xa0 | n;
/** [n] of a context, primitive. */
export const primitivo = (n: number): number => 0x80 | n;

function arcsOf(bytes: Buffer): number[] {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(value)) throw new Asn1Error('an object identifier');
    if ((byte & 0x80) === 0) {
      arcs.push(value);
      value = 0;
    }
  }
  if (arcs.length === 0) throw new Asn1Error('an empty object identifier');
  return arcs;
}

/** The element, which must be there. */
export function obbligatorio(nodo: Nodo | undefined): Nodo {
  if (nodo === undefined) throw new Asn1Error('an element is missing');
  return nodo;
}

/** What reads may fail on hostile bytes: undefined in place of the error. */
export function prova<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}
