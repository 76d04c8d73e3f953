import type { StatoTesto } from '../../schemas/testo-estratto.model.js';

/** What came of the extraction of one file. */
export interface Estratto {
  stato: StatoTesto;
  testo: string;
  troncato: boolean;
  /** why there is no text */
  motivo?: string;
}

/** Characters that are kept of one file: what a search may need of a long document. */
export const MAX_CARATTERI = 1_000_000;

/** Words on their way: counted, held to the limit, cleaned of what no text holds. */
export class Raccolta {
  readonly #parts: string[] = [];
  #length = 0;
  #left = false;

  /** Nothing more is taken. */
  get piena(): boolean {
    return this.#length >= MAX_CARATTERI;
  }

  aggiungi(text: string): void {
    if (text === '') return;
    const room = MAX_CARATTERI - this.#length;
    if (text.length > room) this.#left = true;
    if (room <= 0) return;
    this.#parts.push(text.length > room ? text.slice(0, room) : text);
    this.#length += Math.min(text.length, room);
  }

  /** Says that there was more than was read. */
  tronca(): void {
    this.#left = true;
  }

  esito(): Estratto {
    const testo = this.#parts
      .join('')
      .replaceAll(/[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/gu, (one) => (one === '\n' ? '\n' : ' '))
      .replaceAll(/[^\S\n]+/g, ' ')
      .replaceAll(/ ?\n[ \n]*/g, '\n')
      .trim();
    return { stato: testo === '' ? 'senza-testo' : 'estratto', testo, troncato: this.#left };
  }
}
