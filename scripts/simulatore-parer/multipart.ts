/**
 * Reading of a multipart body as a stream, in constant memory, by the rules of the receiver's library: a part is a file when its
 * Content-Disposition has a `filename`, even an empty one; names are trimmed; a part without name is passed over.
 */

export interface ParteMultipart {
  nome: string;
  /** undefined: a field */
  nomeFile: string | undefined;
  charset: string | undefined;
}

/** Who takes the bytes of one part. */
export interface Ricevente {
  scrivi(byte: Buffer): void | Promise<void>;
  chiudi(): void | Promise<void>;
}

export class MultipartNonLeggibileError extends Error {}

const NIENTE = Buffer.alloc(0);
const CRLF = Buffer.from('\r\n');
const FINE_INTESTAZIONI = Buffer.from('\r\n\r\n');
const TRATTINI = Buffer.from('--');

/** Parameters of a header value, `form-data; name="a"; filename="b"`: names in lower case, values trimmed and without quotes. */
export function parametriDi(valore: string): Map<string, string> {
  const parametri = new Map<string, string>();
  for (const [, nome = '', fraVirgolette, nudo = ''] of valore.matchAll(
    /;\s*([^\s=;]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]*))/g,
  ))
    parametri.set(nome.toLowerCase(), (fraVirgolette?.replace(/\\(["\\])/g, '$1') ?? nudo).trim());
  return parametri;
}

function leggiIntestazioni(byte: Buffer): ParteMultipart | undefined {
  const righe = new Map(
    byte
      .toString('utf8')
      .split('\r\n')
      .map((riga) => {
        const due = riga.indexOf(':');
        return [riga.slice(0, due).trim().toLowerCase(), riga.slice(due + 1).trim()] as const;
      }),
  );
  const disposizione = righe.get('content-disposition') ?? '';
  const parametri = parametriDi(disposizione);
  const nome = parametri.get('name');
  if (nome === undefined || !/^form-data\b/i.test(disposizione)) return undefined;
  return {
    nome,
    nomeFile: parametri.get('filename'),
    charset: parametriDi(`;${righe.get('content-type') ?? ''}`).get('charset'),
  };
}

/** The boundary of a Content-Type; undefined where there is none. */
export const confineDi = (contentType: string): string | undefined => parametriDi(contentType).get('boundary');

/**
 * Reads the body to its end.
 * @param apri - asked for each part that has a name; undefined: its bytes are thrown away
 * @throws MultipartNonLeggibileError when it is not multipart, is cut, or a header is too long
 */
export async function leggiMultipart(
  corpo: AsyncIterable<Buffer>,
  confine: string,
  massimoIntestazioni: number,
  apri: (parte: ParteMultipart) => Ricevente | undefined,
): Promise<void> {
  const lettore = new Lettore(Buffer.from(`\r\n--${confine}`), massimoIntestazioni, apri);
  for await (const pezzo of corpo) await lettore.prendi(pezzo);
  lettore.richiediFine();
}

class Lettore {
  readonly #delimitatore: Buffer;
  readonly #massimo: number;
  readonly #apri: (parte: ParteMultipart) => Ricevente | undefined;
  #resto: Buffer = CRLF; // so that a boundary on the first line is found like the others
  #stato: 'preambolo' | 'dopo-confine' | 'intestazioni' | 'dati' | 'fine' = 'preambolo';
  #ricevente: Ricevente | undefined;

  constructor(delimitatore: Buffer, massimo: number, apri: (parte: ParteMultipart) => Ricevente | undefined) {
    this.#delimitatore = delimitatore;
    this.#massimo = massimo;
    this.#apri = apri;
  }

  async prendi(pezzo: Buffer): Promise<void> {
    if (await this.#lasciaResto(pezzo)) this.#resto = pezzo;
    else this.#resto = Buffer.concat([this.#resto, pezzo]);
    while (await this.#passo());
  }

  /**
   * Hands over what was kept of a file because a boundary might begin there, when none does: so that large bodies are not copied.
   * @returns true when nothing is kept any more
   */
  async #lasciaResto(pezzo: Buffer): Promise<boolean> {
    if (this.#resto.length === 0) return true;
    const lungo = this.#delimitatore.length;
    if (this.#stato !== 'dati' || this.#resto.length >= lungo || pezzo.length < lungo) return false;
    if (Buffer.concat([this.#resto, pezzo.subarray(0, lungo - 1)]).includes(this.#delimitatore)) return false;
    await this.#ricevente?.scrivi(this.#resto);
    return true;
  }

  richiediFine(): void {
    if (this.#stato !== 'fine') throw new MultipartNonLeggibileError('il corpo finisce prima del suo confine');
  }

  /** One step. @returns false when more bytes are needed */
  async #passo(): Promise<boolean> {
    switch (this.#stato) {
      case 'fine':
        this.#resto = NIENTE; // what follows the last boundary counts for nothing
        return false;
      case 'dopo-confine':
        return this.#dopoConfine();
      case 'intestazioni':
        return this.#intestazioni();
      case 'preambolo':
      case 'dati':
        return this.#dati();
    }
  }

  #dopoConfine(): boolean {
    if (this.#resto.length < 2) return false;
    const due = this.#resto.subarray(0, 2);
    if (due.equals(TRATTINI)) this.#stato = 'fine';
    else if (due.equals(CRLF)) this.#stato = 'intestazioni';
    else throw new MultipartNonLeggibileError('confine non seguito da un a capo');
    return true; // the line end stays: a part without headers is then an empty line at once
  }

  #intestazioni(): boolean {
    const fine = this.#resto.indexOf(FINE_INTESTAZIONI);
    if ((fine < 0 ? this.#resto.length : fine) > this.#massimo)
      throw new MultipartNonLeggibileError('intestazione di parte troppo lunga');
    if (fine < 0) return false;
    const parte = leggiIntestazioni(this.#resto.subarray(2, Math.max(2, fine)));
    this.#ricevente = parte === undefined ? undefined : this.#apri(parte);
    this.#resto = this.#resto.subarray(fine + FINE_INTESTAZIONI.length);
    this.#stato = 'dati';
    return true;
  }

  /** Up to the next boundary; before the first one the bytes belong to nobody. */
  async #dati(): Promise<boolean> {
    const dove = this.#resto.indexOf(this.#delimitatore);
    const sicuri = dove >= 0 ? dove : Math.max(0, this.#resto.length - this.#delimitatore.length + 1);
    if (sicuri > 0) await this.#ricevente?.scrivi(this.#resto.subarray(0, sicuri));
    if (dove < 0) {
      this.#resto = this.#resto.subarray(sicuri);
      return false;
    }
    await this.#ricevente?.chiudi();
    this.#ricevente = undefined;
    this.#resto = this.#resto.subarray(dove + this.#delimitatore.length);
    this.#stato = 'dopo-confine';
    return true;
  }
}
