import os from 'node:os';
import { ImmagineRifiutata, type Lettura, type Parola } from '../tipi.js';
import { senzaGrana } from './grana.js';
import type { Motore } from './motore.js';
import { backToPage, dpiOf, fiduciaOf, type Posa } from './posa.js';

export interface OpzioniLettore {
  /** program of native tesseract; undefined: the engine that comes with the product */
  tesseract?: string | undefined;
  /** pages read at once; undefined: as many as there are cores */
  insieme?: number | undefined;
  /** for one page: a picture of an A3 sheet full of words takes half a minute on a slow core */
  limiteMs?: number;
  /** after so long without work an engine gives its memory back */
  riposoMs?: number;
}

const LIMITE_MS = 180_000;
const RIPOSO_MS = 60_000;
/** After so many pages an engine makes room for a new one: its memory only grows. */
const MAX_PAGINE = 300;
/** A page that an engine died of is tried once more with a new one: the fault may have been the machine's. */
const TENTATIVI = 2;

const TROPPO_TEMPO =
  'La lettura della pagina richiede troppo tempo: la pagina resta senza testo, oppure va scansionata di nuovo.';
const ILLEGGIBILE =
  'Il testo della pagina non si può leggere: la pagina resta senza testo, oppure va scansionata di nuovo.';

interface Posto {
  motore: Motore;
  pagine: number;
  riposo?: NodeJS.Timeout;
}

class TempoScaduto extends Error {}

/** Reads pages, as many at once as there are cores; the others wait in the order they came. Engines are started when first needed. */
export class Lettore {
  readonly #insieme: number;
  readonly #liberi: Posto[] = [];
  readonly #inLavoro = new Set<Posto>();
  readonly #attesa: (() => void)[] = [];
  #occupati = 0;
  #chiuso = false;

  constructor(private readonly opzioni: OpzioniLettore = {}) {
    this.#insieme = opzioni.insieme ?? os.availableParallelism();
  }

  /**
   * Reads a picture (grey PNG, deskewed) in Italian.
   * @param posa - how the picture lies over the page that is kept
   * @returns the words in pixels of the page that is kept: the deskew is undone
   * @throws ImmagineRifiutata `tempo` or `illeggibile`: it is the page; any other error: it is the machine, and the page may be tried again
   */
  async leggi(png: Buffer, posa: Posa): Promise<Lettura> {
    await this.#turn();
    try {
      const parole = backToPage(await this.#read(await senzaGrana(png), dpiOf(posa)), posa);
      return { parole, fiducia: fiduciaOf(parole) };
    } finally {
      this.#occupati -= 1;
      this.#attesa.shift()?.();
    }
  }

  /** Ends the engines; what is being read is not finished, and who waits is told. */
  async close(): Promise<void> {
    this.#chiuso = true;
    const posti = [...this.#liberi.splice(0), ...this.#inLavoro];
    for (const next of this.#attesa.splice(0)) next();
    await Promise.all(posti.map((posto) => this.#end(posto)));
  }

  async #turn(): Promise<void> {
    while (!this.#chiuso && this.#occupati >= this.#insieme)
      await new Promise<void>((resolve) => this.#attesa.push(resolve));
    if (this.#chiuso) throw new Error('the reader is closed');
    this.#occupati += 1;
  }

  async #read(png: Buffer, dpi: number): Promise<Parola[]> {
    for (let tentativo = 1; ; tentativo += 1) {
      const posto = await this.#take();
      try {
        const parole = await this.#within(posto.motore.leggi(png, dpi));
        this.#giveBack(posto);
        return parole;
      } catch (error) {
        await this.#end(posto);
        if (this.#chiuso) throw new Error('the reader is closed', { cause: error });
        if (error instanceof TempoScaduto) throw new ImmagineRifiutata('tempo', TROPPO_TEMPO);
        if (tentativo >= TENTATIVI) throw new ImmagineRifiutata('illeggibile', ILLEGGIBILE);
      }
    }
  }

  async #within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new TempoScaduto()), this.opzioni.limiteMs ?? LIMITE_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
      work.catch(() => undefined); // who was too late may still fail: nobody waits for it
    }
  }

  async #take(): Promise<Posto> {
    const free = this.#liberi.pop();
    const posto = free ?? { motore: await this.#start(), pagine: 0 };
    clearTimeout(posto.riposo);
    this.#inLavoro.add(posto);
    return posto;
  }

  /** What reads is loaded with the first page: it weighs more than all the rest of a process that starts. */
  async #start(): Promise<Motore> {
    const { tesseract } = this.opzioni;
    if (tesseract !== undefined) return (await import('./motore-nativo.js')).startNativo(tesseract);
    return (await import('./motore-wasm.js')).startWasm();
  }

  #giveBack(posto: Posto): void {
    posto.pagine += 1;
    if (posto.pagine >= MAX_PAGINE || this.#chiuso) {
      void this.#end(posto);
      return;
    }
    this.#inLavoro.delete(posto);
    posto.riposo = setTimeout(() => {
      this.#liberi.splice(this.#liberi.indexOf(posto), 1);
      void this.#end(posto);
    }, this.opzioni.riposoMs ?? RIPOSO_MS).unref();
    this.#liberi.push(posto);
  }

  async #end(posto: Posto): Promise<void> {
    clearTimeout(posto.riposo);
    this.#inLavoro.delete(posto);
    await posto.motore.close().catch(() => undefined);
  }
}
