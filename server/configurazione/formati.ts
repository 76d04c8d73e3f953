import type { Formato } from '../../schemas/configurazione.api.js';
import type { Flusso } from '../../schemas/registrazione.api.js';

/**
 * What becomes of a file of a format: the row that names it exactly counts before `image/*`, and that before `*`; of rows alike the
 * first. A format of which the list says nothing is accepted with a warning.
 * @param mime - true format of the file, by its content
 */
export function esitoFormato(
  formati: readonly Formato[],
  mime: string,
  flusso: Flusso,
): Pick<Formato, 'esito' | 'denominazione'> {
  const rows = formati.filter(({ flussi }) => flussi?.includes(flusso) ?? true);
  const group = `${mime.split('/')[0] ?? ''}/*`;
  for (const wanted of [mime, group, '*']) {
    const found = rows.find((row) => row.mime === wanted);
    if (found !== undefined) return found;
  }
  return { esito: 'avviso' };
}
