import type { DocumentoPdf, Vista } from './documento.js';
import { confronta } from './giudizio.js';
import { type Modifiche, nessunaModifica } from './modifiche.js';
import { PdfIlleggibile } from './oggetti.js';

const MAX_AGGIUNTO = 64 * 1024 ** 2;
const OGGETTO = /(?<![\d.])(\d{1,10})[\s]{1,4}\d{1,5}[\s]{1,4}obj(?![a-zA-Z])/g;

/** Objects that stand after the signed revision and in no section: a reader that repairs files would take them for those of before. */
async function nascosti(doc: DocumentoPdf, prima: Vista, dopo: Vista, fine: number): Promise<boolean> {
  const places = new Set<number>();
  for (const { voci } of dopo.sezioni) for (const voce of voci.values()) if (voce.in === 'file') places.add(voce.posto);
  const text = (await doc.fonte.leggi(fine, doc.fonte.dimensione - fine)).toString('latin1');
  const sections = new Set(dopo.sezioni.map(({ posto }) => posto));
  for (const found of text.matchAll(OGGETTO)) {
    const place = fine + found.index;
    if (!places.has(place) && !sections.has(place) && doc.voce(prima, Number(found[1])).in !== 'nessuno') return true;
  }
  return false;
}

const onlyWhite = (bytes: Buffer): boolean =>
  bytes.every((one) => one === 0 || one === 9 || one === 10 || one === 13 || one === 32);

/** True if nothing follows the signed revision. */
export async function isUltima({ fonte }: DocumentoPdf, fine: number): Promise<boolean> {
  const rest = fonte.dimensione - fine;
  return rest === 0 || (rest <= 1_024 && onlyWhite(await fonte.leggi(fine, rest)));
}

/**
 * What was done to a PDF after the revision that ends at `fine`.
 * @param numero - object and place of the signature: it must be in that revision
 * @throws FuoriLimite
 */
export async function modificheDopo(
  doc: DocumentoPdf,
  adesso: Vista | undefined,
  { fine, numero, posto }: { fine: number; numero: number | undefined; posto: number | undefined },
): Promise<Modifiche> {
  const told = nessunaModifica();
  if (await isUltima(doc, fine)) return told;
  if (adesso === undefined) {
    told.dubbie.push('la struttura del PDF non è leggibile');
    return told;
  }
  try {
    const prima = await doc.vista(await doc.inizioSezioni(fine));
    const voce = numero === undefined ? undefined : doc.voce(prima, numero);
    if (voce?.in !== 'file' || voce.posto !== posto)
      told.vietate.push('la firma non fa parte della versione che dice di firmare');
    else if ((adesso.sezioni[0]?.posto ?? 0) < fine)
      told.vietate.push('dopo la fine sono stati aggiunti byte che non appartengono al documento');
    else if (adesso.coda.has('Encrypt'))
      told.dubbie.push('il PDF è cifrato e ciò che è stato aggiunto non è leggibile');
    else if (doc.fonte.dimensione - fine > MAX_AGGIUNTO)
      told.dubbie.push('è stato aggiunto più di quanto si può confrontare');
    else if (await nascosti(doc, prima, adesso, fine))
      told.vietate.push('sono stati nascosti oggetti che ne sostituiscono altri');
    else return await confronta(doc, prima, adesso);
  } catch (error) {
    if (!(error instanceof PdfIlleggibile)) throw error;
    told.dubbie.push('la struttura di ciò che è stato aggiunto non è leggibile');
  }
  return told;
}
