import type { Fonte } from '../../formati/fonte.js';
import { espandi } from './espandi.js';
import { Lettore } from './lettore.js';
import { Dizionario, dizionarioDi, Flusso, nomeDi, type Oggetto, PdfIlleggibile, Riferimento } from './oggetti.js';
import { leggiCon, type Sezione, sezioneA, type Voce } from './sezioni.js';

const MAX_SEZIONI = 1_000;
const TAIL = 2_048;
const MAX_CONTENITORE = 32 * 1024 ** 2;
const KEPT = 20_000;
const KEPT_CONTENITORI = 8;

interface Contenitore {
  dati: Buffer;
  /** number of the object and its place, in order */
  indice: readonly (readonly [number, number])[];
}

/** The document as it stood at one moment: its sections, the newest first. */
export interface Vista {
  sezioni: readonly Sezione[];
  coda: Dizionario;
  radice: Riferimento;
}

/** A PDF by its cross-references, read where they say and nowhere else. */
export class DocumentoPdf {
  readonly #sezioni = new Map<number, Promise<Sezione>>();
  readonly #letti = new Map<number, { numero: number; oggetto: Oggetto }>();
  readonly #contenitori = new Map<number, Contenitore>();

  constructor(readonly fonte: Fonte) {}

  /** Where the sections of the document that ends at `fine` begin. @throws PdfIlleggibile */
  async inizioSezioni(fine: number): Promise<number> {
    const from = Math.max(0, fine - TAIL);
    const text = (await this.fonte.leggi(from, fine - from)).toString('latin1');
    const last = [...text.matchAll(/startxref[\s]{1,10}(\d{1,12})[\s]{1,10}%%EOF/g)].at(-1);
    if (last === undefined) throw new PdfIlleggibile('no end of a revision');
    if (text.slice(last.index + last[0].length).trim() !== '') throw new PdfIlleggibile('bytes after the end');
    return Number(last[1]);
  }

  /** The document of which the sections begin at a place. @throws PdfIlleggibile */
  async vista(posto: number): Promise<Vista> {
    const sezioni: Sezione[] = [];
    const seen = new Set<number>();
    for (let at: number | undefined = posto; at !== undefined;) {
      if (seen.has(at) || seen.size >= MAX_SEZIONI) throw new PdfIlleggibile('sections in a circle');
      seen.add(at);
      let known = this.#sezioni.get(at);
      if (known === undefined) this.#sezioni.set(at, (known = sezioneA(this.fonte, at)));
      const sezione = await known;
      sezioni.push(sezione);
      at = sezione.precedente;
    }
    const coda = sezioni[0]?.coda ?? new Dizionario();
    const radice = coda.get('Root');
    if (!(radice instanceof Riferimento)) throw new PdfIlleggibile('no catalog');
    return { sezioni, coda, radice };
  }

  voce({ sezioni }: Vista, numero: number): Voce {
    for (const { voci } of sezioni) {
      const found = voci.get(numero);
      if (found !== undefined) return found;
    }
    return { in: 'nessuno' };
  }

  /** An object by its number; null where there is none (ISO 32000-1 §7.3.10). */
  async oggetto(vista: Vista, numero: number): Promise<Oggetto> {
    const voce = this.voce(vista, numero);
    if (voce.in === 'nessuno') return null;
    if (voce.in === 'flusso') return this.#daContenitore(vista, voce, numero);
    const known = this.#letti.get(voce.posto);
    const read = known ?? (await leggiCon(this.fonte, voce.posto, (lettore) => lettore.indiretto()));
    if (known === undefined) {
      if (this.#letti.size >= KEPT) this.#letti.clear();
      this.#letti.set(voce.posto, read);
    }
    if (read.numero !== numero) throw new PdfIlleggibile('another object in the place of this');
    return read.oggetto;
  }

  /** What is meant: an object itself, or what it refers to. */
  async risolto(vista: Vista, oggetto: Oggetto | undefined): Promise<Oggetto> {
    let found: Oggetto = oggetto ?? null;
    for (let hops = 0; found instanceof Riferimento; hops += 1) {
      if (hops > 20) throw new PdfIlleggibile('references in a circle');
      found = await this.oggetto(vista, found.numero);
    }
    return found;
  }

  async dizionario(vista: Vista, oggetto: Oggetto | undefined): Promise<Dizionario | undefined> {
    return dizionarioDi(await this.risolto(vista, oggetto));
  }

  /** The raw length of a stream. @throws PdfIlleggibile */
  async lunghezza(vista: Vista, { dizionario, inizio }: Flusso): Promise<number> {
    const length = await this.risolto(vista, dizionario.get('Length'));
    if (
      typeof length !== 'number' ||
      !Number.isInteger(length) ||
      length < 0 ||
      inizio + length > this.fonte.dimensione
    )
      throw new PdfIlleggibile('length of a stream');
    return length;
  }

  async #daContenitore(
    vista: Vista,
    { contenitore, indice }: Voce & { in: 'flusso' },
    numero: number,
  ): Promise<Oggetto> {
    const voce = this.voce(vista, contenitore);
    if (voce.in !== 'file') throw new PdfIlleggibile('object stream in an object stream');
    const { dati, indice: places } =
      this.#contenitori.get(voce.posto) ?? (await this.#apri(vista, voce.posto, contenitore));
    const [found, place] = places[indice] ?? [];
    if (found !== numero || place === undefined) throw new PdfIlleggibile('another object in the place of this');
    return new Lettore(dati.subarray(place), 0, true).oggetto();
  }

  async #apri(vista: Vista, posto: number, numero: number): Promise<Contenitore> {
    const flusso = await this.oggetto(vista, numero);
    if (!(flusso instanceof Flusso) || nomeDi(flusso.dizionario.get('Type')) !== 'ObjStm')
      throw new PdfIlleggibile('no object stream');
    const length = await this.lunghezza(vista, flusso);
    if (length > MAX_CONTENITORE) throw new PdfIlleggibile('object stream too long');
    const dati = await espandi(await this.fonte.leggi(flusso.inizio, length), flusso.dizionario, MAX_CONTENITORE);
    const [n, first] = [flusso.dizionario.get('N'), flusso.dizionario.get('First')];
    if (typeof n !== 'number' || typeof first !== 'number' || n > 100_000) throw new PdfIlleggibile('object stream');
    const numbers = dati.subarray(0, first).toString('latin1').trim().split(/\s+/).map(Number);
    const indice = Array.from(
      { length: n },
      (_one, i) => [numbers[2 * i] ?? -1, first + (numbers[2 * i + 1] ?? 0)] as const,
    );
    const [oldest] = this.#contenitori.keys();
    if (this.#contenitori.size >= KEPT_CONTENITORI && oldest !== undefined) this.#contenitori.delete(oldest);
    const made = { dati, indice };
    this.#contenitori.set(posto, made);
    return made;
  }
}
