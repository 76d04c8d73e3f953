import type { Fonte } from '../../formati/fonte.js';
import { DocumentoPdf } from './documento.js';
import { confronta } from './giudizio.js';
import { PdfIlleggibile } from './oggetti.js';

/**
 * Whether a PDF is another one with nothing after it but signatures: what is signed is then what was given to be signed.
 * @param dimensione - of the one that was given: the first bytes of this one are known to be it
 * @returns false also where it cannot be said
 * @throws FuoriLimite
 */
export async function isSoloFirma(fonte: Fonte, dimensione: number): Promise<boolean> {
  const doc = new DocumentoPdf(fonte);
  try {
    const prima = await doc.vista(await doc.inizioSezioni(dimensione));
    const dopo = await doc.vista(await doc.inizioSezioni(fonte.dimensione));
    const { firme, vietate, dubbie, compilati, annotate } = await confronta(doc, prima, dopo);
    return firme.length > 0 && [...vietate, ...dubbie, ...compilati].length === 0 && annotate.size === 0;
  } catch (error) {
    if (error instanceof PdfIlleggibile) return false;
    throw error;
  }
}
