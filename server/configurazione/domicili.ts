import { CorrispondenteModel, VISTA_AOO } from '../../schemas/corrispondente.model.js';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** True if that address, or one of that `@domain`, is known as the domicilio digitale of a correspondent of the AOO. */
export async function existsDomicilioDigitale(aoo: string, mittente: string): Promise<boolean> {
  const value = mittente.startsWith('@')
    ? new RegExp(`${escaped(mittente)}$`, 'i')
    : new RegExp(`^${escaped(mittente)}$`, 'i');
  const found = await CorrispondenteModel.exists({ aoo, vista: VISTA_AOO, 'soggetto.domicilioDigitale': value });
  return found !== null;
}
