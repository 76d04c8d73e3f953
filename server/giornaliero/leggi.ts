import { StringDecoder } from 'node:string_decoder';
import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** An element with all that is in it. */
export interface Nodo {
  nome: string;
  attributi: Readonly<Record<string, string>>;
  testo: string;
  figli: Nodo[];
}

/** Elements that are handed out whole, one at a time; what holds them is not kept. */
const UNITA = new Set(['Intestazione', 'Registrazione', 'Variazione', 'Giornata', 'Riepilogo']);
const RADICI = new Set(['RegistroGiornaliero', 'RegistroAnnuale']);

/** Gathers the units of a register out of what the parser tells. */
class Raccolta {
  readonly parser = new SaxesParser();
  ready: Nodo[] = [];
  #open: Nodo[] = [];

  constructor() {
    this.parser.on('error', (error) => {
      throw error;
    });
    this.parser.on('opentag', (tag) => this.#opened(tag));
    this.parser.on('closetag', () => this.#closed());
    this.parser.on('text', (text) => {
      const last = this.#open.at(-1);
      if (last !== undefined) last.testo += text;
    });
  }

  #opened({ name, attributes }: SaxesTagPlain): void {
    const nodo: Nodo = { nome: name, attributi: attributes, testo: '', figli: [] };
    if (this.#open.length > 0) this.#open.at(-1)?.figli.push(nodo);
    else if (RADICI.has(name)) this.ready.push(nodo);
    if (this.#open.length > 0 || UNITA.has(name)) this.#open.push(nodo);
  }

  #closed(): void {
    const closed = this.#open.pop();
    if (closed !== undefined && this.#open.length === 0) this.ready.push(closed);
  }
}

/**
 * The parts of a register in their order, one at a time: first the root (its attributes only), then head, rows, changes or
 * days, and the totals.
 * @throws Error where it is not XML
 */
export async function* readRegistro(source: AsyncIterable<unknown>): AsyncGenerator<Nodo, void> {
  const raccolta = new Raccolta();
  const decoder = new StringDecoder('utf8');
  for await (const chunk of source) {
    raccolta.parser.write(decoder.write(chunk as Buffer));
    const { ready } = raccolta;
    raccolta.ready = [];
    yield* ready;
  }
  raccolta.parser.close();
  yield* raccolta.ready;
}

export const childOf = (nodo: Nodo | undefined, nome: string): Nodo | undefined =>
  nodo?.figli.find((one) => one.nome === nome);
export const childrenOf = (nodo: Nodo | undefined, nome: string): Nodo[] =>
  nodo?.figli.filter((one) => one.nome === nome) ?? [];
/** The text of a child; empty where there is none. */
export const textIn = (nodo: Nodo | undefined, nome: string): string => childOf(nodo, nome)?.testo ?? '';
export const attributeIn = (nodo: Nodo | undefined, nome: string, attributo: string): string =>
  childOf(nodo, nome)?.attributi[attributo] ?? '';
