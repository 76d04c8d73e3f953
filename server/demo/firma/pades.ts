import { firmaPades } from '../../firme/crea/pades.js';
import { firmatarioDi } from '../../firme/chiavi/firmatario.js';
import { certificatoDer, type Identita } from './autorita.js';

interface OpzioniPades {
  firmatario: Identita;
  autorita: Identita;
  /** shown by readers as who signed */
  nome: string;
  motivo: string;
  istante: Date;
}

/** Signs a PDF of the demonstration as PAdES baseline B. */
export const signPades = (
  pdf: Buffer,
  { firmatario, autorita, nome, motivo, istante }: OpzioniPades,
): Promise<Buffer> => {
  const parti = { certificato: certificatoDer(firmatario), catena: [certificatoDer(autorita)], nome };
  return firmaPades(pdf, firmatarioDi(parti, firmatario.chiave), { quando: istante, motivo });
};
