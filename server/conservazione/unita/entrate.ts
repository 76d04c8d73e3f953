import { findMovimenti, type Movimento } from '../../../schemas/movimento-fascicolo.model.js';
import { REGISTRO_GENERALE } from '../../../schemas/registro.js';
import { riferimentoUnita } from '../regole/riferimento.js';

const INSIEME = 1_000;

/** When each registered document came into a fascicolo the last time; what was born into it has no movement of its own. */
export async function entrateDi(aoo: string, fascicolo: string): Promise<Map<string, Date>> {
  const entrate = new Map<string, Date>();
  let page: Movimento[];
  let prima: Movimento | undefined;
  do {
    page = await findMovimenti(aoo, fascicolo, INSIEME, prima);
    for (const { documento, tipo, data } of page) {
      if ('id' in documento || (tipo !== 'aggiunto' && tipo !== 'spostato-qui')) continue;
      const riferimento = riferimentoUnita({ registro: REGISTRO_GENERALE, ...documento });
      if (!entrate.has(riferimento)) entrate.set(riferimento, data); // newest first
    }
    prima = page.at(-1);
  } while (page.length === INSIEME);
  return entrate;
}
