import type { FileRegistrato } from '../api/tipi.js';

/** True where the server does not let the browser show the file in the page, whatever its format. */
export const isSoloDaScaricare = ({ formato }: Pick<FileRegistrato, 'formato'>): boolean =>
  (formato.attivo ?? []).length > 0 || formato.incompleto === true;

export const isInQuarantena = ({ antivirus }: Pick<FileRegistrato, 'antivirus'>): boolean =>
  antivirus?.stato === 'infetto';

/** What a browser shows by itself, safely; all the rest is downloaded. */
type Vista = 'pdf' | 'immagine' | 'testo' | 'nessuna';

const IMMAGINI = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** By the true format, as the server shows it: what was declared may be another. What acts is not shown. */
export function vistaDi({ formato, antivirus }: Pick<FileRegistrato, 'formato' | 'antivirus'>): Vista {
  if (isSoloDaScaricare({ formato }) || isInQuarantena({ antivirus })) return 'nessuna';
  const tipo = (formato.mime.split(';')[0] ?? '').trim().toLowerCase();
  if (tipo === 'application/pdf') return 'pdf';
  if (IMMAGINI.has(tipo)) return 'immagine';
  return tipo === 'text/plain' ? 'testo' : 'nessuna';
}
