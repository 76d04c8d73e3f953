import type { RigaElenco } from '../../schemas/elenco-archivio.model.js';
import { FascicoloModel } from '../../schemas/fascicolo.model.js';
import type { Deps } from '../deps.js';
import { legalDay } from '../lib/clock.js';
import { type Conservati, isConservato } from './conservato.js';
import { type Conoscibile, conservazioniDi } from './fatti.js';
import type { Impedimento } from './regole.js';

/**
 * What stands in the way of rows of a list today, whatever was true when it was made: reopened since, a hold, a document filed
 * elsewhere, not conserved. By fascicolo; none where nothing does. Other fascicoli are not named.
 */
export async function impedimentiOra(
  { clock }: Pick<Deps, 'clock'>,
  aoo: string,
  righe: readonly RigaElenco[],
  conservati: Conservati = isConservato,
): Promise<Map<string, Impedimento[]>> {
  const ids = righe.map(({ fascicolo }) => fascicolo);
  const found = await FascicoloModel.find({ aoo, _id: { $in: ids } }, { canonico: 0, eventi: 0, parole: 0 }).lean<
    Conoscibile[]
  >();
  const conservazioni = await conservazioniDi(aoo, found, legalDay(clock.now()), () => false, conservati);
  const closed = new Map(righe.map(({ fascicolo, dataChiusura }) => [fascicolo, dataChiusura]));
  return new Map(
    found.map(({ _id, stato, dataChiusura }) => {
      const { impedimenti, sospesi } = conservazioni.get(_id) ?? { impedimenti: [], sospesi: [] };
      const again: Impedimento[] =
        stato === 'chiuso' && dataChiusura !== closed.get(_id)
          ? [{ codice: 'aperto', messaggio: 'È stato riaperto e chiuso di nuovo dopo la proposta: proporlo di nuovo.' }]
          : [];
      return [_id, [...impedimenti, ...again, ...sospesi]];
    }),
  );
}
