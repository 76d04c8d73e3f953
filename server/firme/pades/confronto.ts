import type { Fonte } from '../../formati/fonte.js';
import type { DocumentoPdf, Vista } from './documento.js';
import { type Modifiche, nessunaModifica } from './modifiche.js';
import {
  Dizionario,
  dizionarioDi,
  Flusso,
  nomeDi,
  type Oggetto,
  PdfIlleggibile,
  Riferimento,
  riferimentiIn,
  uguali,
} from './oggetti.js';

const MAX_CAMBIATI = 200_000;
const MAX_ALBERO = 50_000;
const BLOCK = 1024 ** 2;

export type Stato = 'nuovo' | 'cambiato' | 'tolto';

/** Two streams of the same length hold the same bytes. */
async function stessiByte(fonte: Fonte, a: number, b: number, lunghezza: number): Promise<boolean> {
  for (let at = 0; at < lunghezza; at += BLOCK) {
    const size = Math.min(BLOCK, lunghezza - at);
    if (!(await fonte.leggi(a + at, size)).equals(await fonte.leggi(b + at, size))) return false;
  }
  return true;
}

/** A signed document beside the one that it has become: which objects changed, and for which of them there is a reason. */
export class Confronto {
  readonly modifiche: Modifiche = nessunaModifica();
  readonly cambiati = new Map<number, Stato>();
  readonly ammessi = new Set<number>();
  /** objects of before that may change where they stand; nothing else of the signed document may lead to them */
  readonly soloQui = new Set<number>();

  constructor(
    readonly doc: DocumentoPdf,
    readonly prima: Vista,
    readonly dopo: Vista,
  ) {}

  vietata(sentence: string): void {
    if (!this.modifiche.vietate.includes(sentence)) this.modifiche.vietate.push(sentence);
  }

  dubbia(sentence: string): void {
    if (!this.modifiche.dubbie.includes(sentence)) this.modifiche.dubbie.push(sentence);
  }

  /** Finds what changed between the two. @throws PdfIlleggibile */
  async trova(): Promise<void> {
    const { doc, prima, dopo } = this;
    const known = new Set(prima.sezioni.map(({ posto }) => posto));
    if (!dopo.sezioni.some(({ posto }) => posto === prima.sezioni[0]?.posto))
      throw new PdfIlleggibile('the signed revision is not among those of the document');
    const numeri = new Set(
      dopo.sezioni.filter(({ posto }) => !known.has(posto)).flatMap(({ voci }) => [...voci.keys()]),
    );
    if (numeri.size > MAX_CAMBIATI) throw new PdfIlleggibile('too many objects changed');
    for (const numero of numeri) {
      const [a, b] = [doc.voce(prima, numero), doc.voce(dopo, numero)];
      if (a.in === 'nessuno' && b.in === 'nessuno') continue;
      if (a.in === 'nessuno') this.cambiati.set(numero, 'nuovo');
      else if (b.in === 'nessuno') this.cambiati.set(numero, 'tolto');
      else if (!(await this.#isUguale(numero))) this.cambiati.set(numero, 'cambiato');
    }
  }

  async #isUguale(numero: number): Promise<boolean> {
    const { doc, prima, dopo } = this;
    const [a, b] = [await doc.oggetto(prima, numero), await doc.oggetto(dopo, numero)];
    if (a === b) return true;
    if (!(a instanceof Flusso) || !(b instanceof Flusso)) return uguali(a, b);
    if (a.inizio === b.inizio) return true;
    const [long, other] = [await doc.lunghezza(prima, a), await doc.lunghezza(dopo, b)];
    if (long !== other || !uguali(a.dizionario, b.dizionario)) return false;
    return stessiByte(doc.fonte, a.inizio, b.inizio, long);
  }

  /** The value of a key before and after. */
  async coppia(a: Oggetto | undefined, b: Oggetto | undefined): Promise<[Oggetto, Oggetto]> {
    return [await this.doc.risolto(this.prima, a), await this.doc.risolto(this.dopo, b)];
  }

  /** Everything new that an added thing brings with it; what was there already stays judged where it was. */
  async ammettiAlbero(oggetto: Oggetto | undefined, senza: readonly string[] = []): Promise<void> {
    const waiting: Riferimento[] = [...riferimentiIn(this.#without(oggetto, senza))];
    for (let n = 0; waiting.length > 0; n += 1) {
      if (n > MAX_ALBERO) throw new PdfIlleggibile('too much was added');
      const next = waiting.pop();
      if (next === undefined || this.ammessi.has(next.numero) || this.cambiati.get(next.numero) !== 'nuovo') continue;
      this.ammessi.add(next.numero);
      waiting.push(...riferimentiIn(this.#without(await this.doc.oggetto(this.dopo, next.numero), senza)));
    }
  }

  #without(oggetto: Oggetto | undefined, keys: readonly string[]): Oggetto {
    const dict = dizionarioDi(oggetto);
    if (dict === undefined || keys.length === 0) return oggetto ?? null;
    return new Dizionario([...dict].filter(([key]) => !keys.includes(key)));
  }

  /** An object of before that may change in this place and in no other. */
  ammettiQui(oggetto: Oggetto | undefined): void {
    if (!(oggetto instanceof Riferimento) || !this.cambiati.has(oggetto.numero)) return;
    this.ammessi.add(oggetto.numero);
    if (this.cambiati.get(oggetto.numero) === 'cambiato') this.soloQui.add(oggetto.numero);
  }

  /** Keys of which the value is another. */
  chiaviDiverse(a: Dizionario, b: Dizionario): string[] {
    return [...new Set([...a.keys(), ...b.keys()])].filter((key) => !uguali(a.get(key), b.get(key)));
  }

  /** What changed and has no reason, once every reason was looked for. */
  async senzaRagione(): Promise<number[]> {
    const found: number[] = [];
    for (const [numero, stato] of this.cambiati) {
      if (this.ammessi.has(numero)) continue;
      const tipo =
        stato === 'nuovo' ? nomeDi(dizionarioDi(await this.doc.oggetto(this.dopo, numero))?.get('Type')) : undefined;
      if (tipo === 'XRef' || tipo === 'ObjStm') this.ammessi.add(numero);
      else found.push(numero);
    }
    return found;
  }
}
