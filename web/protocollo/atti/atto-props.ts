import type { RigaPiena } from '../../api/tipi.js';

/** What every dialog of a deed is given. */
export interface AttoProps {
  registrazione: RigaPiena & { note?: string | undefined };
  onChiudi: () => void;
}
