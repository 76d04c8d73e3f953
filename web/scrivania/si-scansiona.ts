import { puo } from '../api/sessione.js';
import type { Io, RigaScrivania } from '../api/tipi.js';
import type { AttoScrivania } from './atti-scrivania.js';

/** A paper that waits for its scan, which this person may make. */
export const siScansiona = (riga: RigaScrivania, possibili: ReadonlySet<AttoScrivania>, io: Io): boolean =>
  riga.documento === undefined && possibili.has('integra') && puo(io, 'scansiona');
