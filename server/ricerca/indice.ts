import { ensureStato, findGenerazione } from '../../schemas/ricerca.model.js';
import { hasIndicizzate } from '../../schemas/registrazione-ricerca.model.js';
import { REGISTRO_GENERALE } from '../protocollo/rules.js';
import { VERSIONE_GETTONI } from './gettoni.js';
import { nomeIndice } from './lettura.js';
import { FORMA_RIGA } from './righe.js';

/**
 * Begins the index of a register. Where all records still wait for it, it is whole and empty; where there are others, because the
 * register is older than its index or the index was lost, the worker makes it anew before words can be searched.
 */
export async function ensureIndice(aoo: string): Promise<void> {
  if ((await findGenerazione(nomeIndice(aoo, REGISTRO_GENERALE))) !== undefined) return;
  const older = await hasIndicizzate(aoo, REGISTRO_GENERALE);
  const begun = { versione: VERSIONE_GETTONI, forma: FORMA_RIGA, completo: !older };
  await ensureStato(nomeIndice(aoo, REGISTRO_GENERALE), begun);
}
