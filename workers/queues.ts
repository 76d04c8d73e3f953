import { archivio } from './archivio/processors.js';
import { avvisi } from './avvisi/processors.js';
import { conservazione, invii } from './conservazione/processors.js';
import { estrazione } from './estrazione/processors.js';
import { fissita } from './fissita/processors.js';
import { giornaliero, sigilli } from './giornaliero/processors.js';
import type { Lavori } from './registry.js';
import { ricerca } from './ricerca/processors.js';
import { rubrica } from './rubrica/processors.js';
import { salvataggio } from './salvataggio/processors.js';
import { pagine, scansione } from './scansione/processors.js';

/** Everything that the worker does, area by area; a job is only a pointer to what the database says (Redis may be emptied: nothing is lost). */
export const LAVORI: readonly Lavori[] = [
  archivio,
  avvisi,
  conservazione,
  invii,
  estrazione,
  fissita,
  giornaliero,
  sigilli,
  ricerca,
  rubrica,
  salvataggio,
  scansione,
  pagine,
];
