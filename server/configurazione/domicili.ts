import { CorrispondenteModel, VISTA_AOO } from '../../schemas/corrispondente.model.js';
import { AOO_IPA, SchedaModel } from '../../schemas/rubrica.model.js';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * True if that address, or one of that `@domain`, is known as a domicilio digitale: of the address book, of the IPA, of a past
 * registration of the AOO.
 */
export async function existsDomicilioDigitale(aoo: string, mittente: string): Promise<boolean> {
  const valore = new RegExp(`${mittente.startsWith('@') ? '' : '^'}${escaped(mittente)}$`, 'i');
  const named = { 'soggetto.domicilioDigitale': valore };
  const found = await Promise.all([
    SchedaModel.exists({
      aoo: { $in: [aoo, AOO_IPA] },
      $or: [named, { recapiti: { $elemMatch: { tipo: 'digitale', valore } } }],
    }),
    CorrispondenteModel.exists({ aoo, vista: VISTA_AOO, ...named }),
  ]);
  return found.some((one) => one !== null);
}
