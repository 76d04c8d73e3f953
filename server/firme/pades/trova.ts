import type { DocumentoPdf, Vista } from './documento.js';
import { Dizionario, nomeDi, PdfIlleggibile, Riferimento, Stringa } from './oggetti.js';
import { campiDi } from './modulo.js';
import { leggiCon } from './sezioni.js';

/** A signature dictionary, wherever in the file it was found. */
export interface Trovata {
  diz: Dizionario;
  /** where its object begins; undefined where it is not an object of its own */
  posto: number | undefined;
  numero: number | undefined;
  /** name of the field, where the document as it is now has it in one */
  campo: string | undefined;
}

const BLOCK = 1024 ** 2;
const BYTE_RANGE = Buffer.from('/ByteRange');
const MAX_FIRME = 100;
const BEFORE = 256 * 1024;

/** Where signature dictionaries may be, by the words that they must contain. @throws FuoriLimite */
async function postiDi({ fonte }: DocumentoPdf): Promise<number[]> {
  const found: number[] = [];
  for (let at = 0; at < fonte.dimensione; at += BLOCK) {
    const bytes = await fonte.leggi(at, BLOCK + BYTE_RANGE.length - 1);
    for (let i = bytes.indexOf(BYTE_RANGE); i >= 0; i = bytes.indexOf(BYTE_RANGE, i + 1)) {
      found.push(at + i);
      if (found.length > MAX_FIRME) return found;
    }
  }
  return found;
}

/** The object around a place: the last one that begins before it and goes past it. */
async function oggettoAttorno({ fonte }: DocumentoPdf, posto: number): Promise<Trovata | undefined> {
  const from = Math.max(0, posto - BEFORE);
  const text = (await fonte.leggi(from, posto - from)).toString('latin1');
  const [last] = [...text.matchAll(/(?<![\d.])\d{1,10}[\s]{1,4}\d{1,5}[\s]{1,4}obj(?![a-zA-Z])/g)].slice(-1);
  if (last === undefined) return undefined;
  const begin = from + last.index;
  try {
    const { numero, oggetto } = await leggiCon(fonte, begin, (lettore) => lettore.indiretto());
    return oggetto instanceof Dizionario && oggetto.has('ByteRange')
      ? { diz: oggetto, posto: begin, numero, campo: undefined }
      : undefined;
  } catch (error) {
    if (error instanceof PdfIlleggibile) return undefined;
    throw error;
  }
}

const keyOf = ({ diz }: Trovata): string => {
  const contents = diz.get('Contents');
  return contents instanceof Stringa ? `${contents.da}` : 'none';
};

/** Signatures in the fields of the document as it stands. @throws PdfIlleggibile */
async function nelModulo(doc: DocumentoPdf, vista: Vista): Promise<Trovata[]> {
  const found = new Map<number, Trovata>();
  for (const { tipo, nome, valore } of (await campiDi(doc, vista)).values()) {
    if (tipo !== 'Sig' || !(valore instanceof Riferimento) || found.has(valore.numero)) continue;
    const diz = await doc.risolto(vista, valore);
    const voce = doc.voce(vista, valore.numero);
    const posto = voce.in === 'file' ? voce.posto : undefined;
    if (diz instanceof Dizionario) found.set(valore.numero, { diz, posto, numero: valore.numero, campo: nome });
  }
  return [...found.values()].slice(0, MAX_FIRME);
}

/**
 * Every signature dictionary of every revision: those that the form has now, and those that stand in the file.
 * @param vista - the document as it is now; undefined where its structure could not be read
 * @returns `illeggibili`: something in the file looks like one and cannot be read
 * @throws FuoriLimite
 */
export async function trovaFirme(
  doc: DocumentoPdf,
  vista: Vista | undefined,
): Promise<{ firme: Trovata[]; troppe: boolean; leggibile: boolean; illeggibili: boolean }> {
  let leggibile = vista !== undefined;
  const now: Trovata[] = [];
  if (vista !== undefined)
    try {
      now.push(...(await nelModulo(doc, vista)));
    } catch (error) {
      if (!(error instanceof PdfIlleggibile)) throw error;
      leggibile = false;
    }
  const known = new Map(now.map((one) => [keyOf(one), one]));
  const posti = await postiDi(doc);
  let illeggibili = false;
  for (const posto of posti.slice(0, MAX_FIRME)) {
    const found = await oggettoAttorno(doc, posto);
    if (found === undefined) illeggibili = true;
    else if (!known.has(keyOf(found))) known.set(keyOf(found), found);
  }
  return { firme: [...known.values()].slice(0, MAX_FIRME), troppe: posti.length > MAX_FIRME, leggibile, illeggibili };
}

/** DocMDP and FieldMDP: what the signer lets others do. */
export async function permessiDi(
  doc: DocumentoPdf,
  vista: Vista,
  diz: Dizionario,
): Promise<{ livello: number | undefined; isChiuso: (campo: string) => boolean }> {
  let livello: number | undefined;
  const closed: ((campo: string) => boolean)[] = [];
  const list = await doc.risolto(vista, diz.get('Reference'));
  for (const one of Array.isArray(list) ? list.slice(0, 20) : []) {
    const reference = await doc.dizionario(vista, one);
    const parms = await doc.dizionario(vista, reference?.get('TransformParams'));
    const metodo = nomeDi(reference?.get('TransformMethod'));
    const p = await doc.risolto(vista, parms?.get('P'));
    if (metodo === 'DocMDP') livello = typeof p === 'number' ? p : 2;
    if (metodo !== 'FieldMDP') continue;
    const fields = await doc.risolto(vista, parms?.get('Fields'));
    const names = (Array.isArray(fields) ? fields : []).map((name) => (name instanceof Stringa ? name.valore : ''));
    const named = (campo: string): boolean => names.some((name) => campo === name || campo.startsWith(`${name}.`));
    const azione = nomeDi(parms?.get('Action'));
    if (azione === 'All') closed.push(() => true);
    if (azione === 'Include') closed.push(named);
    if (azione === 'Exclude') closed.push((campo) => !named(campo));
  }
  return { livello, isChiuso: (campo) => closed.some((one) => one(campo)) };
}
