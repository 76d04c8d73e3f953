/* The numbers of the registers of emergency, as forms bear them. */

/** Code of the register where nobody has chosen another: the forms are printed with it. */
export const REGISTRO_PREDEFINITO = 'EM';

/** `EM-2026-0000001`: register, year, number; at least seven digits, never cut. What is preprinted on the forms. */
export const formatEmergenza = ({
  registro,
  numero,
  data,
}: {
  registro: string;
  numero: number;
  data: string;
}): string => `${registro}-${data.slice(0, 4)}-${String(numero).padStart(7, '0')}`;

export const MAX_NUMERO = 99_999_999;

/** What a number written on a form says: `12`, `0000012`, `EM-2026-0000012`; null if it is none. */
export function readNumero(text: string): { registro?: string; anno?: number; numero: number } | null {
  const match = /^(?:([A-Z][A-Z0-9-]{0,15})-(\d{4})-)?(\d{1,9})$/.exec(text.trim().toUpperCase());
  if (match === null) return null;
  const numero = Number(match[3]);
  if (numero < 1 || numero > MAX_NUMERO) return null;
  return {
    ...(match[1] !== undefined && { registro: match[1] }),
    ...(match[2] !== undefined && { anno: Number(match[2]) }),
    numero,
  };
}
