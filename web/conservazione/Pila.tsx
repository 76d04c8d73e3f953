import type { CodaConservazione } from '../../schemas/versamento.api.js';
import { PilaNonInviabili } from './NonInviabili.js';
import type { PilaProps } from './pila-props.js';
import { PilaRifiutati } from './PilaRifiutati.js';
import { PilaVersamenti } from './PilaVersamenti.js';

/** The rows of a pile, as that pile is worked. */
export function Pila({ coda, ...props }: PilaProps & { coda: CodaConservazione }) {
  if (coda === 'rifiutati') return <PilaRifiutati {...props} />;
  if (coda === 'non-inviabili') return <PilaNonInviabili {...props} />;
  return <PilaVersamenti key={coda} coda={coda} {...props} />;
}
