import type { FileRegistrato } from '../api/tipi.js';
import { Stato, type StatoProps } from '../components/Stato.js';

type Firme = FileRegistrato['firme'];

/** The state of the signatures of a file in one word: the worst of them says it. */
export function paroleFirme(firme: Firme): StatoProps {
  const [prima] = firme;
  if (prima === undefined) return { tono: 'neu', icona: 'minus-circle', parola: 'Non firmato' };
  const tipi = [...new Set(firme.map(({ tipo }) => tipo))].join(', ');
  if (firme.some(({ esito }) => esito === 'non-valida')) {
    return { tono: 'bad', icona: 'error', parola: `Firma ${tipi} non valida` };
  }
  if (firme.some(({ esito }) => esito === 'non-verificabile')) {
    return { tono: 'warn', icona: 'warning-circle', parola: `Firma ${tipi} non verificabile` };
  }
  return { tono: 'ok', icona: 'file-signed', parola: `Firma ${tipi} valida` };
}

/** One line for all the files of a registration; nothing when none is signed. */
export function FirmeInBreve({ files }: { files: readonly FileRegistrato[] }) {
  const firme = files.flatMap((file) => file.firme);
  return firme.length === 0 ? null : <Stato {...paroleFirme(firme)} />;
}
