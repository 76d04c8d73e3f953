import type { Caller } from '../../schemas/accesso.api.js';
import type { Registrazione } from '../../schemas/registrazione.model.js';
import type { Coda, CodaContata, RigaScrivania } from '../../schemas/scrivania.api.js';
import { rfc3339 } from '../lib/clock.js';
import { CONTA_FINO_A } from '../protocollo/elenchi.js';
import { presentRiga } from '../protocollo/presenter.js';
import { withSeen } from '../protocollo/viste.js';
import type { CodaLetta } from './service.js';

/** Since when a registration stands in that queue: the act that put it there, where the record keeps it. */
function attesaDal(coda: Coda, one: Registrazione): Date {
  const { rifiuto, richiestaAnnullamento, rettifiche, presaInCarico } = one;
  const acts: Partial<Record<Coda, string | undefined>> = {
    rifiutate: rifiuto?.data,
    annullamenti: richiestaAnnullamento?.data,
    rettifiche: rettifiche?.[0]?.data,
    'in-carico': presaInCarico?.data,
    'in-carico-colleghi': presaInCarico?.data,
    'atti-rifiutati': rifiuto?.data,
    'atti-annullamenti': richiestaAnnullamento?.data,
    'atti-in-carico': presaInCarico?.data,
    'atti-in-carico-colleghi': presaInCarico?.data,
  };
  const since = acts[coda];
  return since === undefined ? one.dataRegistrazione : new Date(since);
}

/** Rows of a queue as its reader may see them. */
export const presentRighe = async (
  caller: Caller,
  coda: Coda,
  registrazioni: readonly Registrazione[],
): Promise<RigaScrivania[]> =>
  (await withSeen(caller, registrazioni)).map((one) => ({
    ...presentRiga(one),
    attesaDal: rfc3339(attesaDal(coda, one)),
    ...(one.tardiva === true && { tardiva: true }),
  }));

export const presentCoda = async (
  caller: Caller,
  { coda: { codice, gruppo, daFare }, primi, ...counted }: CodaLetta,
): Promise<CodaContata> => ({ codice, gruppo, daFare, ...counted, primi: await presentRighe(caller, codice, primi) });

/** How many the menu tells of: what is to be done, each queue as far as it is counted. */
export const daFareOf = (code: readonly CodaLetta[]): number =>
  code.reduce((sum, { coda, totale = CONTA_FINO_A }) => sum + (coda.daFare ? totale : 0), 0);
