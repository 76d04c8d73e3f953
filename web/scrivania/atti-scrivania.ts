import { isDiRepertorio } from '../api/percorsi.js';
import { puo, useIo } from '../api/sessione.js';
import type { Coda, Io, RigaScrivania } from '../api/tipi.js';
import type { AttoScheda } from '../protocollo/atti/possibili.js';
import { useAttiPossibili } from '../protocollo/atti/use-atti-possibili.js';

/** What the desk offers besides what the page of a registration does. */
export type AttoScrivania = AttoScheda | 'visione' | 'concedi-rettifica' | 'nega-rettifica' | 'ritardo' | 'completa';

/** What the desk adds to `acts`, which the page of that row offers. Pure. */
export function attiScrivania(
  io: Io,
  riga: RigaScrivania,
  coda: Coda | undefined,
  acts: ReadonlySet<AttoScheda>,
): Set<AttoScrivania> {
  const all = new Set<AttoScrivania>(acts);
  if (coda === 'conoscenza' || coda === 'atti-conoscenza') all.add('visione');
  // of an act nobody asks a rettifica, its lateness is not of the protocol, its fascicolo does not give it a sottoclasse
  if (isDiRepertorio(riga)) return all;
  if ((riga.rettifiche?.length ?? 0) > 0 && puo(io, 'rinnova')) all.add('concedi-rettifica').add('nega-rettifica');
  if (riga.tardiva === true && puo(io, 'cita-differimento')) all.add('ritardo');
  // sottoclasse and fascicolo in one act
  const incompleta = riga.fascicolo === undefined || riga.classifica?.codice.split('.').length === 2;
  if (
    incompleta &&
    riga.stato !== 'annullata' &&
    riga.classifica !== undefined &&
    puo(io, 'gestisci-fascicolo') &&
    !puo(io, 'registra-entrata')
  )
    all.add('completa');
  return all;
}

const NESSUNO: ReadonlySet<AttoScrivania> = new Set();

/** What can be done on a row from this queue, by who is signed in. */
export function useAttiScrivania(riga: RigaScrivania | undefined, coda: Coda | undefined): ReadonlySet<AttoScrivania> {
  const io = useIo();
  const acts = useAttiPossibili(riga ?? null);
  return riga === undefined ? NESSUNO : attiScrivania(io, riga, coda, acts);
}
