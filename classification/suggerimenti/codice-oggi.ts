import type { TipoRaccordo, Versione } from '../../schemas/titolario.model.js';
import { raccordoOf } from '../versioni/raccordo.js';

/** Rows of a mapping that leave no choice: what was divided, or has ended, teaches nothing of the new voci. */
const SICURI: ReadonlySet<TipoRaccordo> = new Set(['uguale', 'rinominata', 'spostata', 'unita']);

/**
 * What a voce of an earlier version is in a later one, by the mappings between them; undefined where a person would have to choose.
 * @param numero - of the later version
 */
export function codiceNella(
  versioni: readonly Versione[],
  numero: number,
  { codice, versione }: { codice: string; versione: number },
): string | undefined {
  let ora: string | undefined = codice;
  for (let dopo = versione + 1; dopo <= numero && ora !== undefined; dopo += 1) {
    const da: string = ora;
    ora = raccordoOf(versioni, dopo).find((riga) => riga.da === da && SICURI.has(riga.tipo))?.a;
  }
  return ora;
}
