import type { RigaVersamento } from '../../schemas/versamento.api.js';

/** What the window of a remedy is given. */
export interface RimediaProps {
  /** those that are mended with the same words */
  righe: readonly RigaVersamento[];
  onFatto: () => void;
  onChiudi: () => void;
}
