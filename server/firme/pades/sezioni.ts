import type { Fonte } from '../../formati/fonte.js';
import { espandi } from './espandi.js';
import { Incompleto, Lettore } from './lettore.js';
import { Dizionario, Flusso, nomeDi, type Oggetto, PdfIlleggibile } from './oggetti.js';

/** Where an object is: in the file, in another object, or nowhere (free). */
export type Voce =
  | { in: 'file'; posto: number; generazione: number }
  | { in: 'flusso'; contenitore: number; indice: number }
  | { in: 'nessuno' };

/** One cross-reference section (ISO 32000-1 §7.5.4, §7.5.8). */
export interface Sezione {
  posto: number;
  voci: Map<number, Voce>;
  coda: Dizionario;
  precedente: number | undefined;
}

const FIRST = 4 * 1024;
const MAX_OBJECT = 16 * 1024 ** 2;
const MAX_VOCI = 1_000_000;
const MAX_XREF = 64 * 1024 ** 2;

/** Reads with as much of the file as it takes. */
export async function leggiCon<T>(fonte: Fonte, posto: number, read: (lettore: Lettore) => T): Promise<T> {
  if (posto < 0 || posto >= fonte.dimensione) throw new PdfIlleggibile('place outside the file');
  for (let size = FIRST; ; size *= 8) {
    const bytes = await fonte.leggi(posto, size);
    const intero = posto + bytes.length >= fonte.dimensione;
    try {
      return read(new Lettore(bytes, posto, intero));
    } catch (error) {
      if (!(error instanceof Incompleto)) throw error;
      if (intero || size > MAX_OBJECT) throw new PdfIlleggibile('object too long');
    }
  }
}

const interoDi = (oggetto: Oggetto | undefined): number | undefined =>
  typeof oggetto === 'number' && Number.isInteger(oggetto) && oggetto >= 0 ? oggetto : undefined;

const RIGA = /[\r\n ]{0,4}(\d{10}) (\d{5}) ([nf])/y;

async function daTabella(fonte: Fonte, posto: number): Promise<Sezione> {
  const voci = new Map<number, Voce>();
  let place = posto + (await leggiCon(fonte, posto, (lettore) => (lettore.parola(), lettore.posto)));
  for (;;) {
    const here = place;
    const head = await leggiCon(fonte, here, (lettore) => {
      const word = lettore.parola();
      if (word === 'trailer') return { coda: lettore.oggetto(), dopo: lettore.posto };
      return { primo: Number(word), quanti: Number(lettore.parola()), dopo: lettore.posto };
    });
    if ('coda' in head) {
      if (!(head.coda instanceof Dizionario)) throw new PdfIlleggibile('no trailer');
      return { posto, voci, coda: head.coda, precedente: interoDi(head.coda.get('Prev')) };
    }
    const { primo, quanti } = head;
    if (!Number.isInteger(primo) || !Number.isInteger(quanti) || voci.size + quanti > MAX_VOCI)
      throw new PdfIlleggibile('cross-reference table');
    const text = (await fonte.leggi(here + head.dopo, quanti * 20 + 8)).toString('latin1');
    RIGA.lastIndex = 0;
    for (let i = 0; i < quanti; i += 1) {
      const at = RIGA.lastIndex;
      const found = RIGA.exec(text);
      if (found === null) throw new PdfIlleggibile(`cross-reference entry at ${here + head.dopo + at}`);
      const [, offset, generazione, uso] = found;
      voci.set(
        primo + i,
        uso === 'n' ? { in: 'file', posto: Number(offset), generazione: Number(generazione) } : { in: 'nessuno' },
      );
    }
    place = here + head.dopo + RIGA.lastIndex;
  }
}

/** The numbers of a cross-reference stream, field by field. */
function vociDi(dati: Buffer, larghezze: readonly number[], coppie: readonly number[]): Map<number, Voce> {
  const [w0 = 0, w1 = 0, w2 = 0] = larghezze;
  const voci = new Map<number, Voce>();
  let at = 0;
  const field = (width: number): number => {
    const value = width === 0 ? 0 : dati.readUIntBE(at, width);
    at += width;
    return value;
  };
  for (let i = 0; i + 1 < coppie.length; i += 2)
    for (let n = 0; n < (coppie[i + 1] ?? 0) && at + w0 + w1 + w2 <= dati.length; n += 1) {
      if (voci.size >= MAX_VOCI) throw new PdfIlleggibile('too many objects');
      const tipo = w0 === 0 ? 1 : field(w0);
      const [a, b] = [field(w1), field(w2)];
      const numero = (coppie[i] ?? 0) + n;
      if (tipo === 1) voci.set(numero, { in: 'file', posto: a, generazione: b });
      else if (tipo === 2) voci.set(numero, { in: 'flusso', contenitore: a, indice: b });
      else voci.set(numero, { in: 'nessuno' });
    }
  return voci;
}

async function daFlusso(fonte: Fonte, posto: number): Promise<Sezione> {
  const { oggetto } = await leggiCon(fonte, posto, (lettore) => lettore.indiretto());
  if (!(oggetto instanceof Flusso) || nomeDi(oggetto.dizionario.get('Type')) !== 'XRef')
    throw new PdfIlleggibile('no cross-reference stream');
  const { dizionario } = oggetto;
  const lunghezza = interoDi(dizionario.get('Length'));
  const numbers = (key: string): number[] | undefined => {
    const list = dizionario.get(key);
    return Array.isArray(list) ? list.map((one) => interoDi(one) ?? -1) : undefined;
  };
  const larghezze = numbers('W');
  const coppie = numbers('Index') ?? [0, interoDi(dizionario.get('Size')) ?? 0];
  if (
    lunghezza === undefined ||
    larghezze?.length !== 3 ||
    larghezze.some((one) => one < 0 || one > 6) ||
    coppie.includes(-1)
  )
    throw new PdfIlleggibile('cross-reference stream');
  if (lunghezza > MAX_XREF) throw new PdfIlleggibile('cross-reference stream too long');
  const dati = await espandi(await fonte.leggi(oggetto.inizio, lunghezza), dizionario, MAX_XREF);
  return {
    posto,
    voci: vociDi(dati, larghezze, coppie),
    coda: dizionario,
    precedente: interoDi(dizionario.get('Prev')),
  };
}

/**
 * The section at a place: a table or a stream. A table that hides objects in a stream beside it is read by some readers and not by others.
 * @throws PdfIlleggibile
 */
export async function sezioneA(fonte: Fonte, posto: number): Promise<Sezione> {
  const word = await leggiCon(fonte, posto, (lettore) => lettore.parola());
  if (word !== 'xref') return daFlusso(fonte, posto);
  const tabella = await daTabella(fonte, posto);
  const beside = interoDi(tabella.coda.get('XRefStm'));
  if (beside === undefined) return tabella;
  const flusso = await daFlusso(fonte, beside);
  const voci = new Map(tabella.voci);
  for (const [numero, voce] of flusso.voci) {
    const known = voci.get(numero);
    if (known !== undefined && known.in !== 'nessuno') throw new PdfIlleggibile('an object in two places');
    voci.set(numero, voce);
  }
  return { ...tabella, voci };
}
