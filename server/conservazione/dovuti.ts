import { LIMITE_PREDEFINITO } from '../../schemas/comune.api.js';
import type { DovutoLetto } from '../../schemas/conservazione.api.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import { configurazioneAl } from '../configurazione/service.js';
import { legalDay } from '../lib/clock.js';
import { creaDi } from './conservatore.js';
import type { DepsConservazione } from './deps.js';
import { MOTIVI_IN_PAROLE, nomeDi } from './parole.js';
import { selectDue } from './regole/seleziona.js';

/** Codes of the receivers of an AOO of which the installation has no address. */
async function irraggiungibiliOf(deps: DepsConservazione, aoo: string, oggi: string): Promise<Set<string>> {
  const { conservatori } = await configurazioneAl(aoo, 'conservazione', oggi);
  const found = new Set<string>();
  for (const one of conservatori.filter(({ attivo }) => attivo))
    if ((await creaDi(deps, one)) === undefined) found.add(one.codice);
  return found;
}

/**
 * What is due in an AOO and of which no package is made yet, in the order in which it leaves: numbers and names of registers only,
 * nothing of what is in them.
 */
export async function dovutiDi(
  deps: DepsConservazione,
  aoo: string,
  limite = LIMITE_PREDEFINITO,
): Promise<{ elementi: DovutoLetto[]; oltre?: number }> {
  const adesso = deps.clock.now();
  const due = await selectDue(aoo, limite + 1, adesso, await irraggiungibiliOf(deps, aoo, legalDay(adesso)));
  const page = due.slice(0, limite);
  const ids = page.filter(({ tipo }) => tipo === 'fascicolo').map(({ riferimento }) => riferimento);
  const codes = await FascicoloModel.find({ aoo, _id: { $in: ids } }, { codice: 1 }).lean<
    { _id: string; codice: string }[]
  >();
  const codiceOf = new Map(codes.map(({ _id, codice }) => [_id, codice]));
  return {
    elementi: page.map(({ tipo, riferimento, motivo, priorita, termine }) => ({
      tipo,
      riferimento,
      nome: nomeDi(tipo, riferimento, codiceOf.get(riferimento)),
      motivo: MOTIVI_IN_PAROLE[motivo],
      priorita,
      termine,
    })),
    ...(due.length > limite && { oltre: limite }),
  };
}
