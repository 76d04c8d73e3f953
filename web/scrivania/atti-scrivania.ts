import { isDiRepertorio } from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import type { Coda, RigaScrivania } from '../api/tipi.js';
import type { AttoScheda } from '../protocollo/atti/possibili.js';
import { useAttiPossibili } from '../protocollo/atti/use-atti-possibili.js';

/** What the desk offers besides what the page of a registration does. */
export type AttoScrivania = AttoScheda | 'visione' | 'concedi-rettifica' | 'nega-rettifica' | 'ritardo' | 'completa';

/** What can be done on a row from this queue, by who is signed in. */
export function useAttiScrivania(riga: RigaScrivania | undefined, coda: Coda | undefined): ReadonlySet<AttoScrivania> {
  const io = useIo();
  const acts = new Set<AttoScrivania>(useAttiPossibili(riga ?? null));
  if (riga === undefined) return acts;
  if (coda === 'conoscenza' || coda === 'atti-conoscenza') acts.add('visione');
  if ((riga.rettifiche?.length ?? 0) > 0 && puo(io, 'rinnova')) acts.add('concedi-rettifica').add('nega-rettifica');
  if (riga.tardiva === true && puo(io, 'cita-differimento')) acts.add('ritardo');
  // sottoclasse and fascicolo in one act: only of registrations of protocol
  const incompleta =
    !isDiRepertorio(riga) && (riga.fascicolo === undefined || riga.classifica?.codice.split('.').length === 2);
  if (
    incompleta &&
    riga.stato !== 'annullata' &&
    riga.classifica !== undefined &&
    puo(io, 'gestisci-fascicolo') &&
    !puo(io, 'registra-entrata')
  )
    acts.add('completa');
  return acts;
}
