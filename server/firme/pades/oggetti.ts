/* Objects of a PDF (ISO 32000-1 §7.3), as far as signatures need them. */

export class Nome {
  constructor(readonly valore: string) {}
}
/** A string: its bytes, one a character, and where it stands in what was read. */
export class Stringa {
  constructor(
    readonly valore: string,
    readonly da: number,
    readonly a: number,
  ) {}
}
export class Riferimento {
  constructor(
    readonly numero: number,
    readonly generazione: number,
  ) {}
}
export class Dizionario extends Map<string, Oggetto> {}
/** A stream: its dictionary, and where its bytes begin in the file; inside another stream there is none. */
export class Flusso {
  constructor(
    readonly dizionario: Dizionario,
    readonly inizio: number,
  ) {}
}
export type Oggetto = null | boolean | number | Nome | Stringa | Riferimento | Oggetto[] | Dizionario | Flusso;

/** The file is not built as a PDF is: what cannot be followed is never taken as unchanged. */
export class PdfIlleggibile extends Error {
  constructor(motivo: string) {
    super(`PDF not readable: ${motivo}`);
  }
}

/** Equal as written; a reference is equal to itself, what it leads to is looked at where it stands. Streams are never equal here. */
export function uguali(a: Oggetto | undefined, b: Oggetto | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (a instanceof Nome) return b instanceof Nome && a.valore === b.valore;
  if (a instanceof Stringa) return b instanceof Stringa && a.valore === b.valore;
  if (a instanceof Riferimento)
    return b instanceof Riferimento && a.numero === b.numero && a.generazione === b.generazione;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, i) => uguali(one, b[i]));
  if (a instanceof Dizionario)
    return b instanceof Dizionario && a.size === b.size && [...a].every(([key, one]) => uguali(one, b.get(key)));
  return false;
}

/** The dictionary of an object that has one. */
export const dizionarioDi = (oggetto: Oggetto | undefined): Dizionario | undefined => {
  if (oggetto instanceof Dizionario) return oggetto;
  return oggetto instanceof Flusso ? oggetto.dizionario : undefined;
};

export const nomeDi = (oggetto: Oggetto | undefined): string | undefined =>
  oggetto instanceof Nome ? oggetto.valore : undefined;

/** A text as people read it: UTF-16 where it says so, else one byte a character. */
export function testoDi(oggetto: Oggetto | undefined): string | undefined {
  if (!(oggetto instanceof Stringa)) return undefined;
  const bytes = Buffer.from(oggetto.valore, 'latin1');
  if (bytes[0] === 0xfe && bytes[1] === 0xff && bytes.length % 2 === 0)
    return Buffer.from(bytes.subarray(2)).swap16().toString('utf16le');
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3).toString('utf8');
  return oggetto.valore;
}

/** What an object leads to directly. */
export function* riferimentiIn(oggetto: Oggetto | undefined, depth = 0): Generator<Riferimento> {
  if (depth > 100) throw new PdfIlleggibile('too deep');
  if (oggetto instanceof Riferimento) yield oggetto;
  else if (Array.isArray(oggetto)) for (const one of oggetto) yield* riferimentiIn(one, depth + 1);
  else for (const one of dizionarioDi(oggetto)?.values() ?? []) yield* riferimentiIn(one, depth + 1);
}
